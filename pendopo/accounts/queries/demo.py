"""The accounts of the demonstration; outside it nothing is listed."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from pendopo.accounts.models import AccountState, Grant, ResidentAccount, User
from pendopo.accounts.rules import roles, terms
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class DemoAccount:
    """One fictional person whose account anyone may open in the demonstration."""

    kind: str
    id: UUID
    name: str
    role: str
    description: str


def public_demo_accounts() -> list[DemoAccount]:
    """Return one officer a role and a few residents, in the demonstration only."""
    if not settings.PENDOPO_DEMO:
        raise NotFound
    today = clock.today()
    grants = Grant.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    by_role = {grant.role: grant for grant in reversed(list(grants)) if terms.holds_on(grant.held, today)}
    officers = [
        DemoAccount(
            "officer", by_role[role.key].user_id, by_role[role.key].user.name, role.name, role.description
        )
        for role in roles.ROLES
        if role.key in by_role
    ]
    rows = (
        ResidentAccount.objects.filter(state=AccountState.ACTIVE)
        .select_related("resident")
        .order_by("pk")[:3]
    )
    return officers + [DemoAccount("resident", row.pk, row.resident.name, "", "") for row in rows]


def public_demo_officer(user_id: UUID) -> User:
    """Return an officer of the demonstration, for the one-step sign-in."""
    if not any(account.id == user_id and account.kind == "officer" for account in public_demo_accounts()):
        raise NotFound
    return User.objects.get(pk=user_id)


def public_demo_resident(account_id: UUID) -> ResidentAccount:
    """Return a resident's account of the demonstration, for the one-step sign-in."""
    if not any(account.id == account_id and account.kind == "resident" for account in public_demo_accounts()):
        raise NotFound
    return ResidentAccount.objects.select_related("resident").get(pk=account_id)
