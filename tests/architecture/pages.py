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
