"""The office of these tests: a kecamatan with its staff, and a village whose head has signed a resident's letter."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from pendopo.accounts.tests import folk
from pendopo.cases.formats.papers import Paper
from pendopo.district.models import DistrictRequest
from pendopo.district.operations import ACTS
from pendopo.kernel.actor import Actor, system_actor
from pendopo.letters.models import LetterDocument
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.rules.verification import short_code
from pendopo.letters.tests import office as letters
from pendopo.people.tests import crowd
from pendopo.places import operations as places

TARAJU, NEIGHBOUR, DISTRICT, NEXT = "32.06.13.2001", "32.06.13.2002", "32.06.13", "32.06.14"
SETUP = system_actor("test")
SCAN = b"%PDF-1.7 surat"


@dataclass
class Office:
    """Everybody a test needs, and the code of the letter that the village has signed."""

    village: letters.Office
    clerk: Actor
    camat: Actor
    next_door: Actor
    letter: LetterDocument
    code: str

    def ask(self, **given: Any) -> DistrictRequest:
        """A resident asks for the camat's signature."""
        values = {
            "service": "mengetahui",
            "letter": self.code,
            "purpose": "izin keramaian",
            **given.pop("values", {}),
        }
        who = given.pop("who", self.village.resident)
        row: DistrictRequest = ACTS["ask"](who, village=TARAJU, form_key=uuid.uuid4(), values=values, **given)
        return row

    def check(self, row: DistrictRequest, seen: str = "code", paper: Any = None) -> DistrictRequest:
        """The clerk of the kecamatan looks at the letter."""
        checked: DistrictRequest = ACTS["check"](self.clerk, case=row, values={"seen": seen}, paper=paper)
        return checked


def scan() -> Paper:
    """A scan of a letter on paper."""
    return Paper(SCAN, "application/pdf", hashlib.sha256(SCAN).hexdigest())


def open_office() -> Office:
    """The kecamatan, its neighbour, and a village with a signed letter."""
    village = letters.open_office()
    crowd.village(NEIGHBOUR)
    crowd.village("32.06.14.2001")
    places.serve_area(SETUP, area="32.06")
    row = sign_request(village.head, case=letters.seen(village))
    document = LetterDocument.objects.get(request=row)
    staff = {
        key: folk.actor(folk.officer(key, role, area=area))
        for key, role, area in (
            ("loket", "kecamatan", DISTRICT), ("camat", "camat", DISTRICT), ("tetangga", "camat", NEXT),
        )
    }  # fmt: skip
    return Office(
        village,
        staff["loket"],
        staff["camat"],
        staff["tetangga"],
        document,
        short_code(bytes.fromhex(document.token)),
    )
