"""Reports of what happened: they become events of the register by one press, and never by themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pendopo.kernel.actor import ANONYMOUS, Actor, Power
from pendopo.kernel.errors import NotFound, Refusal
from pendopo.notices.models import Notice
from pendopo.people.models import EventKind, Person, PopulationEvent
from pendopo.vital.models import VitalReport
from pendopo.vital.operations import ACTS, answer_report, ask_person, report_from_field
from pendopo.vital.rules import FLOW, same_birth
from pendopo.vital.tests.office import TARAJU, VALUES, Office, today
from tests.making import ELSEWHERE, officer, resident

SignIn = Callable[[Actor], Client]
BOTH = ("vital.read", "vital.check", "people.read", "people.record")


def scan() -> SimpleUploadedFile:
    """A form that was filled in with a pen."""
    content = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    return SimpleUploadedFile("formulir.pdf", content, content_type="application/pdf")


def page(row: VitalReport, name: str = "enter") -> str:
    """The address at which the desk does something with a report."""
    return reverse(f"vital-report-{name}", args=[row.pk])


def press(client: Client, where: str, **more: str) -> VitalReport | int:
    """Open a page that is filled in already and press its one button; 302 when it was done."""
    shown = client.get(where)
    assert shown.status_code == 200, shown.content.decode()[:3000]
    wizard = shown.context["wizard"]
    assert wizard.at_check or more, f"{wizard.step.key}: {wizard.form.errors}"
    looked_at = {f"{step.key}-ada": "1" for step in wizard.steps}  # as each page that was shown sends it
    sent = wizard.data.dict() | looked_at | {"ke": "simpan"} | more
    return client.post(where, sent).status_code


def test_a_birth_becomes_an_event_by_one_press_and_its_reporter_is_told(
    office: Office, as_actor: SignIn
) -> None:
    row = office.report("kelahiran")
    assert press(as_actor(office.operator), page(row)) == 302
    row.refresh_from_db()
    child = Person.objects.get(pk=str(row.about))
    assert (child.name, child.family_id, child.birth_date) == ("Asep Surya", office.father.family_id, row.on)
    event = PopulationEvent.objects.get(person=child)
    assert (event.kind, event.details["mother_id"]) == (EventKind.BIRTH, str(office.mother.pk))
    assert event.reported_on == row.asked_on
    assert row.state == "entered"
    assert "Kelahiran" in Notice.objects.get(person=office.father).subject


def test_a_child_whose_father_nobody_names_has_none(office: Office, as_actor: SignIn) -> None:
    row = office.report("kelahiran", father="")
    assert press(as_actor(office.operator), page(row)) == 302
    row.refresh_from_db()
    child = Person.objects.get(pk=str(row.about))
    assert (child.mother_name, child.father_name or "") == ("Neneng Hasanah", "")


def test_mother_and_midwife_report_one_birth_and_there_is_one_child(office: Office, as_actor: SignIn) -> None:
    born = today() - timedelta(days=3)
    first = report_from_field(
        office.midwife, area=TARAJU, form_key=uuid.uuid4(), values={**said("kelahiran"), "on": born}
    )
    second = office.report("kelahiran", on=born + timedelta(days=1), mother="NENENG  HASANAH")
    desk = as_actor(office.operator)
    shown = desk.get(page(second, "case")).content.decode()
    assert first.receipt in shown
    assert page(second) not in shown  # it cannot be entered as it is
    with pytest.raises(Refusal):
        ACTS["enter"](office.operator, case=second, event={})
    desk.post(page(second, "same"), {"same-form_key": str(uuid.uuid4())})
    second.refresh_from_db()
    assert (second.state, second.first) == ("joined", first.pk)
    assert press(desk, page(first)) == 302
    assert PopulationEvent.objects.filter(kind=EventKind.BIRTH).count() == 1
    assert "Dicatat dalam data penduduk" in told(as_actor(resident(office.father.pk)), second)
    assert Notice.objects.filter(person=office.father).count() == 2  # joined, and the first goes on


def told(client: Client, row: VitalReport) -> str:
    """What the reporter reads."""
    return client.get(reverse("vital-report-mine-one", args=[row.pk])).content.decode()


def said(event: str) -> dict[str, object]:
    """What a report of one kind says."""
    return {"event": event, "proof": "bring", **VALUES[event]}


def test_two_reports_are_one_birth_within_two_days_of_one_mother() -> None:
    first = ("Neneng Hasanah", date(2026, 11, 27))
    assert same_birth(first, ("neneng  hasanah", date(2026, 11, 29)))
    assert not same_birth(first, ("Neneng Hasanah", date(2026, 11, 30)))
    assert not same_birth(first, ("Euis", first[1]))
    assert not same_birth(("", first[1]), ("", first[1]))
    assert not same_birth(first, (first[0], None))


@pytest.mark.parametrize(("days", "mother"), [(3, "Neneng Hasanah"), (0, "Euis Komariah")])
def test_another_day_or_another_mother_is_another_child(office: Office, days: int, mother: str) -> None:
    born = today() - timedelta(days=10)
    office.report("kelahiran", on=born)
    second = office.report("kelahiran", on=born + timedelta(days=days), mother=mother)
    with pytest.raises(Refusal):
        ACTS["same"](office.operator, case=second)


def test_twins_are_two_children_once_an_officer_says_so(office: Office, as_actor: SignIn) -> None:
    first, second = office.report("kelahiran"), office.report("kelahiran", child="Asep Suryadi")
    folk_change(second, step_since=today() - timedelta(days=2), step_due=today())
    since, due = today() - timedelta(days=2), today()  # the clock does not begin anew
    desk = as_actor(office.operator)
    desk.post(page(second, "twins"), {"twins-form_key": str(uuid.uuid4())})
    second.refresh_from_db()
    assert (second.state, second.step_since, second.step_due) == ("reported", since, due)
    assert press(desk, page(first)) == 302
    assert press(desk, page(second), **{"periksa-reason": "Anak kembar."}) == 302
    assert Person.objects.filter(mother_name="Neneng Hasanah").count() == 2


def test_a_report_alone_ends_nobodys_life(office: Office, as_actor: SignIn) -> None:
    row = office.report("kematian")
    desk = as_actor(office.operator)
    shown = desk.get(page(row))
    assert shown.context["wizard"].step.key == "bukti"  # the one thing that is asked
    with pytest.raises(Refusal, match="bukti kematian"):
        ACTS["enter"](office.operator, case=row, event={"person": office.mother, "on": row.on})
    office.mother.refresh_from_db()
    assert office.mother.is_living
    assert press(desk, page(row), **{"bukti-evidence": "letter"}) == 302
    assert not Person.objects.get(pk=office.mother.pk).is_living
    assert (
        Person.objects.get(pk=office.father.pk).marital_status == 4
    )  # widowed, as the page had it filled in


def test_who_is_said_to_be_dead_is_asked_first_and_nothing_changes(office: Office, as_actor: SignIn) -> None:
    row = office.report("kematian", ANONYMOUS)
    desk = as_actor(office.operator)
    assert desk.post(f"{page(row, 'ask_person')}?orang={office.mother.pk}").status_code == 302
    row.refresh_from_db()
    office.mother.refresh_from_db()
    assert (row.state, office.mother.is_living, row.answered_on) == ("asked", True, None)
    notice = Notice.objects.get(person=office.mother)
    herself = as_actor(resident(office.mother.pk))
    shown = herself.get(notice.link).content.decode()
    assert "Saya masih hidup" in shown
    assert "Rina Wati" not in shown  # who reported is the office's to know
    assert as_actor(resident(office.father.pk)).get(notice.link).status_code == 404
    herself = as_actor(resident(office.mother.pk))
    assert [herself.post(notice.link).status_code for _press in range(2)] == [302, 302]
    row.refresh_from_db()
    office.mother.refresh_from_db()
    assert (row.state, office.mother.is_living) == ("denied", True)
    assert row.steps.filter(move="deny").count() == 1
    assert "Rina Wati" in as_actor(office.operator).get(page(row, "case")).content.decode()


def test_silence_of_the_one_who_was_asked_closes_nothing(office: Office) -> None:
    row = ask_person(office.operator, case=office.report("kematian"), person=office.mother)
    folk_change(row, step_due=today() - timedelta(days=1))
    row = ACTS["climb"](system(), case=row)
    assert (row.state, row.level) == ("asked", 1)
    office.mother.refresh_from_db()
    assert office.mother.is_living


def folk_change(row: VitalReport, **values: object) -> None:
    """Let time pass."""
    from pendopo.accounts.tests import folk

    folk.change(row, **values)


def system() -> Actor:
    """The clock."""
    from pendopo.kernel.actor import system_actor

    return system_actor("clock")


def test_nobody_of_another_village_is_asked_or_found(office: Office, as_actor: SignIn) -> None:
    from pendopo.people.tests import crowd

    crowd.neighbour()
    there = Person.objects.get(village_code=ELSEWHERE)
    row = office.report("kematian", who="Tetangga")
    desk = as_actor(office.operator)
    shown = desk.get(page(row))
    assert "Tidak ada yang bernama itu" in shown.content.decode()
    assert desk.get(f"{page(row)}?orang={there.pk}").status_code == 404
    assert desk.post(f"{page(row, 'ask_person')}?orang={there.pk}").status_code == 404
    with pytest.raises(NotFound):
        ask_person(office.operator, case=row, person=there)
    powers = [Power(one, area) for one in BOTH for area in (TARAJU, ELSEWHERE)]
    of_both = replace(officer(), powers=frozenset(powers))
    assert as_actor(of_both).get(f"{page(row)}?orang={there.pk}").status_code == 404
    with pytest.raises(NotFound):
        ACTS["enter"](of_both, case=row, event={"person": there, "on": row.on}, values={"evidence": "letter"})
    there.refresh_from_db()
    assert there.is_living
    other = officer("vital.read", "vital.check", area=ELSEWHERE)
    assert as_actor(other).get(page(row)).status_code == 404


def test_the_one_who_reports_never_hears_whether_somebody_is_in_the_register(
    office: Office, as_actor: SignIn
) -> None:
    answers = []
    for who in ("Neneng Hasanah", "Bukan Siapa Siapa"):
        form = {
            "who": who,
            "on": f"{today():%d-%m-%Y}",
            "proof": "none",
            "form_key": str(uuid.uuid4()),
            "kirim": "1",
        }
        named = {"name": "Rina Wati", "address": "Bandung", "contact": "0812000111"}
        sent = as_actor(ANONYMOUS).post(reverse("vital-report-ask-kematian"), {**form, **named})
        answers.append((sent.status_code, len(sent.content)))
    assert answers[0] == answers[1] == (302, 0)


def test_a_double_click_is_one_report(office: Office) -> None:
    key = uuid.uuid4()
    assert office.report("kelahiran", form_key=key).pk == office.report("kelahiran", form_key=key).pk


def test_a_day_to_come_is_refused_on_its_field_and_bars_the_press(office: Office, as_actor: SignIn) -> None:
    tomorrow = today() + timedelta(days=1)
    form = {"who": "Neneng", "on": f"{tomorrow:%d-%m-%Y}", "proof": "none", "form_key": str(uuid.uuid4())}
    sent = as_actor(resident(office.father.pk)).post(reverse("vital-report-ask-kematian"), form)
    assert sent.status_code == 422
    assert sent.context["form"].errors["on"]
    row = office.report("kematian", on=tomorrow)  # past the page
    with pytest.raises(Refusal):
        ACTS["enter"](office.operator, case=row, event={}, values={"evidence": "letter"})
    assert page(row) not in as_actor(office.operator).get(page(row, "case")).content.decode()


@pytest.mark.parametrize(
    ("event", "late"), [("kelahiran", 60), ("kematian", 30), ("kedatangan", 30), ("kepindahan", 30)]
)
def test_a_late_report_is_shown_as_late_and_taken(
    office: Office, as_actor: SignIn, event: str, late: int
) -> None:
    in_time, too_late = (office.report(event, on=today() - timedelta(days=days)) for days in (late, late + 2))
    desk = as_actor(office.operator)
    assert "Terlambat" not in desk.get(page(in_time, "case")).content.decode()
    assert "Terlambat 2 hari, tetap diterima" in desk.get(page(too_late, "case")).content.decode()


def test_a_late_birth_wants_a_reason_and_is_written_down(office: Office, as_actor: SignIn) -> None:
    row = office.report("kelahiran", on=today() - timedelta(days=70))
    desk = as_actor(office.operator)
    assert "terlambat 10 hari" in desk.get(page(row)).content.decode()
    assert press(desk, page(row)) == 422
    assert press(desk, page(row), **{"periksa-reason": "Ibu baru pulang dari rantau."}) == 302


def test_the_term_is_that_of_the_day_of_the_event(office: Office, as_actor: SignIn) -> None:
    from pendopo.kernel.operations import set_rule
    from pendopo.people.rules.registering import BIRTH_DAYS

    set_rule(
        system(),
        area=TARAJU,
        key=BIRTH_DAYS,
        value=90,
        legal_basis="coba",
        valid_from=today() - timedelta(days=1),
    )
    row = office.report("kelahiran", on=today() - timedelta(days=70))
    assert "Terlambat 10 hari" in as_actor(office.operator).get(page(row, "case")).content.decode()


def test_what_the_register_refuses_stands_on_the_page_and_the_report_stays(
    office: Office, as_actor: SignIn
) -> None:
    gone = office.report("kematian")
    desk = as_actor(office.operator)
    press(desk, page(gone), **{"bukti-evidence": "letter"})
    again = office.report("kematian", ANONYMOUS)
    found = desk.get(page(again))  # nobody alive of that name: it is asked who is meant
    assert "Meninggal" in found.content.decode() or "Mati" in found.content.decode()
    where = f"{page(again)}?orang={office.mother.pk}"
    sent = desk.get(where).context["wizard"].data.dict()
    sent |= {"bukti-ada": "1", "bukti-evidence": "letter", "ke": "simpan"}
    refused = desk.post(where, sent)
    assert refused.status_code == 422
    assert "sudah tercatat meninggal" in refused.content.decode()
    again.refresh_from_db()
    assert again.state == "reported"
    moved = office.report("kepindahan", ANONYMOUS)
    assert desk.get(page(moved)).templates[0].name == "vital/find.html"


def test_somebody_who_lives_here_already_is_seen_before_he_arrives(office: Office, as_actor: SignIn) -> None:
    row = office.report("kedatangan", who="Neneng Hasanah")
    shown = as_actor(office.operator).get(page(row)).content.decode()
    assert "sudah tercatat tinggal di sini" in shown
    fresh = office.report("kedatangan")
    assert "sudah tercatat tinggal di sini" not in as_actor(office.operator).get(page(fresh)).content.decode()


def test_an_arrival_is_filled_in_and_becomes_a_resident(office: Office, as_actor: SignIn) -> None:
    row = office.report("kedatangan")
    where = f"{page(row)}?cara=sendiri"
    desk = as_actor(office.operator)
    shown = desk.get(where)
    wizard = shown.context["wizard"]
    assert wizard.step.key == "orang"  # the sex is not known
    assert (wizard.data["asal-origin"], wizard.data["orang-name"]) == (
        "Cikalong, Tasikmalaya",
        "Tatang Sutisna",
    )
    area = wizard.forms["tempat"].fields["area"].choices[1][0]
    more = {"orang-sex": "1", "orang-birth_date": "01-02-1980", "tempat-area": str(area)}
    assert press(desk, where, **more) == 302
    row.refresh_from_db()
    assert Person.objects.get(pk=str(row.about)).name == "Tatang Sutisna"


def test_a_departure_becomes_an_event(office: Office, as_actor: SignIn) -> None:
    row = office.report("kepindahan")
    more = {"kepindahan-move_class": "4", "kepindahan-move_reason": "1"}
    assert press(as_actor(office.operator), page(row), **more) == 302
    office.mother.refresh_from_db()
    assert not office.mother.is_living


def test_a_wrong_datum_is_put_right_in_the_reporters_own_data(office: Office, as_actor: SignIn) -> None:
    row = office.report("data-keliru")
    desk = as_actor(office.operator)
    assert press(desk, page(row)) == 302
    office.father.refresh_from_db()
    row.refresh_from_db()
    assert (office.father.religion, row.state) == (1, "entered")
    assert PopulationEvent.objects.filter(person=office.father, kind=EventKind.CORRECTION).count() == 1


def test_a_returned_report_is_put_right_and_a_withdrawn_one_ends(office: Office, as_actor: SignIn) -> None:
    row = office.report("kelahiran")
    shown = as_actor(office.operator).get(page(row, "case")).content.decode()
    assert "Nama ibu" in shown
    assert "Alamat asal atau tujuan" not in shown  # only what this sort of report asks
    ACTS["return"](office.operator, case=row, marked=("mother",), reason="Nama ibu seperti di KTP.")
    me = as_actor(resident(office.father.pk))
    where = reverse("vital-report-complete", args=[row.pk])
    assert "who" not in me.get(where).context["form"].fields
    values = {**said("kelahiran"), "on": row.on, "mother": "Neneng Hasanah binti Oman"}
    row = ACTS["complete"](resident(office.father.pk), case=row, values=values)
    assert (row.state, row.mother) == ("reported", "Neneng Hasanah binti Oman")
    row = ACTS["withdraw"](resident(office.father.pk), case=row)
    assert row.state == "withdrawn"
    with pytest.raises(Refusal):
        ACTS["settle"](office.operator, case=row, reason="x")


def test_a_midwife_sees_her_own_reports_and_nobody_elses(office: Office, as_actor: SignIn) -> None:
    office.report("kematian")
    hers = as_actor(office.midwife)
    form = {
        **VALUES["kelahiran"],
        "on": f"{today():%d-%m-%Y}",
        "proof": "photo",
        "form_key": str(uuid.uuid4()),
    }
    sent = [
        hers.post(reverse("vital-report-field-kelahiran"), form).headers["Location"] for _click in range(2)
    ]
    assert sent[0] == sent[1]
    row = VitalReport.objects.get(event="kelahiran")
    assert "Asep Surya" in hers.get(sent[0]).content.decode()
    listed = hers.get(reverse("vital-report-field")).content.decode()
    assert row.receipt in listed
    assert listed.count("/resi/") == 1
    assert hers.get(page(row, "case")).status_code == 404
    assert as_actor(office.rt_head).get(reverse("vital-report-field")).content.decode().count("/resi/") == 0


def test_the_head_of_an_rt_reports_with_the_area_of_his_rt(office: Office, as_actor: SignIn) -> None:
    his = as_actor(office.rt_head)
    form = {**VALUES["kematian"], "on": f"{today():%d-%m-%Y}", "proof": "none", "form_key": str(uuid.uuid4())}
    assert his.post(reverse("vital-report-field-kematian"), form).status_code == 302
    row = VitalReport.objects.get()
    assert (row.area_code, row.asked_by_id) == (TARAJU, office.rt_head.id)
    with pytest.raises(Refusal):
        report_from_field(office.rt_head, area=TARAJU, form_key=uuid.uuid4(), values=said("kematian"))
    ACTS["return"](office.operator, case=row, marked=("who",), reason="Siapa?")
    assert "Kematian, Menunggu kelengkapan" in his.get("/meja/").content.decode()


def test_a_paper_is_keyed_in_with_the_day_on_which_it_came(office: Office, as_actor: SignIn) -> None:
    counter = as_actor(office.operator)
    assert "Kelahiran" in counter.get("/meja/lapor-peristiwa/catat/").content.decode()
    on = today() - timedelta(days=4)
    form = {
        **VALUES["kelahiran"], "on": f"{on:%d-%m-%Y}", "proof": "bring", "form_key": str(uuid.uuid4()), "kirim": "1",
        "on_paper": f"{today() - timedelta(days=2):%d-%m-%Y}", "name": "Rina Wati", "address": "Bandung",
        "contact": "0812", "paper": scan(),
    }  # fmt: skip
    sent = counter.post("/meja/lapor-peristiwa/catat/kelahiran/", form)
    assert sent.status_code == 302, sent.content.decode()[:2000]
    row = VitalReport.objects.get()
    assert (row.channel, row.asked_on, row.event) == ("paper", today() - timedelta(days=2), "kelahiran")
    assert [one.key for one in row.papers.all()] == ["asked"]
    counter.post(
        "/meja/lapor-peristiwa/catat/kelahiran/", {**form, "paper": scan()}
    )  # the second of two clicks
    assert row.papers.count() == 1


def test_every_sort_has_a_blank_form_with_its_own_questions(office: Office, as_actor: SignIn) -> None:
    from pendopo.cases.queries.blanks import public_blank

    me = as_actor(ANONYMOUS)
    assert public_blank(FLOW, "kelahiran").startswith(b"%PDF")
    for key, _words in FLOW.sorts:
        where = f"/lapor-peristiwa/{key}/formulir/"
        assert where in me.get(f"/lapor-peristiwa/{key}/").content.decode()
    with pytest.raises(KeyError):
        public_blank(FLOW, "lain")


def test_addresses_used_from_outside_stay(office: Office, as_actor: SignIn) -> None:
    me = as_actor(resident(office.father.pk))
    assert "Data yang keliru" in me.get("/lapor-peristiwa/").content.decode()
    for word in ("kelahiran", "kematian", "kedatangan", "kepindahan", "data-keliru"):
        assert me.get(f"/lapor-peristiwa/{word}/").status_code == 200
    assert me.get("/lapor-peristiwa/ajukan/").headers["Location"] == "/lapor-peristiwa/"


def test_only_whoever_it_concerns_may_deny(office: Office) -> None:
    row = office.report("kematian")
    with pytest.raises(NotFound):
        answer_report(resident(office.mother.pk), case=row)  # nobody has asked her
    row = ask_person(office.operator, case=row, person=office.mother)
    with pytest.raises(NotFound):
        answer_report(resident(office.father.pk), case=row)


def test_the_register_and_the_report_change_together_or_not_at_all(
    office: Office, as_actor: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pendopo.vital import operations

    row = office.report("kelahiran")

    def fails(*_given: object, **_more: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(operations, "carry_out", fails)
    with pytest.raises(RuntimeError):
        press(as_actor(office.operator), page(row))
    row.refresh_from_db()
    assert row.state == "reported"
    assert not PopulationEvent.objects.filter(kind=EventKind.BIRTH).exists()
