"""Who signs as what today: by the post that an account holds, never by its name."""

from collections.abc import Sequence

from pendopo.accounts.queries.posts import posts_held
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.letters.rules.authority import Holder, Signatory, VillageTitles, find_signatory
from pendopo.letters.rules.permissions import SIGN
from pendopo.places import queries as places


def signatory_for(
    actor: Actor, *, village: str, signers: Sequence[str], place: places.Village | None = None
) -> Signatory | None:
    """Say how an officer signs today by the posts that he holds, or that he may not."""
    if not actor.may(SIGN, village):
        return None
    own = posts_held(actor, village)
    held, titles = _office(village, place)
    return find_signatory(held, [one for one in held if one.post in own], titles, signers)


def likely_signatory(actor: Actor, village: str, signers: Sequence[str]) -> Signatory | None:
    """Say who would sign such a letter today: the first in office whom its type names."""
    held, titles = _office(village)
    for wanted in signers:
        for one in held:
            found = find_signatory(held, [one], titles, (wanted,))
            if found is not None:
                return found
    return None


def _office(village: str, place: places.Village | None = None) -> tuple[list[Holder], VillageTitles]:
    place = place or places.public_village(village)
    if place is None:
        return [], VillageTitles("", "")
    held = [
        Holder(row.name, row.position, row.kind, row.nip, row.niap, row.pk)
        for row in places.public_officials(village, on=clock.today())
    ]
    return held, VillageTitles(place.labels["village_head"], place.name)
