"""`pendopo import residents FILE`: the import of the desk, from the command line."""

import argparse
import gc
import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from pendopo.people.rules.plan import Plan

NAME = "import residents"
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){11,}")
HELP = "impor berkas warga (xlsx, xlsm, xls, ods, csv)"


class Said(TypedDict):
    """A finding of one line, in words."""

    line: int
    field: str
    code: str
    message: str


class Reason(TypedDict):
    """Why a line is refused."""

    code: str
    field: str
    message: str


class Refused(TypedDict):
    """A line that is refused."""

    line: int
    reasons: list[Reason]


class Report(TypedDict):
    """What --json prints."""

    format: str
    dry_run: bool
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    warnings: list[Said]
    notes: list[str]
    reasons: list[Refused]
    sheets: list[dict[str, object]]
    skipped_columns: list[dict[str, object]]
    places_made: list[dict[str, object]]
    absent: list[dict[str, object]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--village", default="", help="kode desa; kosong = desa situs ini")
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="TTTT-BB-HH",
        help="keadaan per tanggal ini (hanya impor pertama)",
    )
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, tidak menulis apa pun")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    parser.add_argument("--report", type=Path, metavar="XLSX", help="tulis laporan baris yang ditolak")


def run(options: argparse.Namespace) -> int:
    """Read, judge, write; exit code 1 when the file is refused."""
    from pendopo.people.formats.refusal import FileRefused

    # A plan is millions of small objects without a cycle: looking through them for garbage took a tenth of the time.
    gc.disable()
    try:
        result = _import(options)
    except FileRefused as refused:
        message = _text(refused.code, refused.params)
        if options.json:
            print(json.dumps({"refused": {"code": refused.code, "message": message}}, ensure_ascii=False))
        else:
            print(f"pendopo: {message}", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        _print(result)
    return 0


def _import(options: argparse.Namespace) -> Report:
    from pendopo.kernel import clock
    from pendopo.kernel.actor import system_actor
    from pendopo.people.operations.importing import discard_import, import_now, receive_file
    from pendopo.people.queries.importing.planning import make_plan
    from pendopo.people.rules.intake import Action
    from pendopo.places.queries.codes import require_site_village

    village = options.village or require_site_village()
    content = options.file.read_bytes()
    actor, reading = system_actor("baris perintah"), _progress("membaca", 0)
    if options.dry_run:
        plan = make_plan(actor, content=content, village=village, today=clock.today(), progress=reading)
        counts = plan.counted()
        return _result(plan, [], {action.value: counts[action] for action in Action}, dry_run=True)
    batch, plan = receive_file(
        actor,
        village=village,
        file_name=options.file.name,
        content=content,
        progress=reading,
        as_of=options.as_of,
    )
    if plan.writable:
        show = _progress("menyimpan", len(plan.writable))
        batch = import_now(actor, batch, plan, (lambda held: show(held.position)) if show else None)
    counted = {
        "create": batch.created,
        "update": batch.updated,
        "same": batch.unchanged,
        "reject": batch.rejected,
    }
    if options.report:
        from pendopo.people.queries.imports import import_report

        with import_report(actor, batch.pk).content as content:
            options.report.write_bytes(content.read())
    if not plan.writable:
        discard_import(actor, batch=batch)  # nobody will confirm it
    return _result(plan, batch.late_refusals, counted, dry_run=False)


LateRefusal = tuple[int, str, str, dict[str, str | int]]  # line, code, field, params
_SHOWN: Final = 50


def _progress(label: str, total: int) -> Callable[[int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        part = f"{done}/{total}" if total else str(done)
        print(f"\r{label} {part} baris", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def _result(plan: "Plan", late: list[LateRefusal], counts: dict[str, int], *, dry_run: bool) -> Report:
    from pendopo.people.rules.intake import Action

    reasons: list[Refused] = [
        {
            "line": item.line,
            "reasons": [_reason(p.code, p.field, p.params) for p in item.problems if p.is_error],
        }
        for item in plan.items
        if item.action is Action.REJECT
    ]
    reasons += [{"line": line, "reasons": [_reason(code, name, params)]} for line, code, name, params in late]
    warnings: list[Said] = [
        {"line": item.line, **_reason(problem.code, problem.field, problem.params)}
        for item in plan.items
        for problem in item.problems
        if not problem.is_error
    ]
    outlook = plan.outlook
    return {
        "format": plan.file_format,
        "dry_run": dry_run,
        "rows": len(plan.items),
        "created": counts["create"],
        "updated": counts["update"],
        "unchanged": counts["same"],
        "rejected": counts["reject"],
        "warnings": warnings,
        "notes": [_text(note.code, note.params) for note in plan.notes],
        "reasons": reasons,
        "sheets": [{**asdict(sheet), "read": sheet.kind == "read"} for sheet in outlook.sheets],
        "skipped_columns": [asdict(skipped) for skipped in outlook.skipped],
        "places_made": [asdict(place) for place in outlook.made],
        "absent": [asdict(person) for person in outlook.absent],
    }


def _reason(code: str, field: str, params: Mapping[str, str | int]) -> Reason:
    return {"code": code, "field": field, "message": _text(code, params)}


def _text(code: str, params: Mapping[str, str | int]) -> str:
    """Word a problem; a cell that it quotes may hold an identity number, which the screen never shows."""
    from pendopo.kernel.sealed import mask_identity
    from pendopo.people.rules.messages import text

    return _LONG_NUMBER.sub(lambda found: mask_identity(found[0]), text(code, params))


def _print(result: Report) -> None:
    counts = (result["created"], result["updated"], result["unchanged"], result["rejected"])
    word = "akan " if result["dry_run"] else ""
    print(f"{result['rows']} baris ({result['format']})")
    for label, count in zip(("dibuat", "diperbarui", "tetap", "ditolak"), counts, strict=True):
        print(f"  {word}{label}: {count}")
    print(f"  peringatan: {len(result['warnings'])}")
    for note in result["notes"]:
        print(f"! {note}")
    if result["places_made"]:
        print(f"  dusun, RW, dan RT yang {word}dibuat: {len(result['places_made'])}")
    if result["absent"]:
        print(f"  warga yang tidak ada di berkas (tidak dihapus): {len(result['absent'])}")
    refused = [(item["line"], "; ".join(r["message"] for r in item["reasons"])) for item in result["reasons"]]
    _print_lines("ditolak", refused)
    _print_lines("diperingatkan", [(item["line"], item["message"]) for item in result["warnings"]])


def _print_lines(label: str, lines: list[tuple[int, str]]) -> None:
    from pendopo.people.rules.files import line_words

    for line, message in lines[:_SHOWN]:
        print(f"  baris {line_words(line)} {label}: {message}")
    if len(lines) > _SHOWN:
        print(f"  ... dan {len(lines) - _SHOWN} lagi {label}; lihat dengan --json atau --report")
