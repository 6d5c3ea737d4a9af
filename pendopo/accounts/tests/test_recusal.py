"""Nobody decides his own matter or that of near kin: one rule, asked by the door of every operation that says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts import operations
from pendopo.accounts.models import User
from pendopo.accounts.rules.recusal import Kinship, kinship, nearest
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, SETUP, TARAJU
from pendopo.kernel.errors import NotPermitted, Recused
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.recusal import persons_in
from pendopo.people.models import PastMembership, Person
from pendopo.people.operations.erasing import erase_history
from pendopo.people.operations.events.absences import record_leave
from pendopo.people.operations.events.births import record_birth
from pendopo.people.operations.families import dissolve_family, edit_family
from pendopo.people.operations.persons import correct_person
from pendopo.people.rules.kin import Ties
from pendopo.people.tests import crowd

TODAY = date(2026, 11, 2)
_IDS = [uuid4() for _ in range(4)]
_TIES = st.builds(
    Ties,
    person=st.sampled_from(_IDS),
    cards=st.frozensets(st.sampled_from(_IDS), max_size=2),
    nik=st.sampled_from(["", "1", "2", "3"]),
    parents=st.frozensets(st.sampled_from(["1", "2", "3"]), max_size=2),
    in_laws=st.frozensets(st.sampled_from(["1", "2", "3"]), max_size=2),
)


@given(_TIES, _TIES)
def test_kinship_is_mutual(one: Ties, other: Ties) -> None:
    assert kinship(one, other) == kinship(other, one)
    assert kinship(one, one) is Kinship.SELF


def test_a_marriage_ties_to_parents_and_siblings_of_the_other_and_to_nobody_behind_them() -> None:
    def ties(nik: str, *parents: str, in_laws: Iterable[str] = ()) -> Ties:
        return Ties(uuid4(), frozenset(), nik, frozenset(parents), frozenset(in_laws))

    husband, wife = ties("h", "hf", "hm", in_laws=("wf", "wm")), ties("w", "wf", "wm", in_laws=("hf", "hm"))
    her_brother, her_father = ties("wb", "wf", "wm", in_laws=("bf",)), ties("wf")
    assert kinship(husband, her_father) is kinship(husband, her_brother) is Kinship.IN_LAW
    assert kinship(ties("hm"), wife) is Kinship.IN_LAW  # the wife of the own son
    assert kinship(ties("bf"), husband) is None  # the father of the wife of the brother of the wife
    assert kinship(her_father, ties("hf")) is None  # between the families of a couple there is no such tie
    assert kinship(husband, ties("")) is None  # what the register does not know ties nobody


@given(_TIES, st.lists(_TIES, max_size=3))
def test_the_nearest_is_the_first_that_any_of_them_is(one: Ties, others: list[Ties]) -> None:
    near, each = nearest(one, others), [kinship(one, other) for other in others]
    assert (near is None) == (each == [None] * len(each))
    if near is not None:
        assert near in each and not any(kind in each for kind in list(Kinship)[: list(Kinship).index(near)])


def test_a_value_that_says_nothing_of_anybody_is_no_matter() -> None:
    assert persons_in(None) == frozenset() and persons_in([_IDS[0], None]) == {_IDS[0]}
    with pytest.raises(TypeError):
        persons_in("Dadang")
    with pytest.raises(TypeError):
        persons_in([3])


@dataclass
class Village:
    """An operator who lives here, his people by blood and by marriage, and who is none of them."""

    operator: User
    own: Person
    kin: dict[str, Person]
    neighbour: Person
    stranger: Person


@pytest.fixture
def here(db: None) -> Village:
    crowd.village()
    own = folk.resident()
    cards = [crowd.family(kk_number=f"320613123456001{number}") for number in range(5)]
    crowd.write(cards)
    father, hers = "3206130101500009", "3206130101520008"
    rows = {
        "spouse": crowd.person("Imas", family=own.family, relation=3, sex=2, father_nik=hers),
        "parent": crowd.person("Haji Dadang", nik=father, family=cards[0], relation=1),
        "sibling": crowd.person("Cucu", father_nik=father, family=cards[1], relation=1),
        "child": crowd.person("Asep", father_nik=folk.NIK, family=cards[2], relation=1),
        "sibling's spouse": crowd.person("Dede", family=cards[1], relation=2),
        "child's spouse": crowd.person("Rina", family=cards[2], relation=3, sex=2),
        "spouse's parent": crowd.person("Haji Ujang", nik=hers, family=cards[3], relation=1),
        "spouse's sibling": crowd.person("Deni", father_nik=hers, family=cards[4], relation=1),
    }
    further = crowd.person("Yanti", family=cards[4], relation=3, sex=2)  # the wife of the wife's brother
    crowd.write([*rows.values(), further])
    changed = correct(SETUP, own, father_nik=father)
    neighbour = folk.resident(nik="3206134107900002", kk_number="3206131234560002", name="Neneng Hasanah")
    operator = folk.officer("operator", "operator_desa")
    kin = {name: Person.objects.get(pk=row.pk) for name, row in rows.items()}
    return Village(operator, changed, kin, neighbour, Person.objects.get(pk=further.pk))


def correct(actor: Any, person: Person, **values: Any) -> Person:
    fresh = Person.objects.get(pk=person.pk)
    return correct_person(
        actor,
        person=fresh,
        values=values or {"birth_place": "Garut"},
        seen=fresh.last_entry,
        reason="salah tulis",
    )


def say(here: Village, person: Person | None) -> None:
    operations.identify_officer(SETUP, area=TARAJU, officer=here.operator, person=person)


def too_near(code: str) -> Any:
    return pytest.raises(Recused, check=lambda refusal: refusal.code == code)


def test_an_officer_of_whom_nobody_said_who_he_is_goes_on(here: Village) -> None:
    correct(folk.actor(here.operator), here.own)
    say(here, None)
    correct(folk.actor(here.operator), here.own, birth_place="Cianjur")


def test_own_matter_and_near_kin_are_refused_and_a_neighbour_is_not(here: Village) -> None:
    say(here, here.own)
    actor = folk.actor(here.operator)
    with too_near("about_himself"):
        correct(actor, here.own)
    for name, person in here.kin.items():
        with too_near("about_kin"):
            correct(actor, person)
        assert Person.objects.get(pk=person.pk).last_entry == person.last_entry, name
    correct(actor, here.neighbour)
    correct(actor, here.stranger)
    refused = JournalEntry.objects.filter(operation="people.person.correct", outcome="refused")
    assert refused.count() == 1 + len(here.kin)


def test_a_marriage_that_has_ended_still_ties_to_her_kin(here: Village) -> None:
    say(here, here.own)
    card = crowd.family(kk_number="3206131234560019")
    former = crowd.person("Tuti", family=card, relation=1, sex=2, mother_nik="3206134101400007")
    brother = crowd.person("Oding", mother_nik="3206134101400007")
    before = PastMembership(person=former, family=here.own.family, relation=3, valid_to=date(2020, 1, 1))
    crowd.write([card, former, brother])
    correct(folk.actor(here.operator), brother)
    crowd.write([before])
    with too_near("about_kin"):
        correct(folk.actor(here.operator), brother, birth_place="Cianjur")


def test_every_way_to_change_a_family_asks(here: Village) -> None:
    say(here, here.own)
    card, actor = here.own.family, folk.actor(here.operator)
    assert card is not None
    ways: list[Callable[[], Any]] = [
        lambda: record_leave(actor, person=here.kin["spouse"], on=TODAY),
        lambda: record_birth(actor, family=card, values={"name": "Bayi", "sex": 1, "birth_date": TODAY}),
        lambda: dissolve_family(actor, family=card, on=TODAY, reason="pindah"),
        lambda: edit_family(
            actor,
            family=card,
            kk_number=None,
            address="-",
            area_code=card.area_code,
            seen=card.last_entry,
            reason="-",
        ),
    ]
    for way in ways:
        with too_near("about_kin" if way is ways[0] else "about_himself"):
            way()


def test_the_refusal_names_who_else_may_and_never_kin(here: Village) -> None:
    say(here, here.own)
    with too_near("about_himself") as alone:
        correct(folk.actor(here.operator), here.own)
    assert "memberi peran kepada petugas lain" in str(alone.value)
    kin = folk.officer("istri", "operator_desa")
    operations.identify_officer(SETUP, area=TARAJU, officer=kin, person=here.kin["spouse"])
    folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    folk.officer("sekdes", "sekretaris_desa")
    with too_near("about_himself") as helped:
        correct(folk.actor(here.operator), here.own)
    assert str(helped.value).endswith("Minta petugas lain: Sekdes.")


def test_nobody_erases_his_own_traces(here: Village) -> None:
    admin = folk.officer("pengelola", "administrator")
    operations.identify_officer(SETUP, area=TARAJU, officer=admin, person=here.own)
    with too_near("about_himself"):
        erase_history(folk.actor(admin), person=here.own, reason="permintaan tertulis warga")


def test_another_village_is_refused_before_anybody_asks_who_is_kin(here: Village) -> None:
    stranger = folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    with pytest.raises(NotPermitted):
        correct(folk.actor(stranger), here.own)


def test_a_spoilt_number_of_kin_stops_no_correction_of_it(here: Village) -> None:
    say(here, here.neighbour)
    spoilt = here.kin["child"]
    folk.change(spoilt, father_nik=b"spoilt")
    fresh = Person.objects.get(pk=spoilt.pk)
    correct(folk.actor(here.operator), fresh, father_nik=folk.NIK)
    assert Person.objects.get(pk=spoilt.pk).father_nik == folk.NIK


def test_the_account_of_kin_is_not_shut_by_kin(here: Village) -> None:
    say(here, here.kin["spouse"])
    account = folk.active_account(here.own)
    with too_near("about_kin"):
        operations.lock_account(folk.actor(here.operator), account=account, reason="hilang")
    stays: UUID = account.pk
    assert type(account).objects.get(pk=stays).state == account.state
