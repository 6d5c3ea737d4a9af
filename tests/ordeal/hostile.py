"""Hostile input: bombs in uploads, formulas in exports, fields nobody asked for."""

from __future__ import annotations

import csv
import html
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

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models

from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField
from tests.architecture import samples
from tests.architecture.sweep import Form, Sweep, Visitor, body_of, rightful, taken_back, visited, written
from tests.making import changed
from tests.ordeal.rows import Row

PATIENCE = 10.0  # seconds that the answer to a bomb may take
FORMULA = ("=", "+", "-", "@", "\t", "\r")
EVIL = "=cmd|'/c calc'!A1"


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
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            text = packed.read(name).decode(errors="replace") if name.endswith(".xml") else ""
            # A text is no formula, whatever it begins with, where the cell says that it is a text.
            yield from ("'" + html.unescape(said) for said in re.findall(r"<t[^>]*>([^<]*)</t>", text))
            yield from ("=" + said for said in re.findall(r"<f[^>]*>([^<]*)</f>", text))


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
