"""docs/reference/commands.md: every command, from the files in the commands/ folders."""

import argparse
from importlib import import_module

from pendopo.site.cli import Command, find_commands
from pendopo.site.reference import paper

INTRO = """`pendopo [--data DIR] COMMAND ...`, or `python -m pendopo ...`. `run.py` puts the command into
`.venv/bin/pendopo`. Exit codes: 0 done, 1 refused or failed, 2 wrong words. Help texts stand here as the
command prints them (Indonesian)."""


def page() -> str:
    """Return the page."""
    found = sorted(find_commands(), key=lambda command: command.name)
    return paper.page("Commands", INTRO, *(_command(command) for command in found))


def _command(command: Command) -> str:
    parser = argparse.ArgumentParser(prog=f"pendopo {command.name}")
    import_module(command.module).add_arguments(parser)
    actions = [action for action in parser._actions if action.dest != "help"]
    text = f"## pendopo {command.name}\n\n{command.help}"
    text += "" if command.needs_site else "\n\nNeeds no existing site."
    if not actions:
        return text
    rows = [(paper.code(_words(action)), _meaning(action)) for action in actions]
    return f"{text}\n\n{paper.table(('argument', 'meaning'), rows)}"


def _words(action: argparse.Action) -> str:
    name = str(action.metavar or action.dest)
    if not action.option_strings:
        return f"[{name}]" if action.nargs in ("?", "*") else name
    takes = "" if action.nargs == 0 else f" {name.upper()}"
    return ", ".join(action.option_strings) + takes


def _meaning(action: argparse.Action) -> str:
    said = [action.help or ""]
    if action.choices:
        said.append("one of " + ", ".join(f"`{choice}`" for choice in action.choices))
    if action.required and action.option_strings:
        said.append("required")
    # Other defaults depend on the site.
    if type(action.default) is int and action.default:
        said.append(f"default `{action.default}`")
    return "; ".join(part for part in said if part)
