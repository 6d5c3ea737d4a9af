"""The command line `pendopo`: every domain's commands/ folder, one module a command."""

import argparse
import ast
import importlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOMAINS = ("site", "letters", "matching", "notices", "accounts", "people", "places", "kernel")


@dataclass(frozen=True)
class Command:
    """A command as its file declares it; the module itself is imported only to be run."""

    name: str
    help: str
    module: str
    needs_site: bool


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed, 2 wrong words."""
    os.umask(0o077)  # databases, backups and exports hold a whole village: for their owner alone
    words = list(sys.argv[1:] if argv is None else argv)
    words = _take_data_folder(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.site.settings")
    commands = {command.name: command for command in find_commands()}
    chosen = _choose(words, commands)
    if chosen is None:
        asked = words in ([], ["--help"], ["-h"], ["help"])
        if not asked:
            print(
                f"pendopo: perintah {' '.join(words[:2])!r} tidak dikenal. Pilih dari daftar ini:",
                file=sys.stderr,
            )
        _print_help(commands)
        return 0 if asked else 2
    return _run(commands[chosen], words[len(chosen.split()) :])


def find_commands() -> Iterator[Command]:
    """Yield every command of every domain, read from its file without importing it."""
    root = Path(__file__).resolve().parent.parent
    for domain in DOMAINS:
        for path in sorted((root / domain / "commands").glob("*.py")):
            said = _constants(path)
            if "NAME" in said:
                yield Command(
                    name=str(said["NAME"]),
                    help=str(said.get("HELP", "")),
                    module=f"pendopo.{domain}.commands.{path.stem}",
                    needs_site=bool(said.get("NEEDS_SITE", True)),
                )


def _constants(path: Path) -> dict[str, object]:
    """Return the plain constants that a module assigns at its top."""
    found: dict[str, object] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            found |= {target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)}
    return found


def _choose(words: list[str], commands: dict[str, Command]) -> str | None:
    for length in (3, 2, 1):
        name = " ".join(words[:length])
        if len(words) >= length and name in commands:
            return name
    return None


def _take_data_folder(words: list[str]) -> list[str]:
    """Move `--data DIR` into the environment before any setting is read."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--data":
            os.environ["PENDOPO_DATA"] = _folder_named(next(rest, ""))
        elif word.startswith("--data="):
            os.environ["PENDOPO_DATA"] = _folder_named(word.removeprefix("--data="))
        else:
            kept.append(word)
    return kept


def _folder_named(word: str) -> str:
    if not word or word.startswith("-"):
        print("pendopo: --data tanpa nama folder. Tulis: --data FOLDER", file=sys.stderr)
        raise SystemExit(2)
    return word


def _run(command: Command, words: list[str]) -> int:
    try:
        module = importlib.import_module(command.module)
        parser = argparse.ArgumentParser(prog=f"pendopo {command.name}", description=command.help)
        module.add_arguments(parser)
        options = parser.parse_args(words)
        if command.name != "restore":
            _refuse_half_a_site()
        if command.needs_site:
            _open_site()
        return int(module.run(options))
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("\npendopo: dihentikan", file=sys.stderr)
        return 130
    except Exception as trouble:  # noqa: BLE001 - the last place before the screen, where no traceback belongs
        from pendopo.site.troubles import in_words

        print(f"pendopo: {in_words(trouble)}", file=sys.stderr)
        return 1


def _refuse_half_a_site() -> None:
    """Before the settings are read: they would make, or stumble over, keys in it."""
    from pendopo.site.options import option
    from pendopo.site.troubles import RestoreCut

    RestoreCut.check(option("PENDOPO_DATA"))


def _open_site() -> None:
    from pendopo.site.options import option
    from pendopo.site.troubles import DatabaseGone, NoSite, was_a_site

    folder = option("PENDOPO_DATA")
    if not option("PENDOPO_DATABASE_URL") and not (folder / "pendopo.sqlite3").exists():
        # before the settings are read, which would make keys in a mistyped folder
        raise DatabaseGone.at(folder) if was_a_site(folder) else NoSite.at(folder)

    import django

    django.setup()
    from pendopo.site.opening import check_site

    check_site()


def _print_help(commands: dict[str, Command]) -> None:
    print("pendopo [--data DIR] PERINTAH ...\n")
    for name in sorted(commands):
        print(f"  {name:<22} {commands[name].help}")


if __name__ == "__main__":
    sys.exit(main())
