"""Rows whose last image is older than a column get a whole one, and nothing is washed clean by it."""

from collections.abc import Iterator

import pytest

from pendopo.kernel import widening
from pendopo.kernel.findings import Broken
from pendopo.kernel.history import WIDENED, history_of
from pendopo.kernel.models import JournalEntry, JournalForm, LocalHoliday
from pendopo.kernel.older_images import OlderImages
from pendopo.kernel.operations import erase_images, widen
from pendopo.kernel.tests.steps import CLERK, do, entries, held_holiday, images, key, leaving_out, tamper
from pendopo.kernel.verify import verify
from pendopo.kernel.widening import widen_journal
from tests.making import TARAJU

pytestmark = pytest.mark.django_db
TABLE = "kernel_localholiday"
FORGED = "UPDATE kernel_localholiday SET legal_basis = 'x' WHERE id = %s"


@pytest.fixture
def rows() -> Iterator[list[LocalHoliday]]:
    """Five rows as a program wrote them that did not journal their legal basis, and a start of that program."""
    with leaving_out(LocalHoliday, "legal_basis"):
        held = [held_holiday(legal_basis=f"SK {number}") for number in range(5)]
        assert widen_journal() is None
        assert verify().ok
    yield held


def widened() -> list[JournalEntry]:
    return [entry for entry in entries() if entry.operation == WIDENED]


def refused() -> Broken:
    broken = widen_journal()
    assert broken is not None
    assert not widened()
    return broken


def test_an_edit_of_a_column_that_came_later_is_found(rows: list[LocalHoliday]) -> None:
    assert not verify().ok  # no image knows what the rows hold
    assert widen_journal() is None
    (entry,) = widened()
    assert {row: image["legal_basis"] for row, image in images(entry).items()} == {
        row.pk: row.legal_basis for row in rows
    }
    assert verify().ok
    tamper(FORGED, key(rows[3].pk))
    broken = verify().broken
    assert broken is not None
    assert (broken.entry, "changed outside" in broken.problem) == (str(entry.pk), True)


def test_it_happens_once(rows: list[LocalHoliday]) -> None:
    for _start in range(3):
        widen_journal()
    assert len(widened()) == 1
    assert "legal_basis" in JournalForm.objects.get(pk=TABLE).columns


def test_a_start_that_was_cut_off_goes_on_at_the_next(
    rows: list[LocalHoliday], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*args: object, **given: object) -> None:
        if widened():
            raise KeyboardInterrupt
        widen(*args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(widening, "SLICE", 2)
    with monkeypatch.context() as now, pytest.raises(KeyboardInterrupt):
        now.setattr(widening, "widen", cut)
        widen_journal()
    assert not verify().ok
    assert widen_journal() is None
    assert [len(images(entry)) for entry in widened()] == [2, 2, 1]
    assert verify().ok


def test_a_row_changed_by_hand_is_not_washed_clean(rows: list[LocalHoliday]) -> None:
    tamper("UPDATE kernel_localholiday SET name = 'Libur' WHERE id = %s", key(rows[1].pk))
    assert str(rows[1].pk) in refused().problem


def test_a_row_put_back_by_hand_to_an_older_state_is_not_washed_clean(rows: list[LocalHoliday]) -> None:
    row, older = rows[2], (rows[2].last_entry, rows[2].name)
    with leaving_out(LocalHoliday, "legal_basis"):
        row.name = "Hari jadi"
        do(row.save)
    tamper(
        f"UPDATE {TABLE} SET name = %s, last_entry = %s WHERE id = %s", older[1], key(older[0]), key(row.pk)
    )
    assert "names another entry" in refused().problem


def test_a_broken_journal_is_widened_once_it_is_healed(rows: list[LocalHoliday]) -> None:
    tamper("UPDATE kernel_localholiday SET name = 'Libur' WHERE id = %s", key(rows[1].pk))
    refused()
    tamper("UPDATE kernel_localholiday SET name = %s WHERE id = %s", rows[1].name, key(rows[1].pk))
    assert widen_journal() is None
    assert verify().ok


def test_a_row_that_changed_since_the_walk_is_left_alone(rows: list[LocalHoliday]) -> None:
    older = OlderImages(widening=[TABLE])
    assert verify(older).ok
    tamper(FORGED, key(rows[0].pk))
    widen(CLERK, table=TABLE, rows=older.narrow[TABLE])
    (entry,) = widened()
    assert images(entry).keys() == {row.pk for row in rows[1:]}


def test_filled_columns_and_erased_images_ask_for_nothing() -> None:
    with leaving_out(LocalHoliday, "legal_basis"):
        held_holiday()
        erased = held_holiday(legal_basis="SK 7")
        widen_journal()
        erase_images(CLERK, area=TARAJU, row_id=erased.pk, reason="permintaan")
    assert widen_journal() is None
    assert not widened()
    assert verify().ok


def test_a_column_that_the_journal_no_longer_keeps_is_no_fraud(rows: list[LocalHoliday]) -> None:
    row = held_holiday(legal_basis="SK 8")
    with leaving_out(LocalHoliday, "legal_basis"):
        assert verify().ok
        assert widen_journal() is None
        tamper("UPDATE kernel_localholiday SET name = 'Libur' WHERE id = %s", key(row.pk))
        assert not verify().ok


def test_a_history_does_not_tell_of_it(rows: list[LocalHoliday]) -> None:
    before = history_of(rows[0].pk)
    widen_journal()
    assert history_of(rows[0].pk) == before
