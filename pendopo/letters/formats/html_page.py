"""A letter as a page that a browser prints, for machines without a press: plain, and only what is understood."""

import html
import re
from collections.abc import Callable
from typing import Any

import segno
from django.utils.translation import gettext as _

from pendopo.letters.formats.markup import Choice, Mark, Part, Show, Text, Unknown, read
from pendopo.letters.formats.qr import code_of
from pendopo.letters.formats.sheet import Page
from pendopo.letters.formats.trouble import PageTrouble
from pendopo.letters.formats.typst_page import Problem

PERSON = (
    ("Nama", "nama"),
    ("NIK", "nik"),
    ("Tempat, tanggal lahir", "ttl"),
    ("Jenis kelamin", "jenis_kelamin"),
    ("Kewarganegaraan", "kewarganegaraan"),
    ("Agama", "agama"),
    ("Status perkawinan", "status_perkawinan"),
    ("Pekerjaan", "pekerjaan"),
    ("Alamat", "alamat"),
)
DOTS = "." * 40
TAGS = {"strong": "b", "emph": "i"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


class Writer:
    """Evaluates a template with the values of one letter."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.words: dict[str, Callable[..., Any]] = {
            "isi": lambda key: self.values.get(key) or DOTS,
            "ada": lambda key: bool(self.values.get(key)),
            "orang": lambda facts: table_of([(label, facts.get(key, "")) for label, key in PERSON]),
            "data": lambda *pairs: table_of(pairs),
            "daftar": listing,
            "tanda-tangan": lambda *people: Markup("".join(place_for_ink(*one) for one in people)),
            "par": lambda *parts: Markup(f"<div>{''.join(shown(one) for one in parts)}</div>"),
            "lower": lambda text: str(text).lower(),
            "upper": lambda text: str(text).upper(),
            "str": str,
        }

    def written(self, parts: list[Part]) -> str:
        """Write parts as HTML without paragraphs."""
        out: list[str] = []
        open_tags: list[str] = []
        for part in parts:
            if isinstance(part, Mark) and part.kind in TAGS:
                out.append(_switched(TAGS[part.kind], open_tags))
            else:
                out.append(self._one(part))
        return "".join(out)

    def _one(self, part: Part) -> str:
        if isinstance(part, Text):
            return html.escape(part.text)
        if isinstance(part, Choice):
            return self.written(part.then if self.value(part.condition) else part.otherwise)
        if isinstance(part, Show):
            return shown(self.value(part.what))
        return {"linebreak": "<br>", "parbreak": "\f", "enum": "\f+", "item": "\f-"}[part.kind]

    def value(self, what: Any) -> Any:
        """Evaluate an expression."""
        kind, *rest = what
        return getattr(self, f"_{kind}", self._compared)(*([kind, *rest] if kind in COMPARED else rest))

    def _text(self, text: str) -> str:
        return re.sub(r"\\(.)", r"\1", text)

    def _number(self, text: str) -> float:
        return float(re.match(r"[\d.]+", text).group())  # type: ignore[union-attr]

    def _name(self, name: str) -> Any:
        if name == "v":
            return self.values
        if name in self.words:
            return self.words[name]
        raise Unknown(0)

    def _field(self, what: Any, name: str) -> Any:
        held = self.value(what)
        if isinstance(held, dict) and name in held:
            return held[name]
        methods = {
            "len": lambda: len(held),
            "at": lambda key, *_rest: held[int(key) if isinstance(held, list) else key],
            "map": lambda change: [change(one) for one in held],
        }
        if name not in methods:
            raise Unknown(0)
        return methods[name]

    def _call(self, what: Any, arguments: list[Any]) -> Any:
        function = self.value(what)
        if not callable(function):
            raise Unknown(0)
        return function(*self._list(arguments))

    def _list(self, arguments: list[Any]) -> list[Any]:
        out: list[Any] = []
        for one in arguments:
            if one[0] == "named":
                continue  # how it looks, not what it says
            out += self.value(one[1]) if one[0] == "spread" else [self.value(one)]
        return out

    def _content(self, parts: list[Part]) -> Markup:
        return Markup(self.written(parts))

    def _function(self, name: str, body: Any) -> Callable[[Any], Any]:
        def apply(given: Any) -> Any:
            inner = Writer(self.values)
            inner.words = {**self.words, name: given}
            return inner.value(body)

        return apply

    def _joined(self, one: Any, other: Any) -> str:
        left, right = self.value(one), self.value(other)
        if not (isinstance(left, str) and isinstance(right, str)):
            raise Unknown(0)
        return left + right

    def _not(self, what: Any) -> bool:
        return not self.value(what)

    def _compared(self, operator: str, one: Any, other: Any) -> bool:
        if operator == "and":
            return bool(self.value(one)) and bool(self.value(other))
        if operator == "or":
            return bool(self.value(one)) or bool(self.value(other))
        left, right = self.value(one), self.value(other)
        return bool(COMPARED[operator](left, right))


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
    ">=": lambda one, other: one >= other,
    "<=": lambda one, other: one <= other,
    "and": lambda one, other: one and other,
    "or": lambda one, other: one or other,
}


def shown(value: Any) -> str:
    """Write a value as HTML; what people typed never becomes markup."""
    if isinstance(value, Markup):
        return str(value)
    return html.escape(str(value)).replace("\n", "<br>")


def table_of(pairs: Any) -> Markup:
    """The usual table of labels and values; empty values are left out."""
    rows = "".join(
        f"<tr><td>{shown(label)}</td><td>:</td><td>{shown(value)}</td></tr>"
        for label, value in pairs
        if value
    )
    return Markup(f"<table>{rows}</table>" if rows else "")


def listing(rows: list[dict[str, Any]], columns: list[list[str]]) -> Markup:
    """A numbered table of a repeated group."""
    if not rows:
        return Markup("")
    head = "".join(f"<th>{shown(label)}</th>" for label in ("No.", *(pair[1] for pair in columns)))
    body = "".join(
        f"<tr><td>{at}</td>"
        + "".join(f"<td>{shown(row.get(pair[0], ''))}</td>" for pair in columns)
        + "</tr>"
        for at, row in enumerate(rows, 1)
    )
    return Markup(f'<table class="lines"><tr>{head}</tr>{body}</table>')


def place_for_ink(label: str, name: str) -> str:
    """Room for somebody else's signature."""
    return f'<div class="ink">{shown(label)}<br><br><br><b>{shown(name or DOTS)}</b></div>'


def _switched(tag: str, open_tags: list[str]) -> str:
    if tag in open_tags:
        open_tags.remove(tag)
        return f"</{tag}>"
    open_tags.append(tag)
    return f"<{tag}>"


def body_of(template: str, values: dict[str, Any]) -> str:
    """Write the body of a letter as paragraphs."""
    blocks, number = [], 0
    for block in Writer(values).written(read(template)).split("\f"):
        numbered = block.startswith("+")
        number = number + 1 if numbered else 0
        text = (f"{number}. {block[1:]}" if numbered else block).strip()
        if text:
            blocks.append(text if text.startswith(("<table", "<div")) else f"<p>{text}</p>")
    return "\n".join(blocks)


def html_of(page: Page) -> str:
    """Draw a letter as one HTML file; raise PageTrouble when its template is not understood here."""
    try:
        bodies = [body_of(page.body_template, page.values)]
        bodies += [
            f'<section class="next"><h1>{shown(one.title)}</h1>{body_of(one.body_template, page.values)}</section>'
            for one in page.attachments
        ]
    except (Unknown, KeyError, TypeError, ValueError, AttributeError) as trouble:
        words = _(
            "Templat ini memakai perintah yang tidak dikenal cetakan sederhana. Pasang bagian surat, lalu coba lagi."
        )
        raise PageTrouble([Problem(trouble.line if isinstance(trouble, Unknown) else 0, words)]) from None
    head = page.letterhead
    lines = "".join(f"<b>{shown(line)}</b>" for line in head.lines) if head else ""
    by = page.signatory
    above = "<br>".join(shown(line) for line in (page.place_date, *by.lines))
    nip = f"<br>NIP {shown(by.nip)}" if by.nip else ""
    number = f"<p class=number>Nomor: {shown(page.number)}</p>" if page.number else ""
    parts = {
        "title": shown(page.title),
        "language": page.language,
        "size": "210mm 297mm" if page.paper == "a4" else "215mm 330mm",
        "head": f"<header>{lines}{shown(head.address)}</header>" if head else "",
        "number": number,
        "body": "\n".join(bodies[:1]),
        "next": "\n".join(bodies[1:]),
        "code": _code(page),
        "sign": f'<div class="sign">{above}<br><br><br><br><b>{shown(by.name)}</b>{nip}</div>',
        "foot": shown(page.footer),
    }
    return PAPER.format(**parts)


def _code(page: Page) -> str:
    if not page.qr_url:
        return ""
    code: segno.QRCode = code_of(page.qr_url)
    return f'<div class="code">{code.svg_inline(scale=2, border=4)}<br>Kode: {shown(page.code)}</div>'


PAPER = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: {size}; margin: 15mm 20mm 20mm 25mm; }}
body {{ font: 12pt/1.45 "Liberation Serif", "Times New Roman", serif; max-width: 170mm; margin: auto; }}
header {{ text-align: center; border-bottom: 3px double; padding-bottom: 2mm; }}
header b {{ display: block; font-size: 14pt; text-transform: uppercase; }}
h1 {{ font-size: 13pt; text-align: center; text-decoration: underline; text-transform: uppercase; margin: 6mm 0 0; }}
.number {{ text-align: center; text-indent: 0; }}
p {{ text-indent: 12.5mm; text-align: justify; margin: 2mm 0; overflow-wrap: anywhere; }}
table {{ margin-left: 12.5mm; border-spacing: 2mm 0; }}
td {{ vertical-align: top; overflow-wrap: anywhere; }}
.lines {{ margin-left: 0; border-collapse: collapse; width: 100%; }}
.lines td, .lines th {{ border: 1px solid; padding: 1mm; }}
.ink {{ display: inline-block; width: 49%; text-align: center; margin-top: 4mm; }}
.end {{ display: flex; justify-content: space-between; break-inside: avoid; margin-top: 6mm; }}
.sign {{ text-align: center; width: 82mm; }}
.code, footer {{ font-size: 8pt; }}
.next {{ break-before: page; }}
footer {{ border-top: 1px solid; margin-top: 8mm; }}
</style></head><body>
{head}<h1>{title}</h1>{number}
{body}
<div class="end">{code}{sign}</div>
<footer>{foot}</footer>
{next}
</body></html>
"""
