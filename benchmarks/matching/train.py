"""Makes the shipped parameters of matching anew: `python -m benchmarks.matching.train`.

Invents the labelled sets below (two error models, three naming cultures, both profiles; only the spellings of
development) and hands them to `pendopo match train`. The matcher itself never sees the generator's tables.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

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
    "mixed-hard-keying": "kk",
    "java-hard-enumerator": "nik",
    "sunda-typical-keying": "rt,rw,dusun,tempat_lahir",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pendopo-latih-") as name:
        root = Path(name)
        for folder, (people, seed, profile, culture, errors) in SETS.items():
            words = ["--people", str(people), "--seed", str(seed), "--profile", profile, "--culture", culture]
            words += ["--variants", "dev", "--errors", errors, "--out", str(root / folder)]
            subprocess.run([sys.executable, "-m", "benchmarks.matching.generate", *words], check=True)
        thin = [word for folder, columns in THIN.items() for word in ("--thin", f"{root / folder}={columns}")]
        train = [
            sys.executable,
            "-m",
            "pendopo",
            "match",
            "train",
            *(str(root / folder) for folder in SETS),
            *thin,
        ]
        return subprocess.run(
            [*train, "--version", options.version, "--out", str(options.out)], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
