"""A request to a kecamatan: the village's letter is looked at, the camat signs, and another kecamatan hears nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.cases.operations.refusals import CaseRefused
from pendopo.cases.queries.desk import cases_waiting, desk_case
from pendopo.cases.queries.kinds import contradictions, public_kind
from pendopo.cases.queries.standing import needs_paper
from pendopo.district.models import DistrictRequest
from pendopo.district.operations import ACTS, DistrictRefused
from pendopo.district.queries import sheet_of
from pendopo.district.rules.flow import REQUEST
from pendopo.district.tests.office import DISTRICT, NEXT, TARAJU, Office, scan
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.letters.operations.signing import void_letter
from pendopo.mail.models import RegisterEntry
from pendopo.notices.models import Notice
from pendopo.press.page import render_pdf
from tests.making import officer

SignIn = Callable[[Actor], Client]


def test_the_camat_signs_below_a_letter_that_the_village_signed_here(office: Office) -> None:
    row = office.check(office.ask())
    assert (row.state, row.seen) == ("signing", "code")
    row = ACTS["sign"](office.camat, case=row)
    assert (row.state, row.signed_on) == ("signed", clock.today())
    assert f"/001/{DISTRICT}/" in row.number
    assert RegisterEntry.objects.get(request_id=row.pk).area_code == DISTRICT
    told = Notice.objects.get(person_id=office.village.person.pk, subject__contains=row.receipt)
    assert "kantor kecamatan" in told.body
    row = ACTS["hand_over"](office.clerk, case=row)
    assert row.state == "handed"


def test_each_kecamatan_counts_for_itself_and_no_number_is_given_twice(office: Office) -> None:
    first, second = (ACTS["sign"](office.camat, case=office.check(office.ask())) for _ in range(2))
    assert [row.number.split("/")[1] for row in (first, second)] == ["001", "002"]
    assert office.letter.number.split("/")[1] == "001"  # the village's own register goes on as it was
    with pytest.raises(Refusal):
        ACTS["sign"](office.camat, case=first)


def test_a_code_that_fits_no_letter_of_that_village_is_refused_and_a_paper_wants_its_scan(
    office: Office,
) -> None:
    row = office.ask(values={"letter": "475/12/Ds/2026"})
    with pytest.raises(DistrictRefused, match="tidak tercatat"):
        office.check(row)
    with pytest.raises(DistrictRefused, match="pindaian"):
        office.check(row, "paper")
    row = office.check(row, "paper", scan())
    assert (row.state, row.papers.count()) == ("signing", 1)
    assert ACTS["sign"](office.camat, case=row).number


def test_the_letter_of_another_village_does_not_fit(office: Office) -> None:
    other = ACTS["record"](
        officer("district.record", area="32.06.13.2002"),
        village="32.06.13.2002",
        form_key="018f6f52-0000-7000-8000-000000000001",
        values={"service": "mengetahui", "letter": office.code, "purpose": "x"},
        named={"name": "Ujang", "contact": "0812"},
    )
    with pytest.raises(DistrictRefused, match="tidak tercatat"):
        office.check(other)


def test_a_letter_that_was_declared_void_meanwhile_bars_the_camat(office: Office) -> None:
    row = office.check(office.ask())
    void_letter(office.village.head, case=office.letter.request, ground="wrong_content", reason="salah nama")
    assert "dibatalkan" in contradictions(REQUEST, row)[0]
    with pytest.raises(CaseRefused):
        ACTS["sign"](office.camat, case=row)
    with pytest.raises(DistrictRefused, match="dibatalkan"):
        office.check(office.ask())


@pytest.mark.parametrize(
    ("days", "barred"), [(3, ""), (40, "tidak diperlukan"), (-1, "sudah lewat"), (None, "belum diisi")]
)
def test_a_dispensation_is_for_a_wedding_in_less_than_ten_working_days(
    office: Office, days: int | None, barred: str
) -> None:
    wedding = "" if days is None else clock.today() + timedelta(days=days)
    row = office.check(office.ask(values={"service": "dispensasi-nikah", "wedding": wedding}))
    row = DistrictRequest.objects.get(pk=row.pk)
    said = contradictions(REQUEST, row)
    assert bool(said) == bool(barred) and all(barred in one for one in said)
    if barred:
        with pytest.raises(CaseRefused):
            ACTS["sign"](office.camat, case=row)
    else:
        page = sheet_of(office.camat, ACTS["sign"](office.camat, case=row).pk)
        assert page.title == "SURAT DISPENSASI NIKAH" and page.values["hari_nikah"]


def test_its_page_has_the_head_of_the_kecamatan(office: Office) -> None:
    with pytest.raises(NotFound):
        sheet_of(office.camat, office.ask().pk)
    page = sheet_of(office.camat, ACTS["sign"](office.camat, case=office.check(office.ask())).pk)
    assert page.letterhead is not None
    assert page.letterhead.lines == ("Pemerintah Kabupaten Tasikmalaya", "Kecamatan Taraju")
    assert page.signatory.lines == ("Camat Taraju,",)
    assert page.values["nomor_surat"] == office.letter.number
    assert render_pdf(page).startswith(b"%PDF")


def test_another_kecamatan_sees_and_does_nothing(office: Office, as_actor: SignIn) -> None:
    row = office.check(office.ask())
    kind = public_kind(REQUEST)
    for read in (desk_case, lambda actor, _, pk: sheet_of(actor, pk)):
        with pytest.raises(NotFound):
            read(office.next_door, kind, row.pk)
    with pytest.raises(NotPermitted):
        ACTS["sign"](office.next_door, case=row)
    assert not list(cases_waiting(office.next_door, kind))
    assert len(cases_waiting(office.camat, kind)) == 1
    page = reverse("district-request-case", args=[row.pk])
    assert as_actor(office.next_door).get(page, follow=True).status_code == 404
    assert as_actor(office.camat).get(f"/d/{TARAJU}{page}").status_code == 200


def test_the_kecamatan_writes_down_at_its_own_counter_and_the_village_cannot_sign(office: Office) -> None:
    given = {"service": "rekomendasi", "letter": office.code, "purpose": "proposal"}
    row = ACTS["record"](
        office.clerk,
        village=TARAJU,
        form_key="018f6f52-0000-7000-8000-000000000002",
        values=given,
        named={"name": "Ujang", "contact": "0812"},
    )
    assert row.state == "asked"
    with pytest.raises(NotPermitted):
        ACTS["check"](office.village.operator, case=row, values={"seen": "code"})
    with pytest.raises(NotPermitted):
        ACTS["sign"](office.village.head, case=office.check(row))


def test_without_a_camat_on_this_site_the_request_is_carried_on_paper(office: Office) -> None:
    row = office.ask()
    assert not needs_paper(REQUEST, row)
    from pendopo.accounts.models import Grant
    from tests.making import remove

    for grant in Grant.objects.filter(area_code=DISTRICT):
        remove(grant)
    assert needs_paper(REQUEST, row)


def test_the_list_of_services_is_public_and_its_days_are_the_kecamatans(office: Office) -> None:
    page = Client().get(f"/kantor/{DISTRICT}/layanan/").content.decode()
    for words in (
        "Mengetahui surat desa atau kelurahan",
        "Dispensasi nikah",
        "Gratis",
        "3 hari kerja",
        "Kecamatan Taraju",
    ):
        assert words in page
    assert Client().get("/kantor/32.06/layanan/").status_code == 404
    assert Client().get(f"/kantor/{NEXT}/layanan/").status_code == 200


def test_a_resident_asks_looks_and_sends(office: Office, as_actor: SignIn) -> None:
    browser, where = as_actor(office.village.resident), f"/d/{TARAJU}{reverse('district-request-ask')}"
    page: Any = browser.get(where)
    assert page.status_code == 200 and "Dispensasi nikah" in page.content.decode()
    key = "018f6f52-0000-7000-8000-000000000003"
    sent = {"form_key": key, "service": "mengetahui", "letter": office.code, "purpose": "izin keramaian"}
    assert office.code in browser.post(where, sent).content.decode()
    answer = browser.post(where, {**sent, "kirim": "1"}, follow=True)
    assert answer.status_code == 200 and DistrictRequest.objects.get().receipt in answer.content.decode()
