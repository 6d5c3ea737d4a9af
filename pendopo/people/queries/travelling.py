"""Where a resident's own file is, and how its way is said in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.people.models import Transfer
from pendopo.people.rules.transfers import STATE_WORDS, TransferState
from pendopo.places import queries as places


@dataclass(frozen=True)
class OwnTransfer:
    """Where a resident's own file is."""

    state: str
    origin: str
    target: str
    ended_on: date | None
    refusal: str


def own_transfer(actor: Actor) -> OwnTransfer | None:
    """Return where the resident's own file is that was sent last, or nothing."""
    rows = Transfer.objects.filter(travellers__person_id__in=actor.own_rows)
    row = rows.order_by("-sent_at").first()
    if row is None:
        return None
    return OwnTransfer(_state(row), _title(row.area_code), _title(row.to_village), row.ended_on, row.refusal)


def _title(code: str) -> str:
    village = places.public_village(village_of(code))
    return village.title if village else village_of(code)


def _state(row: Transfer) -> str:
    return _(STATE_WORDS[TransferState(row.state)])
