"""Changes to the account of an officer who decides: asked by one, and confirmed by another or ripe after a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import queries
from pendopo.accounts.models import OPEN_STATES, ChangeKind, ChangeState, PendingChange, User
from pendopo.accounts.operations import effects, telling
from pendopo.accounts.operations.grants import _to_give, grant_role
from pendopo.accounts.operations.officers import (
    _must_be_open,
    _must_be_self,
    _must_manage,
    edit_officer,
    issue_link,
    reset_second_factor,
)
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.queries import posts
from pendopo.accounts.rules import changes, terms
from pendopo.accounts.rules.permissions import GRANT, OWN
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.queries import public_rule


@dataclass(frozen=True)
class Answer:
    """What became of a request: it waits, or it was done, with the token of a link where one was made."""

    waits: PendingChange | None = None
    token: str = ""


@operation("accounts.change.ask", "Perubahan akun petugas diminta", GRANT, "user", replicates=False)
def ask_change(
    actor: Actor, *, user: User, kind: str, name: str = "", email: str = "", phone: str = ""
) -> Answer:
    """Change an officer's account at once, or let the change wait where he decides."""
    if not queries.decides(actor, user) or actor.kind == "system":
        if kind == ChangeKind.LINK:
            return Answer(token=issue_link(actor, user=user))
        if kind == ChangeKind.FACTOR:
            reset_second_factor(actor, user=user)
        else:
            edit_officer(actor, user=user, name=name, email=email, phone=phone)
        return Answer()
    _must_manage(actor, user)
    _must_be_open(user)
    if kind == ChangeKind.CONTACT and not name.strip():
        raise AccountRefused("name_missing")
    wanted = {"name": name.strip(), "email": email, "phone": phone} if kind == ChangeKind.CONTACT else {}
    return Answer(_wait(actor, user, ChangeKind(kind), user.area_code, wanted))


@operation("accounts.change.ask_role", "Peran diminta", GRANT, "area", replicates=False)
def ask_role(
    actor: Actor,
    *,
    user: User,
    role: str,
    area: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    reason: str = "",
) -> Answer:
    """Give an officer a role at once, or let the grant wait where the role decides."""
    wanted = terms.HeldRole(role, area, valid_from or clock.today(), valid_to)
    if not changes.decides([wanted]) or actor.kind == "system":
        grant_role(
            actor, user=user, role=role, area=area, valid_from=valid_from, valid_to=valid_to, reason=reason
        )
        return Answer()
    held = _to_give(actor, user, wanted)
    given = {"role": role, "valid_from": wanted.valid_from, "valid_to": valid_to, "basis": reason[:200]}
    return Answer(_wait(actor, held, ChangeKind.GRANT, area, given))


@operation("accounts.change.confirm", "Perubahan akun petugas disetujui", GRANT, "change", replicates=False)
def confirm_change(actor: Actor, *, change: PendingChange) -> PendingChange:
    """Confirm as the second officer what another asked for; all but a link takes effect with it."""
    held = _standing(actor, change)
    if not changes.may_confirm(queries.asked(held), actor.id, clock.now()):
        raise AccountRefused("not_the_second")
    if held.kind == ChangeKind.LINK:
        # The token is shown once: to whoever takes it now, not to the page that confirmed.
        return _decide(actor, held, ChangeState.CONFIRMED)
    _let(actor, held)
    return held


@operation(
    "accounts.change.carry_out", "Perubahan akun petugas dijalankan", GRANT, "change", replicates=False
)
def carry_out_change(actor: Actor, *, change: PendingChange) -> Answer:
    """Let a change take effect that a second officer confirmed, or whose waiting time is over."""
    held = _standing(actor, change)
    if not changes.may_carry_out(queries.asked(held), actor.id, clock.now()):
        raise AccountRefused("change_waits")
    return Answer(token=_let(actor, held))


@operation("accounts.change.stop", "Perubahan akun petugas dibatalkan", GRANT, "change", replicates=False)
def stop_change(actor: Actor, *, change: PendingChange, reason: str) -> PendingChange:
    """Stop a change that waits, as somebody who could ask for it himself."""
    if not queries.may_ask(actor, change):
        raise NotFound
    return _stop(actor, change, reason)


@operation("accounts.change.stop_own", "Petugas membatalkan perubahan akunnya", OWN, "user", replicates=False)
def stop_own_change(actor: Actor, *, user: User, change: PendingChange, reason: str) -> PendingChange:
    """Stop a change of one's own account that somebody else asked for."""
    _must_be_self(actor, user)
    if change.user_id != user.pk:
        raise NotFound
    return _stop(actor, change, reason)


@operation("accounts.change.read", "Petugas membaca perubahan akunnya", OWN, "user", replicates=False)
def read_change(actor: Actor, *, user: User, change: PendingChange) -> PendingChange:
    """Note that an officer has read what was done with his account."""
    _must_be_self(actor, user)
    held = PendingChange.objects.select_for_update().get(pk=change.pk)
    if held.user_id != user.pk or held.state != ChangeState.DONE:
        raise NotFound
    held.read_at = held.read_at or clock.now()
    held.save(update_fields=["read_at"])
    return held


