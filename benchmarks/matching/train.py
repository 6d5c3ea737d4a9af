"""Makes the shipped parameters of matching anew: `python -m benchmarks.matching.train --version 2026.11`.

Without folders it invents the labelled sets below (two error models, three naming cultures, both profiles; only the
spellings of development). The matcher itself never sees the generator's tables.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.matching.training import Source, train, write
from pendopo.matching.engine.problems import MatchingFailed

SHIPPED = Path(__file__).resolve().parents[2] / "pendopo" / "matching" / "reference" / "parameters.json"
# name: people, seed, profile, culture, errors
SETS = {
    "sunda-typical-enumerator": (60_000, 1101, "typical", "sunda", "enumerator"),
    "sunda-hard-enumerator": (60_000, 1102, "hard", "sunda", "enumerator"),
    "mixed-typical-enumerator": (50_000, 1103, "typical", "mixed", "enumerator"),
    "mixed-hard-keying": (50_000, 1104, "hard", "mixed", "keying"),
    "java-hard-enumerator": (50_000, 1105, "hard", "java", "enumerator"),
    "sunda-typical-keying": (50_000, 1106, "typical", "sunda", "keying"),
    "small": (6_000, 1107, "hard", "mixed", "enumerator"),
}
THIN = {
    "mixed-hard-keying": ("kk",),
    "java-hard-enumerator": ("nik",),
    "sunda-typical-keying": ("rt", "rw", "dusun", "tempat_lahir"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", type=Path, metavar="FOLDER", help="holds register, list and truth")
    parser.add_argument(
        "--thin",
        action="append",
        default=[],
        metavar="FOLDER=COLUMN,COLUMN",
        help="a folder that is also trained without these columns of the list; may be repeated",
    )
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pendopo-latih-") as name:
        sources = _given(options) if options.sets else _invented(Path(name))
        try:
            parameters = train(sources, options.version, say=lambda text: print(text, file=sys.stderr))
        except MatchingFailed as failed:
            print(failed, file=sys.stderr)
            return 1
    write(parameters, options.out)
    print(f"version {options.version} written to {options.out}")
    return 0


def _given(options: argparse.Namespace) -> list[Source]:
    thin = (words.partition("=") for words in options.thin)
    return [Source(folder) for folder in options.sets] + [
        Source(Path(folder), tuple(columns.split(","))) for folder, _, columns in thin
    ]


def _invented(root: Path) -> list[Source]:
    for folder, (people, seed, profile, culture, errors) in SETS.items():
        words = ["--people", str(people), "--seed", str(seed), "--profile", profile, "--culture", culture]
        words += ["--variants", "dev", "--errors", errors, "--out", str(root / folder)]
        subprocess.run([sys.executable, "-m", "benchmarks.matching.generate", *words], check=True)
    return [Source(root / folder) for folder in SETS] + [
        Source(root / folder, columns) for folder, columns in THIN.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
