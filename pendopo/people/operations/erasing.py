"""Erasing what the journal keeps of one person; the chain stays whole and says that something was erased."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Refusal
from pendopo.kernel.operation import operation
from pendopo.kernel.operations import erase_images
from pendopo.people.models import Person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.queries.erasing import rows_of_person
from pendopo.people.rules.erasing import is_reason
from pendopo.people.rules.permissions import ERASE


class NothingToErase(Refusal):
    """Every image is gone already."""

    code = "nothing_to_erase"
    default = _("Tidak ada lagi salinan di jurnal. Tidak ada yang perlu dihapus.")


@operation(
    "people.person.erase_history",
    "Riwayat warga di jurnal dihapus",
    ERASE,
    "person",
    tiers={Tier.NATION, Tier.REGENCY, Tier.VILLAGE},
    recuse="person",
)
def erase_history(actor: Actor, *, person: Person, reason: str) -> int:
    """Erase every journalled image of a person and of what happened to the person (UU 27/2022
    art. 8 and 43); the register keeps its present row, the journal the fact that something was erased."""
    if not is_reason(reason):
        raise PeopleRefused("reason_missing")
    count = sum(
        erase_images(actor, area=person.village_code, row_id=row_id, reason=reason.strip())
        for row_id in rows_of_person(person)
    )
    if not count:
        raise NothingToErase
    return count
