"""What may not stand in a template or a static file: inline script and style, outside hosts."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.house import _at

INLINE = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.I),
    "inline event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "script address": re.compile(r"[\"']\s*javascript:", re.I),
}
CALLED = re.compile(
    r"<(?!a\b|/)[a-z][^>]*?\s(?:src|href|srcset|action|formaction|data|poster)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.I,
)
IN_STYLE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])\s*(?:https?:)?//", re.I)
IN_SCRIPT = re.compile(r"[\"'`](?:https?|wss?):?//(?!www\.w3\.org/)", re.I)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.S)


def _matches(pattern: re.Pattern[str], text: str) -> list[int]:
    return [text.count("\n", 0, match.start()) + 1 for match in pattern.finditer(text)]


def template_findings(package: Path) -> list[str]:
    """Finds inline script, inline style and outside hosts in templates."""
    found = []
    for path in sorted(package.rglob("templates/**/*")):
        if path.suffix not in (".html", ".svg"):
            continue
        text = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))
        for what, pattern in {**INLINE, "outside host": CALLED}.items():
            found += [f"{_at(package, path, line)}: {what}" for line in _matches(pattern, text)]
    return found


LONGEST_LINE = 160


def template_lines(package: Path) -> list[str]:
    """Finds template lines that no screen shows whole, and signs that HTML takes for part of an address; inside <pre>
    white space counts and stays."""
    found = []
    for path in sorted(package.rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"<pre>.*?</pre>", lambda kept: "\n" * kept.group().count("\n"), text, flags=re.S)
        for number, line in enumerate(text.splitlines(), start=1):
            if len(line) > LONGEST_LINE:
                found.append(f"{_at(package, path, number)} has {len(line)} characters")
            if "\\" in line:
                found.append(f"{_at(package, path, number)} has a backslash, which HTML does not know")
    return found


def static_findings(package: Path) -> list[str]:
    """Finds outside hosts in style sheets and scripts."""
    found = []
    for path in sorted(package.rglob("static/**/*")):
        pattern = {".css": IN_STYLE, ".js": IN_SCRIPT}.get(path.suffix)
        if pattern is None:
            continue
        text = path.read_text(encoding="utf-8")
        found += [f"{_at(package, path, line)}: outside host" for line in _matches(pattern, text)]
    return found


# Words that are the same in every language, or stand in an example that nobody translates.
SAME = {
    "pendopo",
    "nik",
    "nip",
    "kk",
    "rt",
    "rw",
    "pin",
    "plt",
    "plh",
    "csv",
    "xlsx",
    "excel",
    "geojson",
    "km",
    "ha",
    "qr",
}
SAME |= {"indonesia", "english"}  # each language names itself
# Shown without a working site, so in both languages at once; and the specimens of the component page.
BILINGUAL = {"500.html", "components.html"}
SPOKEN = re.compile(r"\s(?:aria-label|alt|title|placeholder|data-l)\s*=\s*(?:\"([^\"{]*)\"|'([^'{]*)')")
MARKUP = re.compile(r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^>]*>|&#?\w+;", re.S)


def untranslated_text(package: Path) -> list[str]:
    """Finds words in templates that no translate tag surrounds."""
    found = []
    for path in sorted(package.rglob("templates/**/*.html")):
        if path.name in BILINGUAL:
            continue
        text = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))
        text = re.sub(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", _blank, text, flags=re.S)
        text = re.sub(r"\{[{%].*?[%}]\}", _blank, text, flags=re.S)
        spoken = [(match.start(), match.group(1) or match.group(2) or "") for match in SPOKEN.finditer(text)]
        shown = MARKUP.sub(_blank, text)
        words = [(match.start(), match.group()) for match in re.finditer(r"[A-Za-z][A-Za-z'’-]+", shown)]
        words += [(place, word) for place, phrase in spoken for word in re.findall(r"[A-Za-z]{2,}", phrase)]
        for place, said in words:
            if said.lower() not in SAME:
                line = text.count("\n", 0, place) + 1
                found.append(f"{_at(package, path, line)}: {said!r} is not translated")
    return found


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
