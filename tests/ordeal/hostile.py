"""Hostile input: bombs in uploads, formulas in exports, fields nobody asked for."""

from __future__ import annotations

import csv
import html
import io
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import URLPattern

from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField
from tests.architecture import samples
from tests.architecture.sweep import Sweep, Visitor, body_of, rightful, taken_back, visited, written
from tests.making import changed
from tests.ordeal.browser import Asked, Forms
from tests.ordeal.filled import answered, filled
from tests.ordeal.rows import Row

PATIENCE = 10.0  # seconds that the answer to a bomb may take
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[\d.,]+|-")
# Columns that the program reads as something else than words of somebody.
STRUCTURED = re.compile(
    "code|key|hash|digest|secret|sealed|url|^(nik|kk_number|phone|email|website|channel|state|said_kind|role|basis|counter"
    "|move|media_type|file_format|geojson|public|serial|domain|method|password|link|fields|ground|article|outcome|granted"
    "|delivery|sex|birth_date|mark|person_mark|number|model_version|failure|revoked_note|task_note|void_reason"
    "|sentence|docx_name|text|called_by)$|_(nik|card)$"
)
MOST = 100.0  # MB that a bomb may cost
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
    """Every bomb into every form that takes a file: an answer in time and in little memory, no 500."""
    row, files, worst = Row("bombs"), bombs(), 0.0
    found = {form.action: (entry, form) for _, entry in visited() for form in _uploads(sweep, entry)}
    for address, (entry, form) in found.items():
        for name, (kind, content) in files.items():
            row.kills += 1
            with taken_back():
                visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
                held = {field: SimpleUploadedFile(name, content, kind) for field in form.files}
                sent = {**answered(form, {}), **held}
                with Peak() as peak:
                    status = visitor.go("post", address, sent).status_code
                row.acknowledged += written().count() != visitor.before
            worst = max(worst, peak.grown)
            if status >= 500 or peak.seconds > PATIENCE or peak.grown > MOST:
                said = f"{status} after {peak.seconds:.1f} s and {peak.grown:.0f} MB"
                row.findings.append(f"{name} at {entry.name}: {said}")
    row.note = f"{len(files)} bombs, {len(found)} forms, at most {worst:.0f} MB: {' '.join(found)}"
    return row


class Peak:
    """How much this process grew at most while something was done, in MB, and its processor time in seconds."""

    def __enter__(self) -> Peak:
        Path("/proc/self/clear_refs").write_text("5")  # the peak is what is held now
        self._held, self._began = _held("VmRSS"), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.grown, self.seconds = _held("VmHWM") - self._held, time.process_time() - self._began


def _held(which: str) -> float:
    line = re.search(rf"{which}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert line is not None
    return int(line.group(1)) / 1024


def _uploads(sweep: Sweep, entry: URLPattern) -> list[Asked]:
    """The forms of a page that take files, each with where it leads."""
    page, _wrote = sweep.open(entry, "get", {})
    forms = Forms(body_of(page) if page.status_code == 200 else "").found
    address = samples.address_of(entry, sweep.cast.rows)
    return [replace(form, action=form.action or address) for form in forms if form.files]


# Formulas


def export(sweep: Sweep) -> Row:
    """Every text in the village begins like a formula; no cell of any file does."""
    row, seen, planted = Row("formulas"), set[str](), poison()
    for _, entry in visited():
        address, sent, _told = filled(sweep, entry)
        for method, given in (("get", {}), ("post", sent)):
            with taken_back():
                page = Visitor(sweep.cast, rightful(sweep.cast, entry)).go(method, address, given)
                kind = page.headers.get("Content-Type", "")
                if page.status_code >= 500:
                    row.findings.append(f"{method} {entry.name}: {page.status_code}")
                if page.status_code != 200 or not ("csv" in kind or "spreadsheet" in kind):
                    continue
                content = b"".join(page.streaming_content) if page.streaming else page.content
            cells = list(_cells(kind, content))
            row.kills += 1
            row.acknowledged += sum("cmd|" in cell for cell in cells)
            seen |= {str(entry.name)} if any("cmd|" in cell for cell in cells) else set()
            bad = {cell[:30] for cell in cells if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)}
            row.findings += [f"{method} {entry.name}: {cell!r}" for cell in sorted(bad)]
    row.note = f"{planted} columns planted, {len(seen)} files hold the words: {', '.join(sorted(seen))}"
    row.findings += [] if seen else ["no file held what was planted"]
    return row


def poison() -> int:
    """Lets every free text of every row begin like a formula; answers how many columns that are."""
    found = set[str]()
    for model in apps.get_models():
        if not (issubclass(model, Journaled) and hasattr(model, "area_code")):
            continue
        for field in model._meta.concrete_fields:
            free = (
                isinstance(field, models.CharField | models.TextField | SealedTextField) and not field.choices
            )
            if free and not field.unique and not STRUCTURED.search(field.name):
                for held in model._default_manager.all()[:50]:
                    if getattr(held, field.name) or model._meta.app_label == "people":
                        changed(held, **{field.name: EVIL})
                        found.add(f"{model._meta.db_table}.{field.name}")
    return len(found)


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
