"""What a letter type is: its questions, papers, wording and rules, as plain data."""

import calendar
import json
import re
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta

from pendopo.people.rules.marker import gettext_noop as _
from pendopo.questions.rules.fields import Field, as_plain, named

# The head; the secretary for the head (a.n.); another official through the secretary (u.b.).
SIGNERS = ("head", "secretary", "other")
# Signing itself is always a step.
STEPS = {
    "check": _("Operator memeriksa syarat"),
    "verify": _("Sekretaris memverifikasi"),
}
UNITS = {"none": _("Tidak dibatasi"), "day": _("hari"), "month": _("bulan"), "year": _("tahun")}
LIFE_EVENTS = ("", "birth", "stillbirth", "death", "move_out", "move_in")
PAPERS = ("F4", "A4")
# Themes of the public list, in the order in which residents look for them.
GROUPS = {
    "umum": _("Surat umum dan pengantar"),
    "tinggal": _("Tempat tinggal dan kependudukan"),
    "peristiwa": _("Kelahiran, kematian, pindah, dan datang"),
    "nikah": _("Pernikahan dan keluarga"),
    "usaha": _("Usaha, kerja, dan penghasilan"),
    "bantuan": _("Bantuan dan kesejahteraan"),
    "harta": _("Tanah, waris, dan barang"),
    "acara": _("Keamanan, acara, dan perjalanan"),
    "dalam": _("Surat dalam kantor"),
}
# Letters of the office about itself: residents do not ask for them.
INTERNAL = "dalam"


@dataclass(frozen=True)
class Requirement:
    """A paper that a letter needs, and who supplies it."""

    key: str
    name: str
    supplier: str = ""
    required: bool = True


@dataclass(frozen=True)
class Standard:
    """The 14 components of a service standard (UU 25/2009 art. 21); requirements and fee come from the type itself."""

    legal_basis: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    product: str = ""
    facilities: str = ""
    competence: str = ""
    supervision: str = ""
    complaints: str = ""
    executors: str = ""
    guarantee: str = ""
    security: str = ""
    evaluation: str = ""


@dataclass(frozen=True)
class TypeContent:
    """Everything that one version of a letter type says."""

    key: str
    name: str
    title: str
    purpose: str
    template: str
    group: str = "umum"
    archive_code: str = ""
    fields: tuple[Field, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    validity_count: int = 0
    validity_unit: str = "none"
    signers: tuple[str, ...] = ("head", "secretary")
    online: bool = True
    fee: int = 0
    days: int = 0
    steps: tuple[str, ...] = ("check", "verify")
    paper: str = "F4"
    standard: Standard = field(default_factory=Standard)
    life_event: str = ""
    search: str = ""

    def as_dict(self) -> dict[str, object]:
        """Everything as JSON holds it: lists, not tuples, so that it reads back as it was written."""
        plain: dict[str, object] = json.loads(json.dumps(asdict(replace(self, fields=()))))
        return plain | {"fields": [as_plain(one) for one in self.fields]}

    def field(self, key: str) -> Field | None:
        """The question with a key."""
        return named(self.fields, key)


def valid_until(content: TypeContent, signed_on: date) -> date | None:
    """Say on which day a letter is valid for the last time; nothing for one without an end.

    A month ends on the same day of a later month, or on that month's last day (KUHPerdata knows no other rule for
    terms; the count itself is practice of the village and stands in the type).
    """
    count = content.validity_count
    if content.validity_unit == "none" or count <= 0:
        return None
    if content.validity_unit == "day":
        return signed_on + timedelta(days=count)
    months = count * 12 if content.validity_unit == "year" else count
    year, month = divmod(signed_on.year * 12 + signed_on.month - 1 + months, 12)
    return date(year, month + 1, min(signed_on.day, calendar.monthrange(year, month + 1)[1]))


def unused_questions(content: TypeContent) -> list[Field]:
    """List the questions that the wording never mentions: asked, and printed nowhere."""
    said = set(re.findall(r"[a-z0-9_]+", content.template))
    return [one for one in content.fields if one.key not in said]
