"""One officer as the desk shows him."""

from dataclasses import dataclass
from uuid import UUID

from pendopo.accounts.models import Grant, OneTimeLink, User
from pendopo.accounts.queries.changes import ChangeLine, changes_waiting, decides
from pendopo.accounts.queries.officers import GrantLine, _lines
from pendopo.accounts.rules.permissions import GRANT, READ
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people.queries.scope import in_areas


@dataclass(frozen=True)
class OfficerPage:
    """One officer with every grant he ever held, and the changes of his account that wait."""

    officer: User
    grants: list[GrantLine]
    may_manage: bool
    was_invited: bool
    decides: bool
    waiting: list[ChangeLine]


def officer_page(actor: Actor, officer_id: UUID) -> OfficerPage:
    """Return one officer of an office whose accounts the actor may read, with every grant he ever held."""
    user = User.objects.filter(in_areas(actor, READ), pk=officer_id).first()
    if user is None:
        raise NotFound
    grants = Grant.objects.filter(user=user).select_related("user", "granted_by").order_by("-valid_from")
    manages = actor.may(GRANT, user.area_code) and actor.id != user.pk
    waiting = [line for line in changes_waiting(actor) if line.change.user_id == user.pk] if manages else []
    invited = OneTimeLink.objects.filter(user=user).exists()
    return OfficerPage(user, _lines(grants), manages, invited, decides(actor, user), waiting)
