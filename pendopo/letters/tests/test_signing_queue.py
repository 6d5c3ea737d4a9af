"""Before whoever signs: who may, for whom not, what was looked at, and a batch of which some fail."""

import functools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pendopo.accounts.operations import identify_officer
from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted, Recused, Refusal
from pendopo.kernel.operation import operation
from pendopo.kernel.operations import set_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.issuing import issue_document
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.signing import look_at, one, sign_batch, sign_request
from pendopo.letters.queries.drafting import Letter
from pendopo.letters.queries.waiting import signing_page
from pendopo.letters.rules.authority import Capacity, Holder, VillageTitles, find_signatory
from pendopo.letters.rules.clocks import BATCH_MOST
from pendopo.letters.tests.office import (
    SETUP,
    TARAJU,
    Office,
    appoint,
    ask,
    entry_of,
    hold,
    open_office,
    seen,
    verified,
)
from pendopo.letters.tests.test_type_editor import edit, editor, enact
from pendopo.mail.models import RegisterEntry
from pendopo.people.models import Person
from pendopo.people.queries.kin import ties_of
from pendopo.people.tests import crowd
from pendopo.places.rules.terms import HolderKind

TITLES = VillageTitles("Kepala Desa", "Taraju")
OFFICIALS = [
    Holder("Asep Sunandar", "Kepala Desa"),
    Holder("Sri Wahyuni", "Sekretaris Desa"),
    Holder("Tatang", "Kasi Pelayanan"),
]
ALL = ("head", "secretary", "other")


def test_the_lines_above_the_name_say_the_capacity() -> None:
    lines = {
        one.name: found.lines
        for one in OFFICIALS
        if (found := find_signatory(OFFICIALS, [one], TITLES, ALL)) is not None
    }
    assert lines == {
        "Asep Sunandar": ("Kepala Desa Taraju",),
        "Sri Wahyuni": ("a.n. Kepala Desa Taraju", "Sekretaris Desa"),
        "Tatang": ("a.n. Kepala Desa Taraju", "Sekretaris Desa", "u.b.", "Kasi Pelayanan"),
    }


def test_a_secretary_who_stands_in_signs_as_head() -> None:
    for kind, mark, capacity in (
        (HolderKind.PLT, "Plt.", Capacity.PLT),
        (HolderKind.PLH, "Plh.", Capacity.PLH),
    ):
        officials = [*OFFICIALS[1:], Holder("Sri Wahyuni", "Kepala Desa", kind.value)]
        both = [one for one in officials if one.name == "Sri Wahyuni"]
        found = find_signatory(officials, both, TITLES, ("head",))
        assert found is not None
        assert found.lines == (f"{mark} Kepala Desa Taraju",) and found.capacity is capacity


def test_the_type_of_letter_says_who_may_sign() -> None:
    head, secretary, section = OFFICIALS
    assert find_signatory(OFFICIALS, [secretary], TITLES, ("head",)) is None
    assert find_signatory(OFFICIALS, [section], TITLES, ("head", "secretary")) is None
    assert find_signatory(OFFICIALS, [], TITLES, ALL) is None
    # no secretary to go through
    assert find_signatory([head, section], [section], TITLES, ALL) is None


@pytest.mark.django_db
def test_the_dated_table_of_officials_decides_on_the_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = seen(office)
    day = clock.today() + timedelta(days=1)
    from pendopo.places.models import Official
    from pendopo.places.operations import end_official

    end_official(SETUP, official=Official.objects.get(position="Kepala Desa"), until=day)
    monkeypatch.setattr(clock, "today", lambda: day)
    with pytest.raises(LetterRefused) as refusal:
        sign_request(office.head, case=row)
    assert refusal.value.code == "official_missing"
    hold(office.users["secretary"], appoint("Sekretaris", "Kepala Desa", HolderKind.PLH, starts=day))
    row = look_at(office.secretary, request=row)
    signed = sign_request(office.secretary, case=row)
    assert entry_of(signed).noted_by == "Sekretaris" and signed.signed_by_id == office.secretary.id


