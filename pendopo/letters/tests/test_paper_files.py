"""The file of a paper stays as long as one request holds it, whoever goes at the same moment."""

import threading
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from pendopo.cases.formats import vault
from pendopo.cases.formats.papers import Paper
from pendopo.cases.operations import paper_files
from pendopo.cases.queries.kinds import public_names_paper
from pendopo.kernel.sealed import seal_bytes
from pendopo.kernel.turns import take_turn
from pendopo.kernel.verify import verify
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations import asking
from pendopo.letters.operations.asking import ROOM
from pendopo.letters.queries.desk import desk_request
from pendopo.letters.tests import office as at
from tests.making import ELSEWHERE, changed

CONTENT = b"%PDF-1.7 kartu keluarga"


def paper() -> Paper:
    import hashlib

    return Paper(CONTENT, "application/pdf", hashlib.sha256(CONTENT).hexdigest())


def draft(who: Any) -> Any:
    return asking.begin_request(who, village=at.TARAJU, key=at.TYPE, form_key=uuid.uuid4())


def key_of(row: Any) -> str:
    return str(row.version.content["requirements"][0]["key"])


@pytest.mark.django_db(transaction=True)
def test_a_paper_taken_back_while_another_request_brings_the_same_one(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = at.open_office()
    mine, other = draft(office.resident), draft(at.resident_actor(office.neighbour))
    kept = asking.add_papers(office.resident, request=mine, papers=[(key_of(mine), paper())])[0]
    digest = kept.digest

    # Between the commit of the one who takes it back and the deletion of the file, the other brings the same file.
    real = paper_files._discard_unheld
    brought: list[Any] = []

    def late(room: str, gone: str, held: paper_files.Held) -> bool:
        if not brought:
            neighbour = at.resident_actor(office.neighbour)
            brought.extend(asking.add_papers(neighbour, request=other, papers=[(key_of(other), paper())]))
        return real(room, gone, held)

    monkeypatch.setattr(paper_files, "_discard_unheld", late)
    asking.remove_paper(office.resident, paper=kept)
    assert brought and vault.fetch(ROOM, digest) == CONTENT

    monkeypatch.setattr(paper_files, "_discard_unheld", real)
    asking.remove_paper(at.resident_actor(office.neighbour), paper=brought[0])
    assert digest not in set(vault.kept(ROOM))


@pytest.mark.django_db(transaction=True)
def test_what_a_rolled_back_transaction_left_is_swept_and_nothing_else(office: at.Office) -> None:
    row = draft(office.resident)
    asking.add_papers(office.resident, request=row, papers=[(key_of(row), paper())])
    stray = "ab" * 32
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        paper_files.hold_file(ROOM, stray, b"never written down")
        raise ZeroDivisionError
    assert {stray, paper().digest} == set(vault.kept(ROOM))
    held = partial(public_names_paper, LetterRequest)
    assert paper_files.sweep_files(ROOM, held) == 1
    assert set(vault.kept(ROOM)) == {paper().digest}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_transactions_take_turns_at_one_name() -> None:
    order, begun = [], threading.Event()

    def second() -> None:
        try:
            with transaction.atomic():
                begun.set()
                take_turn("a file")
                order.append("second")
        finally:
            connections.close_all()

    with transaction.atomic():
        take_turn("a file")
        thread = threading.Thread(target=second)
        thread.start()
        assert begun.wait(10)
        thread.join(0.5)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_a_turn_is_taken_inside_a_transaction_only(db: None, tmp_path: Path) -> None:
    assert connection.in_atomic_block  # the test's own
    take_turn("a file")


@pytest.mark.django_db
def test_a_paper_that_another_resident_sent_before_is_said_at_the_desk() -> None:
    office = at.open_office()
    first, second = (
        at.ask(office, who=who) for who in (office.resident, at.resident_actor(office.neighbour))
    )
    again = at.ask(office)
    owners = {first: office.resident, second: at.resident_actor(office.neighbour), again: office.resident}
    for row, owner in owners.items():
        asking.add_papers(owner, request=row, papers=[(key_of(row), paper())])

    def said(row: Any) -> list[str]:
        return desk_request(office.operator, row.pk).case.reused

    assert said(first) == said(again) == [second.receipt]  # one's own paper may come again
    assert set(said(second)) == {first.receipt, again.receipt}
    changed(second, area_code=ELSEWHERE)  # what another village has is not told
    assert said(first) == []


@pytest.mark.django_db(transaction=True)
def test_a_file_of_a_paper_that_is_gone_or_altered_is_named(office: at.Office, settings: Any) -> None:
    row = draft(office.resident)
    (kept,) = asking.add_papers(office.resident, request=row, papers=[(key_of(row), paper())])
    assert verify().ok
    (path,) = Path(settings.MEDIA_ROOT).glob(f"{ROOM}/*/*.sealed")
    whole = path.read_bytes()
    for spoilt in (
        whole[:-1] + bytes([whole[-1] ^ 1]),
        b"",
        whole[:40],
        seal_bytes(b"another", bytes.fromhex(paper().digest)),
    ):
        path.write_bytes(spoilt)
        broken = verify().broken
        assert broken is not None and str(kept.pk) in broken.problem
    path.unlink()
    assert not verify().ok
    path.write_bytes(whole)
    assert verify().ok
    asking.remove_paper(office.resident, paper=kept)
    assert not path.exists() and verify().ok
