"""Which officers hold a permission in an area today."""

from uuid import UUID

from django.db.models import Q

from pendopo.accounts.models import Grant, User
from pendopo.accounts.rules import roles
from pendopo.accounts.rules.permissions import READ
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound


def officers_who_may(actor: Actor, permission: str, area: str) -> list[User]:
    """Return the active officers whose roles give a permission in an area today, by name."""
    if not actor.may(READ, area):
        raise NotFound
    today = clock.today()
    rows = Grant.objects.filter(valid_from__lte=today, user__is_active=True)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).select_related("user")
    found: dict[UUID, User] = {}
    for grant in rows:
        role = roles.role_of(grant.role)
        if role and permission in role.all_permissions and contains(grant.area_code, area):
            found[grant.user_id] = grant.user
    return sorted(found.values(), key=lambda user: user.name)