@pytest.mark.django_db
def test_a_kasi_signs_through_the_secretary_where_role_office_and_type_allow_it(office: Office) -> None:
    user = folk.officer("tatang", "kasi_pelayanan", "penanda_tangan_ub")
    tatang = folk.actor(user)
    identify_officer(SETUP, area=TARAJU, officer=user, person=None)
    hold(user, appoint("Tatang", "Kasi Pelayanan"))
    row = look_at(tatang, request=verified(office))
    with pytest.raises(LetterRefused) as refusal:
        sign_request(tatang, case=row)
    assert refusal.value.code == "official_missing"  # this type is for head and secretary
    edit(editor(), signers=["head", "secretary", "other"])
    enact(editor())
    row = look_at(tatang, request=verified(office))
    signed = sign_request(tatang, case=row)
    assert (signed.state, signed.signed_by_id) == ("signed", tatang.id)
    # the counter's role alone, and the new one without a second factor, sign nothing
    weak = folk.actor(folk.officer("ujang", "kasi_pelayanan"))
    for actor in (weak, folk.actor(user, strong=False)):
        with pytest.raises(NotPermitted):
            sign_request(actor, case=row)


@pytest.mark.django_db
def test_nobody_signs_what_he_has_not_looked_at(office: Office) -> None:
    row = verified(office)
    with pytest.raises(LetterRefused) as refusal:
        sign_request(office.head, case=row)
    assert refusal.value.code == "not_seen"
    row = look_at(office.secretary, request=row)
    with pytest.raises(LetterRefused) as refusal:
        sign_request(office.head, case=row)
    assert refusal.value.code == "not_seen"


@pytest.mark.django_db
def test_an_officer_of_whom_nobody_said_who_he_is_signs_nothing(db: None) -> None:
    office = open_office(identify=False)
    row = seen(office)
    with pytest.raises(LetterRefused) as refusal:
        sign_request(office.head, case=row)
    assert refusal.value.code == "officer_unknown"
    with pytest.raises(Refusal) as own:
        identify_officer(office.secretary, area=TARAJU, officer=office.users["secretary"], person=None)
    assert own.value.code == "own_identity"
    with pytest.raises(NotPermitted):
        from pendopo.accounts.rules.permissions import IDENTIFY
        from tests.making import ELSEWHERE, officer

        stranger = officer(IDENTIFY, area=ELSEWHERE)
        identify_officer(stranger, area=TARAJU, officer=office.users["head"], person=None)
    identify_officer(office.secretary, area=TARAJU, officer=office.users["head"], person=None)
    assert sign_request(office.head, case=row).state == "signed"


def _be(office: Office, person: Person) -> None:
    identify_officer(SETUP, area=TARAJU, officer=office.users["head"], person=person)


@pytest.mark.django_db
def test_nobody_signs_about_himself(office: Office) -> None:
    row = seen(office)
    _be(office, office.person)
    with pytest.raises(Recused) as refusal:
        sign_request(office.head, case=row)
    assert refusal.value.code == "about_himself"
    assert not RegisterEntry.objects.exists()


@pytest.mark.django_db
def test_nobody_signs_about_near_kin(office: Office) -> None:
    wife = crowd.person("Imas", family=office.person.family, relation=3, sex=2)
    parent = crowd.person("Haji Dadang", nik="3206130101500009", birth_date=date(1950, 1, 1))
    child = crowd.person("Asep", nik="3206130101100003", father_nik=folk.NIK)
    crowd.write([wife, parent, child])
    own = Person.objects.get(pk=office.person.pk)
    _father_of(own, "3206130101500009")
    for kin in (wife, parent, child):
        _be(office, kin)
        with pytest.raises(Recused) as refusal:
            sign_request(office.head, case=seen(office))
        assert refusal.value.code == "about_kin", kin.name
    _be(office, office.neighbour)
    assert sign_request(office.head, case=seen(office)).state == "signed"


def _father_of(person: Person, nik: str) -> None:
    """Writes a father's NIK into a person's row."""
    person.father_nik = nik
    _saver()(SETUP, area=TARAJU, row=person)


@functools.cache
def _saver() -> Callable[..., Any]:
    # registered at the first use, so that collecting tests does not change the registry
    @operation("test.person.save", "test.person.save", "test.make", "area")
    def save_person(actor: Actor, *, area: str, row: Person) -> None:
        """Save a person for a test."""
        row.save()

    return save_person


