"""The command line `pendopo`: every domain's commands/ folder, one module a command."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from types import ModuleType

DOMAINS = ("site", "accounts", "people", "places", "kernel")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed, 2 wrong words."""
    words = list(sys.argv[1:] if argv is None else argv)
    words = _take_data_folder(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.site.settings")
    commands = {module.NAME: module for module in find_commands()}
    chosen = _choose(words, commands)
    if chosen is None:
        _print_help(commands)
        return 0 if words in ([], ["--help"], ["-h"], ["help"]) else 2
    module = commands[chosen]
    parser = argparse.ArgumentParser(prog=f"pendopo {chosen}", description=module.HELP)
    module.add_arguments(parser)
    options = parser.parse_args(words[len(chosen.split()) :])
    return _run(module, options)


def find_commands() -> Iterator[ModuleType]:
    """Import and yield every command module of every domain."""
    for domain in DOMAINS:
        try:
            package = importlib.import_module(f"pendopo.{domain}.commands")
        except ModuleNotFoundError:
            continue
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            if hasattr(module, "NAME"):
                yield module


def _choose(words: list[str], commands: dict[str, ModuleType]) -> str | None:
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
            os.environ["PENDOPO_DATA"] = next(rest, "")
        elif word.startswith("--data="):
            os.environ["PENDOPO_DATA"] = word.removeprefix("--data=")
        else:
            kept.append(word)
    return kept


def _run(module: ModuleType, options: argparse.Namespace) -> int:
    from pendopo.kernel.errors import KeyTrouble, Refusal

    try:
        if getattr(module, "NEEDS_SITE", True):
            _open_site()
        return int(module.run(options))
    except (Refusal, KeyTrouble) as trouble:
        print(f"pendopo: {trouble}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("\npendopo: dihentikan", file=sys.stderr)
        return 130
    except OSError as trouble:
        print(f"pendopo: {trouble.strerror or trouble}: {trouble.filename or ''}", file=sys.stderr)
        return 1


def _open_site() -> None:
    import django

    django.setup()
    from pendopo.site.opening import check_site

    check_site()


def _print_help(commands: dict[str, ModuleType]) -> None:
    print("pendopo [--data DIR] PERINTAH ...\n")
    for name in sorted(commands):
        print(f"  {name:<22} {commands[name].HELP}")


if __name__ == "__main__":
    sys.exit(main())
