"""Collects the Indonesian strings of code and templates into the English catalogue, without system gettext.

`python3 run.py messages` updates pendopo/locale/en and compiles it; `--check` only says what is missing;
`--todo` prints the untranslated ones; `--fill FILE` takes translations from a JSON file of {msgid: text}.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "pendopo"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
    **dict.fromkeys(("operation", "RuleDefault"), (2,)),  # what it is called, beside its name
    "by_hand": (3,),  # a move: its flow and its key, and what it is called
}
METADATA = {
    "Project-Id-Version": "Pendopo",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass
class Message:
    """One string to translate, and the files it stands in."""

    text: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)


def python_text(path: Path) -> str:
    """Answers a file as Python source: templates are turned into calls first."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # The indentation of HTML means nothing to Python's tokenizer, which would stumble over it.
    return "\n".join(line.lstrip() for line in str(templatize(text, origin=str(path))).splitlines())


def sources(package: Path) -> Iterator[Path]:
    """Yields every file that may hold a string for people."""
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if {"tests", "migrations", "locale", "static", "__pycache__"} & set(parts) or not path.is_file():
            continue
        if path.suffix == ".py" or (
            "templates" in parts and path.suffix in (".html", ".txt", ".svg", ".xml")
        ):
            yield path


def collect(package: Path = PACKAGE) -> dict[tuple[str | None, str], Message]:
    """Collects every string once."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in sources(package):
        stream = io.BytesIO(python_text(path).encode("utf-8"))
        shown = path.relative_to(package.parent).as_posix()
        for _, function, texts, _ in extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"}):
            message = _message(str(function), texts)
            if message is None:
                continue
            held = found.setdefault((message.context, message.text), message)
            held.plural = held.plural or message.plural
            held.files.add(shown)
    return found


def _message(function: str, texts: Any) -> Message | None:
    if function in ("operation", "RuleDefault", "by_hand"):
        texts = texts[KEYWORDS[function][0] - 1] if isinstance(texts, tuple) else ""
    given = [texts] if isinstance(texts, str) else [text for text in texts or () if text]
    context = given.pop(0) if function.startswith(("pgettext", "npgettext")) and given else None
    if not given or not given[0].strip():
        return None
    plural = given[1] if "ngettext" in function or function.startswith("npgettext") else ""
    return Message(given[0], plural, context)


def load() -> polib.POFile:
    """Reads the catalogue, or starts one."""
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE))
    fresh = polib.POFile()
    fresh.metadata = dict(METADATA)
    return fresh


def is_translated(entry: polib.POEntry) -> bool:
    """Says whether an entry has every form of its translation."""
    if entry.msgid_plural:
        return len(entry.msgstr_plural) == 2 and all(entry.msgstr_plural.values())
    return bool(entry.msgstr.strip())


def merge(found: dict[tuple[str | None, str], Message], old: polib.POFile) -> polib.POFile:
    """Answers a catalogue of exactly the strings found, with the translations known so far."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in old}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = dict(METADATA)
    for key, message in sorted(found.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgid_plural=message.plural)
        entry.occurrences = [(name, "") for name in sorted(message.files)]
        held = known.get(key)
        if message.plural:
            entry.msgstr_plural = dict(held.msgstr_plural) if held and held.msgstr_plural else {0: "", 1: ""}
        elif held is not None:
            entry.msgstr = held.msgstr
        fresh.append(entry)
    return fresh


def findings() -> list[str]:
    """Says what keeps the catalogue from being complete and compiled."""
    found, held = collect(), load()
    known = {(entry.msgctxt, entry.msgid): entry for entry in held}
    out = [
        f"not collected: {text[:70]!r}" for key, text in ((key, key[1]) for key in found) if key not in known
    ]
    out += [f"no longer used: {entry.msgid[:70]!r}" for key, entry in known.items() if key not in found]
    out += [f"not translated: {entry.msgid[:70]!r}" for entry in held if not is_translated(entry)]
    out += [f"placeholders differ: {entry.msgid[:70]!r}" for entry in held if not _same_places(entry)]
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != held.to_binary():
        out.append("django.mo is older than django.po")
    return out


def _same_places(entry: polib.POEntry) -> bool:
    wanted = set(PLACE.findall(entry.msgid_plural or entry.msgid)) | set(PLACE.findall(entry.msgid))
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    used = {place for text in texts if text for place in PLACE.findall(text)}
    return not is_translated(entry) or used == wanted


def fill(catalogue: polib.POFile, path: Path) -> None:
    """Takes translations from a JSON file; a plural is given as a list of two."""
    given = json.loads(path.read_text(encoding="utf-8"))
    for entry in catalogue:
        text = given.get(entry.msgid)
        if isinstance(text, list) and entry.msgid_plural:
            entry.msgstr_plural = dict(enumerate(text))
        elif isinstance(text, str) and not entry.msgid_plural:
            entry.msgstr = text


def main() -> int:
    """Updates the catalogue, or says what is missing."""
    parser = argparse.ArgumentParser(prog="run.py messages", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--todo", action="store_true")
    parser.add_argument("--fill", type=Path)
    options = parser.parse_args()
    if options.check:
        missing = findings()
        print("\n".join(missing) or "the English catalogue is complete")
        return 1 if missing else 0
    catalogue = merge(collect(), load())
    if options.fill:
        fill(catalogue, options.fill)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    todo = [entry for entry in catalogue if not is_translated(entry)]
    if options.todo:
        texts = [[entry.msgid, entry.msgid_plural] if entry.msgid_plural else entry.msgid for entry in todo]
        print(json.dumps(texts, ensure_ascii=False, indent=0))
    print(f"{len(catalogue)} strings, {len(todo)} without translation", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
