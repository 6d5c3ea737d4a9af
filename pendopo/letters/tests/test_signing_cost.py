"""What one signing asks of the database: nothing twice, and its entries in one go."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.accounts.operations import identify_officer
from pendopo.accounts.tests import folk
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.verify import verify
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.queries import types
from pendopo.letters.rules.content import parse_content
from pendopo.letters.tests.office import SETUP, TARAJU, Office, seen

pytestmark = pytest.mark.django_db
MOST = 30


def test_a_signing_asks_little_and_nothing_twice(office: Office) -> None:
    """With the kinship of a head who lives in the village, its frame (begin, commit) and three entries."""
    asep = folk.resident(nik="3206130101700009", kk_number="3206131234560009", name="Asep Suryana")
    identify_officer(SETUP, area=TARAJU, officer=office.users["head"], person=asep)
    sign_request(office.head, case=seen(office))  # the village's first letter makes its key
    row, before = seen(office), JournalEntry.objects.count()
    with (
        CaptureQueriesContext(connection) as asked,
        patch.object(types, "parse_content", wraps=parse_content) as parse,
    ):
        sign_request(office.head, case=row)
    texts = [query["sql"] for query in asked]
    assert len(texts) <= MOST, "\n".join(text[:150] for text in texts)
    for table in ("places_villageprofile", "places_emblem", "kernel_rule", "letters_officeridentity"):
        assert len([text for text in texts if f'FROM "{table}"' in text]) == 1, table
    assert parse.call_count == 1
    assert JournalEntry.objects.count() == before + 3
    assert verify().ok
