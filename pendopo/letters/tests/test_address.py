"""No letter is signed before somebody has opened the site through the address that its code will carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel.actor import Actor
from pendopo.kernel.tests.steps import do
from pendopo.letters.models import LetterDocument, LetterRequest
from pendopo.letters.operations.document_refusals import DocumentRefused
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.tests import office as at
from pendopo.mail.models import RegisterEntry
from pendopo.places.models import VillageProfile
from tests.making import proven_address

SignIn = Callable[[Actor], Client]


@pytest.fixture
def unproven(office: at.Office) -> LetterRequest:
    """A letter that the head has looked at, in a village with a website and without a proven address."""
    row = at.seen(office)
    profile = VillageProfile.objects.get(area_code=at.TARAJU)
    profile.public_url, profile.public_url_tested_at = "", None
    profile.website = "https://berita.contoh.id"
    do(profile.save)
    return row


def test_nothing_is_signed_and_no_number_is_spent(
    office: at.Office, unproven: LetterRequest, as_actor: SignIn, settings: Any
) -> None:
    settings.PENDOPO_PUBLIC_URL = "http://testserver"  # named, and never opened
    with pytest.raises(DocumentRefused) as refused:
        sign_request(office.head, case=unproven)
    assert refused.value.code == "address_missing" and "Alamat situs" in str(refused.value)
    assert not RegisterEntry.objects.exists() and not LetterDocument.objects.exists()
    page = as_actor(office.head).get(reverse("letters-sign-confirm")).content.decode()
    assert "belum dapat ditandatangani" in page and reverse("places-address") in page
    said = (
        as_actor(office.head)
        .post(reverse("letters-sign-all"), {"surat": [str(unproven.pk)]})
        .content.decode()
    )
    assert "tetap menunggu" in said
    unproven.refresh_from_db()
    assert unproven.state == "signing"

    proven_address()
    assert sign_request(office.head, case=unproven).state == "signed"
    document = LetterDocument.objects.get(request=unproven)
    assert (document.number.split("/")[1], document.signed) == ("001", True)


def test_a_letter_carries_the_proven_address_and_no_other(office: at.Office) -> None:
    import io

    import pypdfium2
    import zxingcpp

    from pendopo.letters.queries.documents import document_of

    row = sign_request(office.head, case=at.seen(office))
    page = pypdfium2.PdfDocument(io.BytesIO(document_of(office.head, row.pk).content))[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert code.text.startswith("HTTP://TESTSERVER/V/")
