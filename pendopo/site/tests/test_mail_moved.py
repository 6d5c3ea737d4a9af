"""A site made while the register belonged to letters: every row, number and entry is there after the update."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.operation import FORMER, REGISTRY, operation
from pendopo.kernel.operations import set_rule
from pendopo.kernel.tests.steps import tamper
from pendopo.kernel.verify import verify
from pendopo.letters.operations.signing import after, hand_over, one, sign_request, void_letter
from pendopo.letters.tests.office import SETUP, TARAJU, Office, entry_of, open_office, seen
from pendopo.mail.operations import letters, register
from pendopo.mail.queries import book_page
from pendopo.mail.rules.permissions import DISPOSE, NUMBER, READ, WRITE
from pendopo.mail.tests.test_mail import mail, outgoing
from pendopo.site.wording import operation_in_words, subject_in_words, table_in_words

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = ("letters_registerentry", "letters_disposition", "letters_delivery", "letters_numbercounter")
BEFORE = {new: old for old, new in FORMER.items() if new.startswith("mail.")}


@contextmanager
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Writes as the program did before: under the old names, a letter's line in the letter's own entry."""
    made = []

    def run(function: Any, actor: Actor, **given: Any) -> Any:
        known, name = function.operation, BEFORE[function.operation.name]
        if name not in REGISTRY:
            old = operation(name, known.title, "test.make", known.subject, about=str(known.about))
            made.append((name, old(function.__wrapped__)))
        return dict(made)[name](actor, **given)

    with monkeypatch.context() as patch:
        patch.setattr(one, "number_letter", letters.number_letter.__wrapped__)  # type: ignore[attr-defined]
        patch.setattr(after, "deliver_letter", letters.deliver_letter.__wrapped__)  # type: ignore[attr-defined]
        patch.setattr(after, "void_letter_line", letters.void_letter_line.__wrapped__)  # type: ignore[attr-defined]
        try:
            yield run
        finally:
            for name, _run in made:
                del REGISTRY[name]


def rows() -> dict[str, list[Any]]:
    """Every row of the moved tables, as the database has it, whatever the order of its columns."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(sorted(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return found


def points_at_requests() -> bool:
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, "letters_registerentry").values()
    return any(one["foreign_key"] and "request_id" in one["columns"] for one in held)


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[Office]:
    """A site as it was: two letters (one handed over, one void), mail both ways, a disposition, own numbers."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    office = open_office()
    set_rule(
        SETUP,
        area=TARAJU,
        key="letters.number_pattern",
        value="[number,4]/DS/[archive]/[year]",
        legal_basis="Perkades 3/2026",
        valid_from=clock.today(),
    )
    with as_before(monkeypatch) as run:
        handed = sign_request(office.head, request=seen(office))
        hand_over(office.operator, request=handed, received_by="Dadang")
        gone = sign_request(office.head, request=seen(office))
        void_letter(office.head, request=gone, ground="wrong_content", reason="Salah nama")
        came = run(register.receive_mail, SETUP, village=TARAJU, mail=mail())
        run(register.give_disposition, SETUP, entry=came, position="Sekretaris Desa", instruction="Hadiri.")
        sent = run(register.send_mail, SETUP, village=TARAJU, mail=outgoing())
        run(register.record_delivery, SETUP, entry=sent, party="Camat", received_by="Ujang")
    call_command("migrate", "mail", "zero", verbosity=0)
    call_command("migrate", "letters", "0005", verbosity=0)
    yield office
    # The next test has the same database: its schema, and the triggers that tampering by hand has dropped.
    call_command("migrate", verbosity=0)


def test_every_row_number_and_entry_is_there_after_the_update(older: Office) -> None:
    assert points_at_requests()
    before, entries = rows(), list(JournalEntry.objects.order_by("pk").values_list("pk", "operation", "hash"))
    assert [len(before[table]) for table in TABLES] == [4, 1, 2, 3]
    assert not any(name.startswith("mail.") for _pk, name, _hash in entries)
    call_command("migrate", verbosity=0)
    assert not points_at_requests()
    assert rows() == before
    assert list(JournalEntry.objects.order_by("pk").values_list("pk", "operation", "hash")) == entries
    assert verify().ok
    agenda = book_page(older.operator, "agenda").rows
    assert len(agenda) == 4 and agenda[0][6].startswith("0001/DS/400.12.2.1/") and "Batal" in agenda[1][-1]


def test_the_office_goes_on_where_it_was(
    older: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("migrate", verbosity=0)
    line = entry_of(sign_request(older.head, request=seen(older)))
    assert (line.number, line.text.split("/")[:2]) == (3, ["0003", "DS"])
    assert register.receive_mail(older.operator, village=TARAJU, mail=mail()).number == 2
    assert verify().ok
    # By the roles that are stored everybody holds what he held.
    held = {who: getattr(older, who).permissions for who in ("operator", "secretary", "head")}
    assert {READ, WRITE} <= held["operator"] and not {DISPOSE, NUMBER} & held["operator"]
    assert {READ, WRITE, DISPOSE, NUMBER} <= held["secretary"]
    assert {READ, DISPOSE} <= held["head"] and not {WRITE, NUMBER} & held["head"]
    # Old entries are read with today's words.
    for new, old in BEFORE.items():
        assert operation_in_words(old) == operation_in_words(new) != "Langkah yang tidak ada lagi"
        assert subject_in_words(old) == subject_in_words(new)
    assert all(table_in_words(table) != "catatan lama" for table in TABLES)
    entry = JournalEntry.objects.get(operation="letters.mail.dispose")
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: older.secretary)
    page = client.get(f"/meja/jurnal/{entry.pk}/").content.decode()
    assert "Surat masuk didisposisi" in page and "disposisi" in page


def test_a_row_changed_by_hand_is_found_as_before(older: Office) -> None:
    call_command("migrate", verbosity=0)
    held = rows()
    columns = {"letters_numbercounter": "last", "letters_registerentry": "number"}
    for table in TABLES:
        row, column = held[table][0], columns.get(table, "entry_id")
        other = next(
            line["id"] for line in held["letters_registerentry"] if line["id"] != row.get("entry_id")
        )
        change = f"UPDATE {table} SET {column} = %s WHERE id = %s"
        assert tamper(change, 77 if table in columns else other, row["id"]) == 1
        broken = verify().broken
        assert broken is not None and table in broken.problem
        tamper(change, row[column], row["id"])
    assert verify().ok
