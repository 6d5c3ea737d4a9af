"""Hostile input: bombs in uploads, patterns that take for ever, formulas in exports, fields nobody asked for."""

from __future__ import annotations

import ast
import csv
import io
import re
import struct
import time
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from random import Random
from typing import Any

import openpyxl
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models

from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField
from tests.architecture import samples
from tests.architecture.sweep import Form, Sweep, Visitor, body_of, rightful, taken_back, visited, written
from tests.making import changed
from tests.ordeal.rows import Row
from tests.sites import ROOT

PATIENCE = 10.0  # seconds that the answer to a bomb may take
SLOW = 0.5  # seconds that a pattern may take over 20,000 characters
FORMULA = ("=", "+", "-", "@", "\t", "\r")
EVIL = "=cmd|'/c calc'!A1"


# These meet what the program itself has written, and nothing that anybody types.
OWN = ("pendopo/kernel/errors.py", "pendopo/matching/rules/reasons.py")


# Bombs


def bombs() -> dict[str, tuple[str, bytes]]:
    """Files that are small and become large: by name, their kind and content."""
    zeros = zlib.compress(bytes(300_000_000), 9)
    head = f"%PDF-1.7\n1 0 obj<</Length {len(zeros)}/Filter/FlateDecode>>stream\n".encode()
    pdf = head + zeros + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    lol = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{lol}]><w>&l9;</w>'
    xlsx, word = ("xl/workbook.xml", "xl/worksheets/sheet1.xml"), ("word/document.xml",)
    return {
        "bom.xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _zip(xlsx, b" " * 300_000_000),
        ),
        "tertawa.xlsx": ("application/vnd.ms-excel", _zip(xlsx, laughs.encode())),
        "tertawa.docx": ("application/msword", _zip(word, laughs.encode())),
        "bom.docx": ("application/msword", _zip(word, b" " * 300_000_000)),
        "banyak.zip": ("application/zip", _zip([f"{at}.csv" for at in range(20_000)], b"")),
        "bom.png": ("image/png", _png(50_000, 50_000)),
        "bom.pdf": ("application/pdf", pdf),
        "tertawa.geojson": ("application/json", b"[" * 200_000),
        "tertawa.csv": ("text/csv", b'nik,nama\n"' + b"," * 2_000_000),
    }


