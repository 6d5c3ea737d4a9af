"""An objection to a refusal: its clock, another officer who decides, silence that grants it, and what is void."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from pendopo.cases.operations.refusals import CaseRefused
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.operations import add_local_holiday
from pendopo.kernel.queries import public_deadline
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import sign_request, void_letter
from pendopo.letters.tests.office import (
    SETUP,
    TARAJU,
    Office,
    ask,
    refuse_request,
    refuse_to_sign,
    requests_waiting,
    resident_actor,
    seen,
    verified,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]


def refused(office: Office, who: str = "operator") -> LetterRequest:
    """A request that an officer has refused."""
    if who == "operator":
        return refuse_request(office.operator, case=ask(office), reason="Sudah pindah")  # type: ignore[no-any-return]
    return refuse_to_sign(office.head, case=verified(office), reason="Belum jelas")  # type: ignore[no-any-return]


def objected(office: Office, who: str = "operator") -> LetterRequest:
    """A request whose refusal its owner objects to."""
    done: LetterRequest = ACTS["object"](
        office.resident, case=refused(office, who), reason="Saya masih di sini"
    )
    return done


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Lets the office's day be another one."""
    monkeypatch.setattr(clock, "today", lambda: day)


def test_an_objection_is_decided_by_another_officer(office: Office, as_actor: SignIn) -> None:
    row = refused(office)
    first = row.due
    phone, page = as_actor(office.resident), f"/surat/permohonan/{row.pk}/"
    assert f"{page}keberatan/" in phone.get(page).content.decode()
    empty = phone.post(f"{page}keberatan/", {"object-form_key": str(uuid.uuid4()), "object-reason": ""})
    assert empty.status_code == 422
    sent = {"object-form_key": str(uuid.uuid4()), "object-reason": "Saya masih di sini"}
    assert phone.post(f"{page}keberatan/", sent)["Location"] == page
    row.refresh_from_db()
    assert (row.state, row.note) == ("objected", "Saya masih di sini")
    assert row.due == row.step_due == public_deadline(clock.today(), 10, area=TARAJU)
    resi = Client().get(f"/resi/{row.receipt}/{row.secret}/").content.decode()
    assert "Menunggu putusan keberatan" in resi and "Saya masih di sini" not in resi
    with pytest.raises(NotPermitted):
        ACTS["grant"](office.operator, case=row, reason="x")
    here = f"/meja/surat/{row.pk}/"
    assert "Saya masih di sini" in as_actor(office.head).get(here).content.decode()
    as_actor(office.head).post(f"{here}terima-keberatan/", {"terima-reason": "Datanya ternyata benar"})
    row.refresh_from_db()
    assert (row.state, row.note) == ("checking", "Datanya ternyata benar")
    assert row.due == first  # the whole clock begins anew


def test_whoever_refused_does_not_judge_himself(office: Office, as_actor: SignIn) -> None:
    row = objected(office, "head")
    for act in ("grant", "uphold"):
        with pytest.raises(CaseRefused):
            ACTS[act](office.head, case=row, reason="x")
    shown = as_actor(office.head).get(f"/meja/surat/{row.pk}/").content.decode()
    assert "Anda yang mengambil keputusan ini" in shown and "terima-keberatan/" not in shown
    waiting = {who: requests_waiting(getattr(office, who)).count for who in ("head", "secretary")}
    assert waiting == {"head": 0, "secretary": 1}
    row = ACTS["uphold"](office.secretary, case=row, reason="Alamatnya belum terbukti")
    assert row.state == "upheld"
    mine = as_actor(office.resident).get(f"/surat/permohonan/{row.pk}/").content.decode()
    assert "Alamatnya belum terbukti" in mine and "kecamatan" in mine and f"?lagi={row.pk}" in mine


def test_only_its_owner_objects_and_only_in_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = refused(office)
    for who in (resident_actor(office.neighbour), ANONYMOUS):
        with pytest.raises((NotFound, NotPermitted)):
            ACTS["object"](who, case=row, reason="x")
    last = public_deadline(clock.today(), 21, area=TARAJU)
    on(monkeypatch, last + timedelta(days=1))
    with pytest.raises(CaseRefused):
        ACTS["object"](office.resident, case=row, reason="x")
    on(monkeypatch, last)
    assert ACTS["object"](office.resident, case=row, reason="x").state == "objected"


def test_a_clock_that_lapses_on_a_holiday_ends_on_the_next_working_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = refused(office)
    last = public_deadline(clock.today(), 21, area=TARAJU)
    add_local_holiday(SETUP, area=TARAJU, on=last, name="Hari raya desa")
    later = public_deadline(clock.today(), 21, area=TARAJU)
    assert later > last
    on(monkeypatch, later)
    row = ACTS["object"](office.resident, case=row, reason="x")
    assert row.step_due and row.step_due.weekday() < 5


def test_silence_grants_an_objection(
    office: Office, as_actor: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = objected(office)
    with pytest.raises(CaseRefused):
        ACTS["resume"](office.resident, case=row)
    assert row.step_due
    on(monkeypatch, row.step_due + timedelta(days=1))
    assert "lanjutkan/" in as_actor(office.resident).get(f"/surat/permohonan/{row.pk}/").content.decode()
    assert ACTS["resume"](office.resident, case=row).state == "checking"


def test_an_objection_reaches_no_signature_that_was_looked_at_before(office: Office) -> None:
    row = refuse_to_sign(office.head, case=seen(office), reason="Belum jelas")
    row = ACTS["object"](office.resident, case=row, reason="Jelas")
    row = ACTS["grant"](office.secretary, case=row, reason="Jelas")
    assert (row.state, row.seen_by_id) == ("checking", None)


def test_a_void_letter_says_why_what_it_is_worth_and_what_now(office: Office, as_actor: SignIn) -> None:
    row: Any = sign_request(office.head, case=seen(office))
    row = void_letter(office.head, case=row, ground="wrong_content", reason="Tanggal lahirnya keliru")
    mine = as_actor(office.resident).get(f"/surat/permohonan/{row.pk}/").content.decode()
    for words in ("Tanggal lahirnya keliru", "dicabut", "Jangan dipakai lagi", f"?lagi={row.pk}"):
        assert words in mine
    sent = as_actor(office.resident).post(
        f"/surat/ajukan/domisili/?lagi={row.pk}", {"form_key": str(uuid.uuid4())}
    )
    assert LetterRequest.objects.get(state="draft").answers == row.answers and sent.status_code == 302
