"""Roles: granting and revoking them."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import queries
from pendopo.accounts.models import Grant, User
from pendopo.accounts.operations import effects
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.rules import changes, roles, terms
from pendopo.accounts.rules.permissions import GRANT
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.places import queries as places


@operation("accounts.role.grant", "Peran diberikan", GRANT, "area", replicates=False)
def grant_role(
    actor: Actor,
    *,
    user: User,
    role: str,
    area: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    reason: str = "",
) -> Grant:
    """Give an officer a role in an area for a term, if the actor may hand it out there alone."""
    wanted = terms.HeldRole(role, area, valid_from or clock.today(), valid_to)
    user = _to_give(actor, user, wanted)
    if actor.kind != "system" and changes.decides([wanted]):
        raise AccountRefused("must_wait")
    giver = queries.me(actor) if actor.kind == "officer" else None
    return effects.give_role(actor, user, wanted, given_by=giver, reason=reason)


@operation("accounts.role.revoke", "Peran dicabut", GRANT, "grant", replicates=False)
def revoke_role(actor: Actor, *, grant: Grant, reason: str) -> Grant:
    """End a role today; the row stays, so that the past remains readable."""
    if not reason.strip():
        raise AccountRefused("reason_missing")
    # Two revocations at the same moment must not leave the site without an administrator.
    held = Grant.objects.select_for_update().get(pk=grant.pk)
    today = clock.today()
    if held.valid_to is not None and held.valid_to <= today:
        raise AccountRefused("grant_ended")
    role = roles.role_of(held.role)
    if role is not None and not queries.may_grant(actor, role, held.area_code):
        raise AccountRefused("role_above_own")
    if held.role == "administrator" and not _other_administrators(held, today):
        raise AccountRefused("last_administrator")
    held.valid_to = max(today, held.valid_from)
    held.save(update_fields=["valid_to"])
    effects.stop_baseless(actor, held.user, str(_("Yang meminta sudah tidak berwenang.")))
    return held


def _to_give(actor: Actor, user: User, wanted: terms.HeldRole) -> User:
    """Lock an account to which this actor may give a role, and return it."""
    if actor.id == user.pk:
        raise AccountRefused("self_grant")
    # Two grants at the same moment must see each other, or both halves of an incompatible pair would pass.
    held = User.objects.select_for_update().get(pk=user.pk)
    if not held.is_active:
        raise AccountRefused("officer_inactive")
    _check_role(actor, wanted)
    _check_others(held, wanted)
    return held


def _check_role(actor: Actor, wanted: terms.HeldRole) -> None:
    role = roles.role_of(wanted.role)
    if role is None:
        raise AccountRefused("role_unknown")
    if wanted.valid_to is not None and wanted.valid_to <= wanted.valid_from:
        raise AccountRefused("term_backward")
    if wanted.valid_to is not None and wanted.valid_to <= clock.today():
        raise AccountRefused("term_past")
    if not _area_exists(wanted.area):
        raise AccountRefused("area_unknown")
    if not roles.fits(role, wanted.area):
        raise AccountRefused("role_wrong_tier")
    if not queries.may_grant(actor, role, wanted.area):
        raise AccountRefused("role_above_own")


def _area_exists(code: str) -> bool:
    return code == "" or places.public_area_exists(code) or places.public_locality(code) is not None


def _check_others(user: User, wanted: terms.HeldRole) -> None:
    held = [grant.held for grant in Grant.objects.filter(user=user)]
    if terms.is_repeat(wanted, held):
        raise AccountRefused("role_held")
    other = terms.clash(wanted, held)
    if other is not None:
        named = roles.role_of(other.role)
        raise AccountRefused("roles_incompatible", role=_(named.name) if named else other.role)


def _other_administrators(grant: Grant, day: date) -> bool:
    rows = Grant.objects.select_for_update().filter(
        role="administrator", user__is_active=True, valid_from__lte=day
    )
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).exclude(pk=grant.pk).exists()