def _zip(names: Iterator[str] | list[str] | tuple[str, ...], content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name in names:
            packed.writestr(name, content)
    return made.getvalue()


def _png(wide: int, high: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def explode(sweep: Sweep) -> Row:
    """Every bomb into every form that takes a file: an answer in time, no 500, and nothing but a preview written."""
    row, files, _pages = Row("bombs"), bombs(), sweep.answers
    forms = [entry for _, entry in visited() if _uploads(sweep, entry)]
    for entry in forms:
        for name, (kind, content) in files.items():
            row.kills += 1
            with taken_back():
                visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
                held = {field: SimpleUploadedFile(name, content, kind) for field in _uploads(sweep, entry)}
                began = time.monotonic()
                page = visitor.go(
                    "post",
                    samples.address_of(entry, sweep.cast.rows),
                    {**sweep.answers[entry.name].fields, **held},
                )
                took = time.monotonic() - began
                wrote = written().count() - visitor.before
            if page.status_code >= 500 or took > PATIENCE:
                row.findings.append(f"{name} at {entry.name}: {page.status_code} after {took:.1f} s")
            row.acknowledged += bool(wrote)
    row.note = f"{len(files)} bombs, {len(forms)} forms: {', '.join(entry.name for entry in forms)}"
    return row


def _uploads(sweep: Sweep, entry: Any) -> list[str]:
    with taken_back():
        visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
        page = visitor.go("get", samples.address_of(entry, sweep.cast.rows), {})
        if page.status_code != 200 or getattr(page, "streaming", False):
            return []
        inputs = re.findall(r"<input[^>]*type=\"file\"[^>]*>", page.content.decode(errors="replace"))
    return [found.group(1) for each in inputs if (found := re.search(r'name="([^"]+)"', each))]


# Patterns


def patterns() -> dict[str, tuple[str, int]]:
    """Every regular expression that the program writes down: the text and flags, by where it stands."""
    found = {}
    for path in sorted((ROOT / "pendopo").rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_pattern(node.func):
                text = _text(node.args[0])
                if text:
                    found[f"{path.relative_to(ROOT)}:{node.lineno}"] = (text, 0)
    return found


def _is_pattern(function: ast.expr) -> bool:
    if (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
    ):
        return function.attr in (
            "compile",
            "match",
            "fullmatch",
            "search",
            "sub",
            "split",
            "findall",
            "finditer",
        )
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("RegexValidator", "RegexField")


def _text(node: ast.expr) -> str:
    try:
        held = ast.literal_eval(node)
    except ValueError:
        return ""
    return held if isinstance(held, str) else ""


def stretch(seed: int) -> Row:
    """Long strings made of what each pattern looks for: none may take longer than it takes to read them."""
    row, chance, began = Row("slow patterns"), Random(seed), time.monotonic()
    for place, (text, flags) in patterns().items():
        if place.startswith(OWN):
            continue
        compiled = re.compile(text, flags)
        row.kills += 1
        for pump in _pumps(text, chance):
            took = _worst(compiled, pump)
            if took > SLOW:
                row.findings.append(f"{place} {text!r} takes {took:.1f} s over {pump[:6]!r} repeated")
                break
    row.seconds = time.monotonic() - began
    return row


def _pumps(text: str, chance: Random) -> list[str]:
    plain = sorted(set(re.sub(r"\\.|[\[\](){}?*+|^$]", "", text)) | set(" 0aA.-/,:\n"))
    pairs = ["".join(chance.sample(plain, 2)) for _ in range(6)]
    return [*plain[:30], *pairs]


def _worst(compiled: re.Pattern[str], pump: str) -> float:
    for length in (
        30,
        2_000,
        20_000,
    ):  # what is exponential shows in the first, and ends the process in the second
        for tail in ("", "\x00", "!"):
            said = (pump * length)[:length] + tail
            began = time.process_time()  # of this process alone: the machine has other work
            compiled.search(said)
            compiled.fullmatch(said)
            if (took := time.process_time() - began) > SLOW:
                return took
    return 0.0


# Formulas


def export(sweep: Sweep) -> Row:
    """Every text in the village begins like a formula; no cell of any file does."""
    row = Row("formulas")
    poison()
    seen = set[str]()
    for _, entry in visited():
        for method in ("get", "post"):
            with taken_back():
                visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
                sent = {**sweep.answers[entry.name].fields, "purpose": "service"} if method == "post" else {}
                page = visitor.go(method, samples.address_of(entry, sweep.cast.rows), sent)
                kind = page.headers.get("Content-Type", "")
                if page.status_code != 200 or not ("csv" in kind or "spreadsheet" in kind):
                    continue
                cells = list(
                    _cells(kind, b"".join(page.streaming_content) if page.streaming else page.content)
                )
            row.kills += 1
            row.acknowledged += sum("cmd|" in cell for cell in cells)
            seen |= {entry.name} if any("cmd|" in cell for cell in cells) else set()
            bad = {
                cell[:30]
                for cell in cells
                if cell.startswith(FORMULA) and not re.fullmatch(r"[+-]?[\d.,]+|-", cell)
            }
            row.findings += [f"{method} {entry.name}: {cell!r}" for cell in sorted(bad)]
    row.note = f"{len(seen)} files hold the words: {', '.join(sorted(seen))}"
    if not seen:
        row.findings.append("no file held what was planted")
    return row


def poison() -> None:
    """Lets every free text of every row begin like a formula."""
    for model in apps.get_models():
        if not issubclass(model, Journaled):
            continue
        for field in model._meta.concrete_fields:
            free = (
                isinstance(field, models.CharField | models.TextField)
                and not field.choices
                and not field.unique
            )
            name = field.name in (
                "name",
                "title",
                "address",
                "birth_place",
                "summary",
                "party",
                "note",
                "wanted",
                "purpose",
            )
            if name and (free or isinstance(field, SealedTextField)):
                for held in model.objects.all()[:50] if hasattr(model, "area_code") else ():
                    if getattr(held, field.name):
                        changed(held, **{field.name: EVIL})


def _cells(kind: str, content: bytes) -> Iterator[str]:
    if "csv" in kind:
        text = content.decode("utf-8-sig", errors="replace")
        lines = csv.reader(io.StringIO(text), delimiter=";" if text.partition("\n")[0].count(";") else ",")
        yield from (cell for line in lines for cell in line)
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for line in sheet.iter_rows():
            # A text is no formula, whatever it begins with, where the cell says that it is a text.
            yield from (
                ("" if cell.data_type == "f" else "'") + str(cell.value)
                for cell in line
                if cell.value is not None
            )


# Fields that nobody asked for


def overload(sweep: Sweep, some: int, seed: int) -> Row:
    """Every form with every column of every table beside its own fields writes what it writes without; hidden fields
    that were tampered with are refused in words."""
    row, chance = Row("mass assignment"), Random(seed)
    extra = {
        field.attname: _value(field) for model in apps.get_models() for field in model._meta.concrete_fields
    }
    entries = [entry for _, entry in visited()]
    chance.shuffle(entries)
    for entry in entries[:some]:
        sent = sweep.answers[entry.name].fields
        own = _asked(sweep, entry)
        more = {name: value for name, value in extra.items() if name not in sent and name not in own}
        plain, _ = _written_by(sweep, entry, sent)
        heavy, status = _written_by(sweep, entry, {**more, **sent})
        row.kills += 1
        row.acknowledged += bool(plain)
        if status >= 500:
            row.findings.append(f"{entry.name} with fields of the model answers {status}")
        row.findings += [f"{entry.name}: {each} differs" for each in sorted(plain ^ heavy)]
        for name in sent:
            torn = chance.choice(("", str(uuid.uuid4()), "../..", "\x00", "9" * 400, "simpan", "periksa"))
            _, status = _written_by(sweep, entry, {**sent, name: torn})
            row.kills += 1
            if status >= 500:
                row.findings.append(f"{entry.name} with {name}={torn[:12]!r} answers {status}")
    return row


def _asked(sweep: Sweep, entry: Any) -> set[str]:
    """The names of a form's own questions, those without an answer too."""
    with taken_back():
        visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
        page = visitor.go("get", samples.address_of(entry, sweep.cast.rows), {})
        return set(Form(body_of(page)).fields) if page.status_code == 200 else set()


def _value(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.BooleanField):
        return "on"
    return (
        "1"
        if isinstance(field, models.IntegerField)
        else str(uuid.UUID(int=7))
        if "id" in field.attname
        else "done"
    )


def _written_by(sweep: Sweep, entry: Any, sent: dict[str, Any]) -> tuple[set[str], int]:
    """Which columns of which tables a form of the rightful changes, and to what where that is no chance."""
    with taken_back():
        visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
        before = _everything()
        page = visitor.go("post", samples.address_of(entry, sweep.cast.rows), sent)
        after = _everything()
    changed_by: set[str] = set()
    for table, (columns, held) in after.items():
        old = before[table][1]
        for key, values in held.items():
            was = old.get(key)
            changed_by |= {
                f"{table}.{name}" + ("" if CHANCE.search(name) else f"={value!r}"[:60])
                for name, value, earlier in zip(columns, values, was or [None] * len(values), strict=True)
                if value != earlier and was != values
            }
    return changed_by, int(page.status_code)


CHANCE = re.compile(
    r"id$|_at$|^at$|entry|hash|salt|sealed|token|secret|receipt|signature|body|image|header|key|index|seen|session|content|digest|password|code|wanted|answer|root|data|text|number|summary|party|pseudonym|actor|until|stamp|last"
)


def _everything() -> dict[str, tuple[list[str], dict[object, tuple[object, ...]]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("django_session", "kernel_journal", "kernel_feed")):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [each[0] for each in cursor.description]
            found[table] = (columns, {line[0]: line for line in cursor.fetchall()})
    return found