def _wait(
    actor: Actor, user: User, kind: ChangeKind, area: str, wanted: Mapping[str, object]
) -> PendingChange:
    # Two requests at the same moment: the second sees the first.
    user = User.objects.select_for_update().get(pk=user.pk)
    now, asker = clock.now(), queries.me(actor)
    _clear(actor, PendingChange.objects.filter(user=user, kind=kind, role=wanted.get("role", "")))
    ripe = now + timedelta(hours=int(public_rule("accounts.change_wait_hours", area=area)))
    change = PendingChange.objects.create(
        user=user,
        kind=kind,
        area_code=area,
        asked_by=asker,
        asked_at=now,
        ripe_at=ripe,
        lapses_at=ripe + timedelta(days=int(public_rule("accounts.change_keep_days", area=area))),
        **wanted,
    )
    telling.tell_owner(change, user.email)
    return change


def _clear(actor: Actor, rows: QuerySet[PendingChange]) -> None:
    """Make room for a new request: one that still stands is enough, one that cannot take effect any more goes."""
    for row in rows.filter(state__in=OPEN_STATES).select_related("user", "asked_by"):
        lapsed = changes.stage(queries.asked(row), clock.now()) is changes.Stage.LAPSED
        if not lapsed and queries.still_stands(actor, row):
            raise AccountRefused("change_waits")
        effects.stop_all(
            rows.filter(pk=row.pk), actor, str(_("Lewat waktunya, atau yang meminta tidak berwenang lagi."))
        )


def _locked(change: PendingChange) -> PendingChange:
    held = PendingChange.objects.select_for_update().get(pk=change.pk)
    if changes.stage(queries.asked(held), clock.now()) in (changes.Stage.OVER, changes.Stage.LAPSED):
        raise AccountRefused("change_over")
    return held


def _standing(actor: Actor, change: PendingChange) -> PendingChange:
    # The account first, as every other change to it does.
    User.objects.select_for_update().get(pk=change.user_id)
    held = _locked(change)
    if not queries.may_ask(actor, held):
        raise NotFound
    if not queries.still_stands(actor, held):
        raise AccountRefused("change_baseless")
    return held


def _decide(actor: Actor, held: PendingChange, state: ChangeState) -> PendingChange:
    # Who confirmed stays on the row when somebody else carries it out; the journal names both.
    held.state, held.decided_at = state, clock.now()
    if held.decided_by_id is None:
        held.decided_by_id = actor.id
    held.save(update_fields=["state", "decided_by", "decided_at"])
    return held


def _let(actor: Actor, held: PendingChange) -> str:
    address = held.user.email  # where he was reached until now
    token = _EFFECTS[ChangeKind(held.kind)](actor, held)
    _decide(actor, held, ChangeState.DONE)
    telling.tell_owner(held, address)
    return token


def _stop(actor: Actor, change: PendingChange, reason: str) -> PendingChange:
    if not reason.strip():
        raise AccountRefused("reason_missing")
    held = _locked(change)
    held.state, held.reason, held.decided_at = ChangeState.STOPPED, reason.strip()[:200], clock.now()
    held.decided_by_id = actor.id if actor.kind == "officer" else None
    held.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return held


def _link(actor: Actor, held: PendingChange) -> str:
    return effects.new_link(held.user)


def _factor(actor: Actor, held: PendingChange) -> str:
    effects.drop_factors(held.user)
    return ""


def _contact(actor: Actor, held: PendingChange) -> str:
    effects.set_contact(held.user, name=held.name, email=held.email, phone=held.phone)
    return ""


def _role(actor: Actor, held: PendingChange) -> str:
    # Nobody held the role while it waited: it does not begin before today.
    start = max(held.valid_from or clock.today(), clock.today())
    wanted = terms.HeldRole(held.role, held.area_code, start, held.valid_to)
    user = _to_give(actor, held.user, wanted)
    effects.give_role(actor, user, wanted, given_by=held.asked_by, reason=held.basis)
    return ""


def _post(actor: Actor, held: PendingChange) -> str:
    post = held.official
    over = post is None or (post.until_on is not None and post.until_on <= clock.today())
    # Somebody may have edited the line since it was asked for, into another post.
    if post is None or over or posts.in_words(post) != held.basis:
        raise AccountRefused("post_changed")
    effects.give_post(held.user, post, said_by=held.asked_by)
    return ""


_EFFECTS: dict[ChangeKind, Callable[[Actor, PendingChange], str]] = {
    ChangeKind.LINK: _link,
    ChangeKind.FACTOR: _factor,
    ChangeKind.CONTACT: _contact,
    ChangeKind.GRANT: _role,
    ChangeKind.POST: _post,
}