@pytest.mark.django_db
def test_residents_named_in_the_answers_count_too(office: Office) -> None:
    _be(office, office.neighbour)
    named = {"id": str(office.neighbour.pk), "name": office.neighbour.name, "nik": ""}
    row = ask(office, key="kematian", answers={"almarhum": named})
    with pytest.raises(Recused) as refusal:
        sign_request(office.head, case=seen(office, row))
    assert refusal.value.code == "about_himself"


@pytest.mark.django_db
def test_only_the_system_may_ask_who_is_kin(office: Office) -> None:
    with pytest.raises(NotPermitted):
        ties_of(office.head, [office.person.pk, office.neighbour.pk])


@pytest.mark.django_db
def test_a_full_batch_where_some_fail(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    set_rule(SETUP, area=TARAJU, key=BATCH_MOST, value=12, legal_basis="-", valid_from=clock.today())
    rows = [seen(office) for _ in range(12)]
    real, bad = issue_document, {rows[3].pk, rows[7].pk}

    def sometimes(actor: Any, *, letter: Letter, **given: Any) -> Any:
        if letter.request.pk in bad:
            raise Refusal("Sertifikat sudah kedaluwarsa.", code="certificate_expired")
        return real(actor, letter=letter, **given)

    monkeypatch.setattr(one, "issue_document", sometimes)
    result = sign_batch(office.head, requests=rows)
    assert len(result.signed) == 10
    assert {row.pk for row, _why in result.failed} == bad
    assert {why for _row, why in result.failed} == {"Sertifikat sudah kedaluwarsa."}
    assert set(LetterRequest.objects.filter(state="signing").values_list("pk", flat=True)) == bad
    assert sorted(RegisterEntry.objects.values_list("number", flat=True)) == list(range(1, 11))
    page = signing_page(office.head)
    assert {one_.id for one_ in page.seen} == bad
    with pytest.raises(LetterRefused) as refusal:
        sign_batch(office.head, requests=[*rows, rows[0]])
    assert refusal.value.code == "too_many_letters"


@pytest.mark.django_db
def test_signing_the_same_letter_twice_gives_one_letter(office: Office) -> None:
    row = seen(office)
    result = sign_batch(office.head, requests=[row, row])
    assert len(result.signed) == 1 and len(result.failed) == 1
    assert RegisterEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_page_shows_one_letter_at_a_time(office: Office) -> None:
    first, second = verified(office), verified(office)
    page = signing_page(office.head)
    assert page.now is not None and page.now.row.pk == first.pk and page.left == 1 and not page.seen
    skipped = signing_page(office.head, skipped=frozenset({first.pk}))
    assert skipped.now is not None and skipped.now.row.pk == second.pk
    look_at(office.head, request=first)
    page = signing_page(office.head)
    assert [line.id for line in page.seen] == [first.pk]
    assert page.now is not None and page.now.row.pk == second.pk


@pytest.mark.django_db
def test_one_press_signs_the_letter_that_was_looked_at(office: Office, as_actor: Any) -> None:
    row = verified(office, ask(office))
    head = as_actor(office.head)
    page = head.get("/meja/surat/tanda-tangan/").content.decode()
    assert f"/meja/surat/tanda-tangan/{row.pk}/sekarang/" in page and row.stamp in page
    done = head.post(f"/meja/surat/tanda-tangan/{row.pk}/sekarang/", {"seen": row.stamp})
    assert done.status_code == 200
    row.refresh_from_db()
    assert (row.state, row.seen_by_id) == ("signed", office.head.id)


@pytest.mark.django_db
def test_a_letter_that_changed_under_the_page_is_not_signed_by_that_press(
    office: Office, as_actor: Any
) -> None:
    row = verified(office, ask(office))
    head = as_actor(office.head)
    for step in ("lihat", "sekarang"):
        led = head.post(f"/meja/surat/tanda-tangan/{row.pk}/{step}/", {"seen": "0" * 16}, follow=True)
        assert "berubah sejak Anda membukanya" in led.content.decode()
    row.refresh_from_db()
    assert (row.state, row.seen_by_id) == ("signing", None)
