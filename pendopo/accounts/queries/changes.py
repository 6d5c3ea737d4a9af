"""Changes to officers' accounts that wait: who sees them, and who may do what with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.accounts.models import OPEN_STATES, ChangeKind, ChangeState, Grant, PendingChange, User
from pendopo.accounts.queries.officers import NOBODY, _area_name, actor_of_user, may_grant, outranks
from pendopo.accounts.rules import changes, roles
from pendopo.accounts.rules.permissions import GRANT
from pendopo.kernel import clock, doubts
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.prepared import Prepared
from pendopo.kernel.worklist import Waiting, WorkItem, few
from pendopo.people.queries.scope import in_areas


@dataclass(frozen=True)
class ChangeLine:
    """One change as the pages show it, with what this officer may do."""

    change: PendingChange
    what: str
    area_name: str
    stage: changes.Stage
    own: bool
    may_confirm: bool
    may_carry_out: bool
    may_stop: bool
    has_password: bool


def decides(actor: Actor, user: User) -> bool:
    """Say whether an officer decides, will, or ever did, or such a role waits for him."""
    held = [grant.held for grant in Grant.objects.filter(user_id=user.pk)]
    return changes.decides(held) or _open().filter(user_id=user.pk, kind=ChangeKind.GRANT).exists()


def may_ask(actor: Actor, change: PendingChange) -> bool:
    """Say whether the actor could ask for the same change himself."""
    if actor.kind != "officer" or actor.id == change.user_id or not actor.may(GRANT, change.area_code):
        return False
    if change.kind != ChangeKind.GRANT:
        return outranks(actor, change.user)
    role = roles.role_of(change.role)
    return role is not None and may_grant(actor, role, change.area_code)


def still_stands(actor: Actor, change: PendingChange) -> bool:
    """Say whether a change can still take effect: both accounts are open, and the asker still has his right."""
    asker = change.asked_by
    if not change.user.is_active or not asker.is_active:
        return False
    return may_ask(actor_of_user(asker, strong=True), change)


def asked(change: PendingChange) -> changes.Asked:
    """Return a change as the rules see it."""
    return changes.Asked(change.user_id, change.asked_by_id, change.state, change.ripe_at, change.lapses_at)


def changes_waiting(actor: Actor) -> list[ChangeLine]:
    """Return the changes that wait for this officer: of his own account, or that he can confirm, carry out or stop."""
    rows = _open().filter(in_areas(actor, GRANT) | Q(user_id=actor.id or NOBODY))
    rows = rows.prefetch_related("user__grants", "asked_by__grants")
    mine = [row for row in rows if row.user_id == actor.id or may_ask(actor, row)]
    return [_line(actor, row) for row in mine if still_stands(actor, row)]


def change_page(actor: Actor, change_id: UUID) -> ChangeLine:
    """Return one change of the officer's own account, or of one that he manages."""
    change = (
        PendingChange.objects.select_related("user", "asked_by", "decided_by").filter(pk=change_id).first()
    )
    if change is None or not (change.user_id == actor.id or may_ask(actor, change)):
        raise NotFound
    return _line(actor, change)


def my_changes(actor: Actor) -> list[ChangeLine]:
    """Return what was asked for and done with the officer's own account, the newest first."""
    rows = PendingChange.objects.select_related("user", "asked_by", "decided_by")
    return [_line(actor, row) for row in rows.filter(user_id=actor.id or NOBODY).order_by("-pk")[:20]]


def my_news(actor: Actor) -> list[PendingChange]:
    """Return the changes of which the officer must hear on every page: those that wait, and those done and unread."""
    return list(_fresh(actor.id or NOBODY, clock.now()).order_by("pk")) if actor.news else []


def read_grants_with_news(user: User) -> bool:
    """Read an officer's grants, and say from the same question whether any page of the desk has to tell him something.

    That is a change of his account, or a doubt about the office's clock. Without any grant it was not looked for: True.
    """
    grants = _GRANTS(user.pk, clock.now())
    for grant in grants:
        grant.user = user
    held = user.grants.all()
    held._result_cache = grants
    # As `prefetch_related` leaves them; a request's user is a stand-in that hands attributes on.
    user._prefetched_objects_cache = {"grants": held}  # type: ignore[attr-defined]
    return not grants or any(getattr(grant, "news", True) for grant in grants)


def _grants_with_news(user_id: UUID, now: datetime) -> QuerySet[Grant, Grant]:
    told = Exists(_fresh(user_id, now)) | Exists(doubts.WAITING)
    return Grant.objects.filter(user_id=user_id).annotate(news=told)


_GRANTS = Prepared(_grants_with_news, User._meta.pk, PendingChange._meta.get_field("lapses_at"))


def _fresh(user_id: UUID, now: datetime) -> QuerySet[PendingChange, PendingChange]:
    fresh = Q(state__in=OPEN_STATES, lapses_at__gt=now)
    fresh |= Q(state=ChangeState.DONE, read_at__isnull=True)
    return PendingChange.objects.filter(fresh, user_id=user_id)


def change_items(actor: Actor) -> Waiting:
    """Return the waiting changes as work: to be stopped by its owner, confirmed or carried out by a manager."""
    mine = [one for one in changes_waiting(actor) if one.own or one.may_confirm or one.may_carry_out]
    return few([_item(line) for line in mine])


def _item(line: ChangeLine) -> WorkItem:
    return WorkItem(
        due=line.change.ripe_at.date(),
        title=gettext("Permintaan atas akun Anda") if line.own else gettext("Perubahan akun petugas"),
        subject=line.change.user.name,
        since=line.change.asked_at.date(),
        url=reverse("change", args=[line.change.pk]),
        detail=line.what,
    )


def _open() -> QuerySet[PendingChange, PendingChange]:
    rows = PendingChange.objects.filter(state__in=OPEN_STATES, lapses_at__gt=clock.now())
    return rows.select_related("user", "asked_by", "decided_by").order_by("ripe_at")


def _line(actor: Actor, change: PendingChange) -> ChangeLine:
    now, facts = clock.now(), asked(change)
    own, could = change.user_id == actor.id, may_ask(actor, change)
    open_now = changes.stage(facts, now) not in (changes.Stage.OVER, changes.Stage.LAPSED)
    stands = open_now and still_stands(actor, change)
    return ChangeLine(
        change=change,
        what=change_in_words(change),
        area_name=_area_name(change.area_code),
        stage=changes.stage(facts, now) if stands or not open_now else changes.Stage.LAPSED,
        own=own,
        may_confirm=stands and could and changes.may_confirm(facts, actor.id, now),
        may_carry_out=stands and could and changes.may_carry_out(facts, actor.id, now),
        may_stop=stands and (own or could),
        has_password=change.user.has_usable_password(),
    )


def change_in_words(change: PendingChange) -> str:
    """Return what would change, in a few words."""
    if change.kind == ChangeKind.POST:
        return gettext("jabatan %(post)s") % {"post": change.basis}
    if change.kind != ChangeKind.GRANT:
        return str(ChangeKind(change.kind).label)
    role = roles.role_of(change.role)
    return gettext("peran %(role)s") % {"role": gettext(role.name) if role else change.role}
