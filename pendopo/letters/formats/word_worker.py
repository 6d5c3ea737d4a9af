"""Fills one Word template and ends: plain values, sandboxed Jinja that calls only what is listed here.

Runs confined (confined.py) and loads nothing of Pendopo. The QR code is no value of the template: `{{ qr }}` is a text
that gives way to a placeholder picture once Jinja is done, and whoever asked puts the code in its place.
"""

import io
import json
import re
import sys
from base64 import b64decode
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import ChainableUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from markupsafe import Markup

QR_WIDTH = Mm(38)
PLAIN = (str, int, bool, list, dict)
TEXT = frozenset(
    {"capitalize", "endswith", "join", "lower", "lstrip", "replace", "rstrip", "split", "startswith", "strip"}
    | {"title", "upper"}
)
METHODS: dict[type, frozenset[str]] = {
    str: TEXT,
    Markup: TEXT,
    dict: frozenset({"get", "items", "keys", "values"}),
}
LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth"}
    | {"cycle", "changed"}
)
# What makes Word fetch or run something when the letter is opened.
ACTIVE_PARTS = re.compile(r"vbaProject|oleObject|activeX|macroEnabled", re.I)
ACTIVE_FIELDS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b", re.I)
INSTRUCTION = re.compile(r"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")


class ActiveContent(Exception):
    """The file would fetch or run something from outside."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja that reads plain values and calls what is listed, and nothing else."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=ChainableUndefined)
        self.globals = {"range": safe_range}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let through the listed methods of plain values and what a loop says of itself."""
        if isinstance(obj, Undefined):
            return isinstance(value, Undefined)
        return attr in (LOOP if isinstance(obj, LoopContext) else METHODS.get(type(obj), frozenset()))

    def is_safe_callable(self, obj: Any) -> bool:
        """Let through the same methods, range, and what the template itself defines."""
        if obj is safe_range or isinstance(obj, Macro | LoopContext | Undefined):
            return True
        owner = getattr(obj, "__self__", None)
        return owner is not None and self.is_safe_attribute(owner, getattr(obj, "__name__", ""), obj)


class Filled(DocxTemplate):  # type: ignore[misc]
    """A template whose QR code is set after Jinja has finished with a part."""

    def __init__(self, template: bytes, mark: str, placeholder: bytes) -> None:
        super().__init__(io.BytesIO(template))
        self.mark, self.placeholder = mark, placeholder

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Fill one part, then put the placeholder where the mark stands; a footnote takes no picture."""
        xml = str(super().render_xml_part(src_xml, part, context, jinja_env))
        if not self.mark or self.mark not in xml:
            return xml
        fits = hasattr(part, "new_pic_inline")
        picture = str(InlineImage(self, io.BytesIO(self.placeholder), width=QR_WIDTH)) if fits else ""
        return xml.replace(self.mark, picture)


def fill(template: bytes, values: dict[str, Any], mark: str, placeholder: bytes) -> bytes:
    """Return the filled file; raise ActiveContent, or whatever a faulty template raises."""
    require_plain(values)
    held = Filled(template, mark, placeholder)
    held.render({**values, "qr": mark}, jinja_env=Sandbox(), autoescape=True)
    refuse_active(held.docx.part.package)
    out = io.BytesIO()
    held.save(out)
    return out.getvalue()


def require_plain(value: Any) -> None:
    """Raise TypeError unless a value is text, number, yes or no, list or table all the way down."""
    if type(value) not in PLAIN:
        raise TypeError(f"{type(value).__name__} is no plain value")
    if isinstance(value, dict):
        value = [*value, *value.values()]
    for inner in value if isinstance(value, list) else ():
        require_plain(inner)


def refuse_active(package: Any) -> None:
    """Raise ActiveContent for macros, embedded programs, and links that Word follows by itself."""
    for link in package.iter_rels():
        if link.is_external and not link.reltype.endswith("/hyperlink"):
            raise ActiveContent("link")
    for part in package.iter_parts():
        if ACTIVE_PARTS.search(f"{part.content_type} {part.partname}"):
            raise ActiveContent("macro")
        if part.content_type.endswith("+xml"):
            text = part.blob.decode("utf-8", "replace")
            if ACTIVE_FIELDS.search("".join(map("".join, INSTRUCTION.findall(text)))):
                raise ActiveContent("field")


def main() -> None:
    """Read the request from standard input, answer on standard output; a fault is one line on standard error."""
    length = int(sys.stdin.buffer.readline())
    head = json.loads(sys.stdin.buffer.read(length))
    try:
        content = fill(sys.stdin.buffer.read(), head["values"], head["mark"], b64decode(head["placeholder"]))
    except SecurityError:
        sys.stderr.write("not allowed\n")
        sys.exit(1)
    except Exception as trouble:  # noqa: BLE001  a template can fail in any way
        sys.stderr.write(f"{type(trouble).__name__}: {trouble}\n"[:400])
        sys.exit(1)
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
