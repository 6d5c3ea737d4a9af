"""The demonstration's letters."""

from collections import Counter
from datetime import date

import pytest

from demo.letters import seed_letters
from demo.mail import seed_mail
from demo.seed import settle
from pendopo.letters.models import LetterRequest
from pendopo.mail.models import RegisterEntry
from tests.making import proven_address


@pytest.mark.django_db
def test_the_demo_has_requests_in_every_state() -> None:
    village = settle(families=60, on=date.today()).made.village
    proven_address(village)
    assert seed_letters(village) == LetterRequest.objects.count() >= 15
    states = Counter(LetterRequest.objects.values_list("state", flat=True))
    assert {
        "checking",
        "returned",
        "verifying",
        "signing",
        "signed",
        "handed",
        "refused",
        "objected",
        "upheld",
        "void",
    } <= set(states)
    seed_mail(village)
    assert RegisterEntry.objects.filter(book="incoming").count() == 1
    assert seed_letters(village) == 0
