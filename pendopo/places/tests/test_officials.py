"""Officials and their terms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.errors import Conflict, NotFound, NotPermitted
from pendopo.places import operations, queries
from pendopo.places.models import Official
from pendopo.places.rules.terms import (
    Appointment,
    HolderKind,
    Term,
    clashing_term,
    in_force,
    longest_until,
    overlap,
    position_order,
)

TARAJU = "32.06.13.2001"
CIKUBANG = "32.06.13.2002"
KELURAHAN = "32.73.25.1002"
SYSTEM = system_actor("tests")
HEAD = "Kepala Desa"
DEFINITIVE, PLT, PLH = HolderKind.DEFINITIVE, HolderKind.PLT, HolderKind.PLH


def officer(area: str) -> Actor:
    return Actor(kind="officer", name="Bu Ai", powers=frozenset({Power("places.officials.edit", area)}))


def term(start: int, until: int | None, kind: HolderKind = DEFINITIVE, position: str = HEAD) -> Term:
    return Term(position, kind, date(start, 1, 1), date(until, 1, 1) if until else None)


days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(days, days, days, days, days)
def test_overlap_means_a_day_that_both_hold(a: date, b: date, c: date, d: date, day: date) -> None:
    first, second = Term(HEAD, DEFINITIVE, *sorted((a, b))), Term(HEAD, DEFINITIVE, *sorted((c, d)))
    assert overlap(first, second) == overlap(second, first)
    if in_force(first.starts, first.until, day) and in_force(second.starts, second.until, day):
        assert overlap(first, second)


def test_half_open_terms_meet_without_overlap() -> None:
    assert not overlap(term(2016, 2024), term(2024, 2032))
    assert overlap(term(2016, 2025), term(2024, 2032))
    assert overlap(term(2016, None), term(2024, None))
    assert not in_force(date(2016, 1, 1), date(2024, 1, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (DEFINITIVE, DEFINITIVE, True),
        (DEFINITIVE, PLT, True),
        (PLT, PLT, True),
        (DEFINITIVE, PLH, False),
        (PLH, PLT, False),
        (PLH, PLH, True),
    ],
)
def test_only_a_daily_stand_in_may_serve_beside_a_holder(
    first: HolderKind, second: HolderKind, clash: bool
) -> None:
    found = clashing_term(term(2024, None, first), [term(2020, None, second, " kepala  DESA ")])
    assert (found is not None) is clash
    assert clashing_term(term(2024, None, first), [term(2020, None, second, "Kaur Umum")]) is None


def test_longest_term_ends_on_the_same_day_of_the_year() -> None:
    assert longest_until(date(2024, 5, 20), 8) == date(2032, 5, 20)
    assert longest_until(date(2024, 2, 29), 9) == date(2033, 3, 1)


def test_positions_have_an_order() -> None:
    ordered = [
        "Kepala Desa",
        "Sekretaris Desa",
        "Kaur Keuangan",
        "Kasi Pelayanan",
        "Kepala Dusun Nagrak",
        "Penjaga",
    ]
    assert sorted(reversed(ordered), key=position_order) == ordered


@pytest.fixture
def taraju(db: None) -> str:
    return operations.set_up_village(SYSTEM, code=TARAJU).area_code


def test_appoint_stand_in_and_succeed(taraju: str) -> None:
    actor = officer(TARAJU)
    head = operations.appoint_official(
        actor, village=taraju, appointment=Appointment(" H.  Dadang "), term=term(2019, 2027)
    )
    operations.appoint_official(
        actor,
        village=taraju,
        appointment=Appointment("Euis"),
        term=term(2019, None, position="Sekretaris Desa"),
    )
    operations.appoint_official(
        actor, village=taraju, appointment=Appointment("Ujang"), term=term(2025, 2026, PLH)
    )
    assert head.name == "H. Dadang"
    named = [row.name for row in queries.public_officials(taraju, on=date(2025, 6, 1))]
    assert set(named[:2]) == {"H. Dadang", "Ujang"}
    assert named[2] == "Euis"
    assert [row.name for row in queries.public_officials(taraju, on=date(2027, 1, 1))] == ["Euis"]
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.appoint_official(
            actor, village=taraju, appointment=Appointment("Asep"), term=term(2026, None)
        )
    assert refused.value.code == "term_clash"
    operations.end_official(actor, official=head, until=date(2026, 1, 1))
    operations.appoint_official(actor, village=taraju, appointment=Appointment("Asep"), term=term(2026, None))
    assert [row.name for row in queries.public_officials(taraju, on=date(2026, 2, 1))] == ["Asep", "Euis"]


@pytest.mark.parametrize(
    ("appointment", "given", "code"),
    [
        (Appointment(" "), term(2024, None), "name_missing"),
        (Appointment("Asep"), term(2024, None, position=" "), "position_missing"),
        (Appointment("Asep", nip="123"), term(2024, None), "bad_nip"),
        (Appointment("Asep"), term(2024, 2024), "term_backward"),
        (Appointment("Asep"), term(2024, 2023), "term_backward"),
        (Appointment("Asep"), term(2025, 2034), "term_too_long"),
    ],
)
def test_bad_appointments_are_refused(taraju: str, appointment: Appointment, given: Term, code: str) -> None:
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.appoint_official(SYSTEM, village=taraju, appointment=appointment, term=given)
    assert refused.value.code == code
    assert not Official.objects.exists()


def test_a_lurah_and_a_secretary_have_no_longest_term(taraju: str) -> None:
    operations.set_up_village(SYSTEM, code=KELURAHAN)
    operations.appoint_official(
        SYSTEM, village=KELURAHAN, appointment=Appointment("Asep"), term=term(2010, 2030, position="Lurah")
    )
    operations.appoint_official(
        SYSTEM,
        village=taraju,
        appointment=Appointment("Euis"),
        term=term(2010, 2040, position="Sekretaris Desa"),
    )
    assert Official.objects.count() == 2


def test_correction_keeps_the_row_and_checks_the_term(taraju: str) -> None:
    actor = officer(TARAJU)
    first = operations.appoint_official(
        actor, village=taraju, appointment=Appointment("Asep"), term=term(2016, 2022)
    )
    second = operations.appoint_official(
        actor, village=taraju, appointment=Appointment("Euis"), term=term(2022, None)
    )
    seen = queries.official_by_id(actor, second.pk).last_entry
    with pytest.raises(operations.PlaceRefused, match="sudah dipegang"):
        operations.edit_official(
            actor, official=second, appointment=Appointment("Euis"), term=term(2021, None)
        )
    operations.edit_official(
        actor, official=second, appointment=Appointment("Hj. Euis"), term=term(2022, 2030), seen=seen
    )
    with pytest.raises(Conflict):
        operations.edit_official(
            actor, official=second, appointment=Appointment("Euis"), term=term(2022, None), seen=seen
        )
    assert [row.name for row in queries.village_desk(SYSTEM).officials] == ["Hj. Euis", "Asep"]
    assert queries.official_by_id(actor, first.pk).until_on == date(2022, 1, 1)


def test_officer_of_another_village_is_refused(taraju: str) -> None:
    head = operations.appoint_official(
        SYSTEM, village=taraju, appointment=Appointment("Asep"), term=term(2024, None)
    )
    stranger = officer(CIKUBANG)
    with pytest.raises(NotPermitted):
        operations.appoint_official(
            stranger,
            village=taraju,
            appointment=Appointment("Saya"),
            term=term(2032, None, position="Kaur Umum"),
        )
    with pytest.raises(NotPermitted):
        operations.end_official(stranger, official=head, until=date(2025, 1, 1))
    with pytest.raises(NotFound):
        queries.official_by_id(stranger, head.pk)
    assert Official.objects.get().until_on is None
