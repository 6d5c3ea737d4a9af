"""Who signs as what today, and for whom an officer may not sign."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.letters.models import OfficerIdentity
from pendopo.letters.rules.authority import Holder, Signatory, VillageTitles, find_signatory
from pendopo.letters.rules.permissions import SIGN
from pendopo.people.queries.kin import SELF, near_kin
from pendopo.places import queries as places


def signatory_for(actor: Actor, *, village: str, signers: Sequence[str]) -> Signatory | None:
    """This function will say how an officer signs today by the dated table of officials, or that he may not."""
    if not actor.may(SIGN, village):
        return None
    held, titles = _office(village)
    return find_signatory(held, actor.name, titles, signers)


def likely_signatory(actor: Actor, village: str, signers: Sequence[str]) -> Signatory | None:
    """This function will say who would sign such a letter today: the first in office whom its type names."""
    held, titles = _office(village)
    for wanted in signers:
        for one in held:
            found = find_signatory(held, one.name, titles, (wanted,))
            if found is not None:
                return found
    return None


def _office(village: str) -> tuple[list[Holder], VillageTitles]:
    place = places.public_village(village)
    if place is None:
        return [], VillageTitles("", "")
    held = [
        Holder(row.name, row.position, row.kind, row.nip, row.niap)
        for row in places.public_officials(village, on=clock.today())
    ]
    return held, VillageTitles(place.labels["village_head"], place.name)


def kin_problem(actor: Actor, *, officer: Actor, persons: Iterable[UUID]) -> str:
    """This function will name why an officer may not sign about these people, or answer nothing."""
    identity = OfficerIdentity.objects.filter(officer_id=officer.id).first()
    if identity is None:
        return "officer_unknown"
    if identity.person_id is None:
        return ""
    found = near_kin(actor, of=identity.person_id, among=persons)
    return {"": "", SELF: "about_himself"}.get(found, "about_kin")
