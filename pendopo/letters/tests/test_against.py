"""What the register says against a request: red at every desk, and nothing is signed until it is put right."""

from typing import Any

import pytest

from pendopo.accounts.tests import folk
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.signing import look_at, sign_batch, sign_request
from pendopo.letters.queries.desk import desk_request
from pendopo.letters.tests.office import Office, ask, seen, verified
from pendopo.mail.models import RegisterEntry

pytestmark = pytest.mark.django_db


def against(office: Office, row: LetterRequest) -> str:
    """What every desk reads in red, the same at each."""
    desks = [
        desk_request(one, row.pk).case.against for one in (office.operator, office.secretary, office.head)
    ]
    assert desks[0] == desks[1] == desks[2]
    return " ".join(desks[0])


def names(office: Office) -> dict[str, Any]:
    return {"id": str(office.neighbour.pk), "name": office.neighbour.name, "nik": ""}


@pytest.mark.parametrize("status", [2, 3])
def test_nothing_is_signed_for_who_died_or_moved_meanwhile(office: Office, status: int) -> None:
    row = seen(office)
    folk.change(office.person, basic_status=status)
    assert office.person.name in against(office, row)
    with pytest.raises(CaseRefused) as refusal:
        sign_request(office.head, case=row)
    assert refusal.value.code == "contradicted"
    result = sign_batch(office.head, requests=[row])
    assert not result.signed
    assert "bertentangan" in result.failed[0][1]
    assert not RegisterEntry.objects.exists()
    folk.change(office.person, basic_status=1)
    assert sign_request(office.head, case=row).state == "signed"


def test_nobody_is_named_who_died_or_was_merged(office: Office) -> None:
    row = seen(office, ask(office, key="kuasa", answers={"penerima": names(office)}))
    folk.change(office.neighbour, basic_status=3)
    assert against(office, row) == ""  # who moved away can still be named
    folk.change(office.neighbour, basic_status=2)
    assert "Neneng Hasanah pada isian" in against(office, row)
    with pytest.raises(CaseRefused):
        sign_request(office.head, case=row)


def test_a_letter_about_a_death_names_the_dead(office: Office) -> None:
    folk.change(office.neighbour, basic_status=2)
    row = seen(office, ask(office, key="kematian", answers={"almarhum": names(office)}))
    assert against(office, row) == ""
    assert sign_request(office.head, case=row).state == "signed"


@pytest.mark.parametrize(("year", "wrong"), [(-1, True), (0, False)])
def test_nobody_began_before_he_was_born(office: Office, year: int, wrong: bool) -> None:
    born = office.person.birth_date
    assert born is not None
    row = verified(office, ask(office, key="usaha", answers={"usaha_sejak": str(born.year + year)}))
    assert ("sebelum pemohon lahir" in against(office, row)) is wrong
    if wrong:
        with pytest.raises(CaseRefused):
            look_at(office.head, request=row)
