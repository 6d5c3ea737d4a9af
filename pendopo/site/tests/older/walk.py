"""Runs on a copy of the site that the program of c27e40a made: updates it, looks at it, and goes on working there.

Prints what it found as JSON. A process of its own: the site has its own database, keys and clock.
"""

import json
import sqlite3
import sys
import uuid
from pathlib import Path
from typing import Any

import django
import time_machine

TABLES = {
    "letters_letterrequest": "id, state, receipt, secret, due, asked_on, answers_sealed, person_id, level, step_due",
    "letters_letterstep": "id, {case}, {move}, at, by, note",
    "letters_requestpaper": "id, {case}, key, digest, last_entry",
    "letters_registerentry": "id, number, text, book, counter, last_entry",
    "letters_disposition": "id, entry_id, position, last_entry",
    "letters_delivery": "id, entry_id, party, last_entry",
    "letters_numbercounter": "id, counter, year, last, last_entry",
    "kernel_journalentry": "id, operation, hash",
}
OLD, NEW = {"case": "request_id", "move": "action"}, {"case": "case_id", "move": "move"}


def rows(site: Path, names: dict[str, str]) -> dict[str, Any]:
    """Every row of the tables as the file has it, by table and id."""
    with sqlite3.connect(site / "pendopo.sqlite3") as file:
        return {
            table: {
                line[0]: line[1:] for line in file.execute(f"SELECT {columns.format(**names)} FROM {table}")
            }
            for table, columns in TABLES.items()
        }


def kept(before: dict[str, Any], after: dict[str, Any]) -> dict[str, bool]:
    """Whether every row that was there is there unchanged, by table; the journal may have grown."""
    return {table: held.items() <= after[table].items() and bool(held) for table, held in before.items()}


def spoilt(site: Path, table: str, column: str, value: str) -> str:
    """What is found when somebody edits a column of one row by hand; it is put back afterwards."""
    from pendopo.kernel.verify import verify

    def put(row: str, text: Any) -> None:
        with sqlite3.connect(site / "pendopo.sqlite3") as file:
            file.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (text, row))

    with sqlite3.connect(site / "pendopo.sqlite3") as file:
        row, held = file.execute(f"SELECT id, {column} FROM {table} ORDER BY id").fetchone()
        other = file.execute(f"SELECT {column} FROM {table} WHERE {column} <> ?", (held,)).fetchone()
    put(row, other[0] if not value and other else value or uuid.uuid4().hex)
    broken = verify().broken
    put(row, held)
    return broken.problem if broken else ""


def go_on() -> dict[str, Any]:
    """The office and the residents go on where they were, by the same operations and pages."""
    from django.test import Client

    from pendopo.accounts.models import User
    from pendopo.accounts.tests import folk
    from pendopo.letters.models import LetterRequest
    from pendopo.letters.operations.asking import answer_request, complete_request, send_request
    from pendopo.letters.operations.documents import keep_scan
    from pendopo.letters.operations.signing import look_at, sign_request, void_letter
    from pendopo.letters.tests import office as at
    from pendopo.people.models import Person
    from tests.making import proven_address

    proven_address()
    operator, secretary, head = (
        folk.actor(User.objects.get(username=name)) for name in ("operator", "sekretaris", "kepala")
    )
    person = Person.objects.get(name="Dadang Suryana")
    office = at.Office(operator, secretary, head, person, person)
    found: dict[str, Any] = {}
    by_state = {row.state: row for row in LetterRequest.objects.order_by("-level")}
    draft = by_state["draft"]
    answer_request(office.resident, request=draft, answers=at.full_answers(draft))
    found["draft"] = send_request(office.resident, request=draft).state
    found["returned"] = complete_request(
        office.resident, case=by_state["returned"], reply="Fotokopinya sudah di kantor."
    ).state
    checked = at.checked(office, LetterRequest.objects.get(pk=by_state["returned"].pk))
    signing = at.verify_request(secretary, case=checked)
    found["late"] = at.take_over(head, case=by_state["checking"]).state if by_state["checking"].level else ""
    inked = sign_request(head, case=look_at(head, request=signing))
    found["signed"] = inked.state, inked.document.number.split("/")[0]
    scan = keep_scan(operator, document=by_state["inking"].document, content=pdf())
    scan.request.refresh_from_db()
    found["inking"] = scan.request.state if scan.signed else ""
    gone = void_letter(head, case=by_state["handed"], ground="wrong_content", reason="Salah nama")
    found["void"] = gone.state
    public = Client()
    sent = LetterRequest.objects.filter(receipt__isnull=False)
    statuses = {public.get(f"/surat/status/{row.receipt}/{row.secret}/").status_code for row in sent}
    found["statuses"] = sorted(statuses)
    found["figures"] = public.get("/kinerja/").status_code
    return found


def pdf() -> bytes:
    """One white page, as a scanner sends it."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "PDF")
    return out.getvalue()


def main(site: Path) -> dict[str, Any]:
    """Update, compare, spoil, go on."""
    before = rows(site, OLD)
    django.setup()
    from pendopo.kernel.verify import verify
    from pendopo.letters.models import LetterRequest, LetterStep
    from pendopo.site import opening

    opening.check_site()
    after = rows(site, NEW)
    desks = LetterStep.objects.exclude(state="").exclude(since=None).count()
    answered = LetterRequest.objects.exclude(answered_on=None).values_list("state", flat=True)
    said = {
        "kept": kept(before, after),
        "whole": verify().ok,
        "desks": desks,
        "answered": sorted(answered),
        "spoilt": {
            f"{table}.{column}": spoilt(site, table, column, value)
            for table, column, value in (
                ("letters_letterstep", "move", "verified"),
                ("letters_letterstep", "case_id", ""),
                ("letters_letterstep", "since", "2026-01-01"),
                ("letters_requestpaper", "case_id", ""),
                ("letters_letterrequest", "answered_on", "2026-01-01"),
                ("letters_letterrequest", "owner_kind", "office"),
                ("letters_registerentry", "number", "77"),
                ("letters_numbercounter", "last", "77"),
                ("letters_disposition", "position", "Camat"),
            )
        },
        "whole again": verify().ok,
    }
    said["on"] = go_on()
    said["whole at the end"] = verify().ok
    return said


if __name__ == "__main__":
    with time_machine.travel("2026-11-09 09:00 +0700", tick=True):
        print(json.dumps(main(Path(sys.argv[1]))))
