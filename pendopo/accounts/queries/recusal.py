"""The answer to the kernel's question whether an officer stands too near a matter (ADR 0039)."""

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.accounts.models import OfficerIdentity
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.accounts.queries.posts import said_of
from pendopo.accounts.rules.recusal import Kinship, nearest
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import Recused
from pendopo.people.queries.kin import ties_of

_NAMED: Final = 3


def too_near(actor: Actor, permission: str, area: str, persons: frozenset[UUID]) -> Recused | None:
    """Return why an officer may not act for these residents, with who else may; nothing where he may.

    An officer of whom nobody has said who he is, or who lives elsewhere, is kin of nobody.
    """
    own = said_of(actor)
    near = _nearest({own.person_id}, persons) if own is not None else {}
    if own is None or own.person_id not in near:
        return None
    code = "about_himself" if near[own.person_id] is Kinship.SELF else "about_kin"
    return Recused(code, others=_others(actor, permission, area, persons))


def recusal_in_words(actor: Actor, permission: str, area: str, persons: frozenset[UUID]) -> str:
    """Return for a page why an officer may not act for these residents, or an empty text."""
    found = too_near(actor, permission, area, persons) if actor.kind == "officer" else None
    return str(found) if found is not None else ""


def _nearest(officers: set[UUID | None], persons: frozenset[UUID]) -> dict[UUID | None, Kinship]:
    """Say for each of these residents, who are officers, how he is tied to the nearest of some people."""
    asked = {one for one in officers if one is not None}
    ties = ties_of(system_actor("recusal"), asked | persons)
    matter = [ties[one] for one in persons if one in ties]
    found = {one: nearest(ties[one], matter) for one in asked if one in ties}
    return {one: near for one, near in found.items() if near is not None}


def _others(actor: Actor, permission: str, area: str, persons: frozenset[UUID]) -> str:
    """Say who else may act here: those who hold the permission and are no kin themselves."""
    users = [
        user for user in officers_who_may(system_actor("recusal"), permission, area) if user.pk != actor.id
    ]
    rows = OfficerIdentity.objects.filter(officer__in=users, person__isnull=False)
    known = dict(rows.values_list("officer_id", "person_id"))
    near = _nearest(set(known.values()), persons)
    names = [user.name for user in users if known.get(user.pk) not in near][:_NAMED]
    if names:
        return _("Minta petugas lain: %(names)s.") % {"names": ", ".join(names)}
    return _(
        "Belum ada petugas lain yang berwenang. Minta kepala desa, sekretaris, pengelola situs, atau kecamatan"
        " memberi peran kepada petugas lain."
    )
