"""The one space of codes: every kind that a domain brings leads a real row's paper to its page, nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from pendopo.disclosure.tests import office as disclosure
from pendopo.district.tests import office as district
from pendopo.documents import rules
from pendopo.documents.queries import public_page_of_code
from pendopo.documents.rules import (
    CodeForm,
    CodeKind,
    clashes,
    code_kinds,
    new_code,
    new_number,
    readings,
    require_one_space,
)
from pendopo.kernel import clock
from pendopo.kernel.domains import SwitchState
from pendopo.letters.models import LetterDocument
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.rules.verification import short_code
from pendopo.letters.tests.office import ask, open_office, seen
from pendopo.places.operations import set_switch
from pendopo.places.rules.permissions import SET_SWITCH
from pendopo.places.rules.switches import Setting
from pendopo.vital.tests import office as vital
from tests.making import TARAJU, officer

pytestmark = pytest.mark.django_db
MISSING = "tidak ada di situs ini"


@dataclass(frozen=True)
class Paper:
    """What stands on a paper of the village, and the page that it leads to."""

    printed: str
    page: str


def _letter() -> Paper:
    office = open_office()
    document = LetterDocument.objects.get(request=sign_request(office.head, case=seen(office)))
    page = reverse("letters-verify", args=[document.code_text])
    return Paper(short_code(bytes.fromhex(document.token)), page)


def _receipt() -> Paper:
    number = str(ask(open_office()).receipt)
    return Paper(number, f"{reverse('receipts')}?nomor={number}")


def _information() -> Paper:
    number = str(disclosure.open_office().ask().receipt)
    return Paper(number, f"{reverse('receipts')}?nomor={number}")


def _report() -> Paper:
    number = str(vital.open_office().report("kelahiran").receipt)
    return Paper(number, f"{reverse('receipts')}?nomor={number}")


def _countersigned() -> Paper:
    number = str(district.open_office().ask().receipt)
    return Paper(number, f"{reverse('receipts')}?nomor={number}")


# One line a kind; a domain that brings a kind adds the paper of a row of its own.
PAPERS: dict[tuple[str, str], Callable[[], Paper]] = {
    ("V", "bare"): _letter,
    ("S", "number"): _receipt,
    ("I", "number"): _information,
    ("C", "number"): _countersigned,
    ("P", "number"): _report,
}


@pytest.fixture
def uploads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


@pytest.fixture(params=sorted(PAPERS), ids="-".join)
def paper(request: pytest.FixtureRequest, uploads: None) -> Paper:
    return PAPERS[request.param]()


def typed(printed: str) -> Iterator[str]:
    """As people type a code from paper, and as a camera reads it."""
    yield from (printed, printed.lower(), printed.replace("-", " "), f"  {printed.replace('-', '')}\n")
    yield printed.replace("-", "–").replace("0", "o").replace("1", "l")
    yield printed.replace("1", "I").replace("0", "O")


def made_up(kind: CodeKind) -> str:
    """A code of a kind that no domain has given."""
    if kind.form is CodeForm.NUMBER:
        return new_number(kind.mark, clock.today())
    return ("" if kind.form is CodeForm.BARE else kind.mark) + new_code(kind.signs)


def test_every_kind_has_a_paper_here() -> None:
    assert {(kind.mark, kind.form.value) for kind in code_kinds()} == set(PAPERS)


def test_a_paper_of_every_kind_leads_to_its_page_however_it_is_typed(paper: Paper, client: Client) -> None:
    for text in typed(paper.printed):
        answer = client.post(reverse("code"), {"kode": text})
        assert (answer.status_code, answer.headers.get("Location")) == (302, paper.page), text
    assert client.get(paper.page).status_code == 200
    one_less = paper.printed[:-1]
    assert client.post(reverse("code"), {"kode": one_less}).status_code == 404


def test_the_address_in_a_qr_code_leads_there_too(uploads: None, client: Client) -> None:
    paper = _letter()
    for address in (f"/V/{paper.printed}", f"/V/{paper.printed.lower()}"):
        assert client.get(address)["Location"] == paper.page
    for pasted in (
        f"https://x.desa.id/V/{paper.printed}",
        f"https://x.desa.id{paper.page}",
        f"v/{paper.printed}",
    ):
        assert client.post(reverse("code"), {"kode": pasted})["Location"] == paper.page
    assert client.get(reverse("letters-verification"), {"kode": paper.printed}, follow=True).redirect_chain[
        -1
    ] == (
        paper.page,
        302,
    )


def test_a_receipts_address_leads_to_the_page_that_asks_and_never_past_its_secret(client: Client) -> None:
    row = ask(open_office())
    address = reverse("letters-status", args=[row.receipt, row.secret])
    there = public_page_of_code(f"https://x.desa.id{address}")
    assert there is not None and str(row.secret) not in there
    assert f'value="{row.receipt}"' in client.get(there).content.decode()
    # A number that was never given is led on just the same: only the secret tells.
    other = made_up(next(kind for kind in code_kinds() if (kind.mark, kind.form) == ("S", CodeForm.NUMBER)))
    assert public_page_of_code(other) == there.replace(str(row.receipt), other)


@pytest.mark.parametrize(
    "kind", [kind for kind in code_kinds() if kind.form is not CodeForm.NUMBER], ids=lambda k: k.mark
)
def test_a_code_that_nobody_was_given_is_answered_kindly(kind: CodeKind, client: Client) -> None:
    code = made_up(kind)
    answers = [client.post(reverse("code"), {"kode": code}), client.get(f"/{kind.mark}/{code}")]
    for answer in answers:
        text = answer.content.decode()
        assert (
            answer.status_code == 404 and MISSING in text and "kantor desa" in text and 'name="kode"' in text
        )


@pytest.mark.parametrize(
    "asked",
    [
        "1",
        "0" * 26,
        "A" * 26,
        "U" * 26,
        "x" * 1400,
        "☺" * 26,
        "3206131708850001",
        "S2613-7K4M9Q",
        "//?#",
        "V/",
    ],
)
def test_whatever_is_typed_gets_an_answer(asked: str, client: Client) -> None:
    answer = client.post(reverse("code"), {"kode": asked})
    assert answer.status_code == 404 and MISSING in answer.content.decode()


def test_an_empty_field_and_an_unknown_mark(client: Client) -> None:
    assert client.post(reverse("code"), {"kode": " "}).status_code == 422
    assert client.get("/Q/7K4M9Q2X").status_code == 404
    assert client.get(reverse("code")).status_code == 200


def test_the_page_names_each_kind_with_its_own_page(client: Client) -> None:
    text = client.get(reverse("code")).content.decode()
    for kind in code_kinds():
        assert str(kind.title) in text and f'href="{reverse(kind.url_name)}"' in text


# --- the space itself, with the kinds that later domains bring


def brought(mark: str, form: CodeForm = CodeForm.MARKED, signs: int = 8) -> CodeKind:
    return CodeKind(mark, mark, "", lambda code: f"/{mark}{form}/{code}", "home", signs, form)


LATER = [brought("B"), brought("S"), brought("D", CodeForm.NUMBER, 10), brought("K", CodeForm.NUMBER, 10)]


def test_kinds_of_later_domains_have_their_place_beside_the_others() -> None:
    space = [*code_kinds(), *LATER]
    assert clashes(space) == []
    for kind in space:
        # No paper means two things: each typed form has one reading, by its own kind.
        found = [(other.mark, other.form) for _ in range(50) for other, _ in readings(made_up(kind), space)]
        assert set(found) == {(kind.mark, kind.form)} and len(found) == 50
    assert [where for where, _ in readings("https://x.id/S/7K4M9Q2X", space)] == [LATER[1]]
    assert [code for _, code in readings("b-7k4m 9q2x", space)] == ["7K4M9Q2X"]
    assert [code for _, code in readings("i2611 7k4m9q", space)] == ["I2611-7K4M9Q"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (brought("B"), brought("B", signs=9)),
        (brought("B"), brought("B", CodeForm.BARE, 12)),
        (brought("I"), brought("L")),
        (brought("B"), brought("C", CodeForm.BARE, 9)),
        (brought("S", CodeForm.NUMBER, 10), brought("S", CodeForm.NUMBER, 10)),
        (brought("S", CodeForm.NUMBER, 10), brought("S", signs=10)),
        (brought("S", CodeForm.NUMBER, 10), brought("Q", CodeForm.BARE, 11)),
    ],
)
def test_two_kinds_that_one_paper_could_mean_are_refused(one: CodeKind, other: CodeKind) -> None:
    assert len(clashes([one, other])) == len(clashes([other, one])) == 1
    assert clashes([one]) == clashes([other]) == []


@pytest.mark.parametrize("mark", ["", "b", "BB", "4", "-"])
def test_a_mark_is_one_capital_letter(mark: str) -> None:
    assert clashes([replace(LATER[0], mark=mark)])


def test_the_site_starts_only_with_one_space(monkeypatch: pytest.MonkeyPatch) -> None:
    require_one_space()
    monkeypatch.setattr(rules, "parts_of", lambda kind: [("a", LATER[0]), ("b", LATER[0])])
    with pytest.raises(RuntimeError, match="B"):
        require_one_space()


def test_nothing_leads_anywhere_past_the_answer_of_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def nowhere(code: str) -> None:
        asked.append(code)

    silent = [replace(kind, where=nowhere) for kind in (*code_kinds(), *LATER)]
    monkeypatch.setattr(rules, "parts_of", lambda part: [("", kind) for kind in silent])
    assert [public_page_of_code(made_up(kind)) for kind in silent] == [None] * len(silent)
    assert len(asked) == len(silent)


def test_a_closed_service_is_not_named_but_letters_are_still_checked(client: Client) -> None:
    open_office()
    setting = Setting(SwitchState.CLOSED, "Tutup sampai Senin.", clock.today())
    set_switch(officer(SET_SWITCH), village=TARAJU, domain="letters", setting=setting)
    text = client.get(reverse("code")).content.decode()
    assert f'href="{reverse("letters-verification")}"' in text and reverse("letters-status-form") not in text
