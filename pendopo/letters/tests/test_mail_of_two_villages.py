"""The register of mail of two villages of one site: no line, and no delivery, is taken for the other's."""

import pytest
from django.conf import LazySettings

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.operations.signing import hand_over, sign_request
from pendopo.letters.tests.office import SETUP, TARAJU, Office, seen
from pendopo.mail.operations.register import receive_mail
from pendopo.mail.queries import book_page
from pendopo.mail.rules.permissions import READ
from pendopo.mail.tests.test_mail import mail
from pendopo.people.tests import crowd

pytestmark = pytest.mark.django_db
THERE = crowd.ELSEWHERE


def test_a_form_of_another_village_is_none_of_ours() -> None:
    for code in (THERE, TARAJU):
        crowd.village(code)
    given = mail()
    receive_mail(SETUP, village=THERE, mail=given)
    with pytest.raises(NotFound):
        receive_mail(SETUP, village=TARAJU, mail=given)


def test_the_book_of_deliveries_is_that_of_one_village(office: Office, settings: LazySettings) -> None:
    crowd.village(THERE)
    wide, part = crowd.officer(READ, area="32"), crowd.officer(READ, area=f"{TARAJU}.01")
    hand_over(office.operator, case=sign_request(office.head, case=seen(office)), received_by="Dadang")

    def lines(actor: Actor) -> int:
        page = book_page(actor, "ekspedisi").page
        assert page is not None
        return page.paginator.count

    settings.PENDOPO_VILLAGE = TARAJU
    assert [lines(wide), lines(part)] == [1, 0]
    settings.PENDOPO_VILLAGE = THERE
    assert lines(wide) == 0
