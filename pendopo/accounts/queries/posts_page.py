"""The page about posts and officers: who holds what, who is who, and what is missing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.accounts.models import (
    OPEN_STATES,
    ChangeKind,
    LinkSource,
    OfficerIdentity,
    PendingChange,
    PostLink,
    User,
)
from pendopo.accounts.queries.posts import Official, may_end, officers_in, post_of, standing_links
from pendopo.accounts.queries.residents import Resident
from pendopo.accounts.rules import roles
from pendopo.accounts.rules.permissions import GRANT, IDENTIFY, READ
from pendopo.accounts.rules.posts import held_by_post, still_means
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import REGISTRY
from pendopo.kernel.worklist import Waiting, WorkItem, few
from pendopo.people import queries as people
from pendopo.people.queries.persons import Wanted
from pendopo.people.rules.permissions import READ as PEOPLE_READ
from pendopo.places import queries as places
from pendopo.places.queries import village_for


@dataclass(frozen=True)
class PostLine:
    """One line of the table of officials in force, and the account that holds it, if any."""

    official: Official
    link: PostLink | None
    changed: bool
    unsure: bool
    waiting: PendingChange | None
    may_end: bool


@dataclass(frozen=True)
class OfficerLine:
    """One account of the village: its posts, who its owner is, and what is missing of it."""

    user: User
    posts: list[str]
    resident: str
    identity: OfficerIdentity | None
    needs_post: bool
    needs_identity: bool
    own: bool


@dataclass(frozen=True)
class PostsPage:
    """The posts and the accounts of a village, with their gaps."""

    village: places.Village
    posts: list[PostLine]
    officers: list[OfficerLine]
    may_link: bool
    may_identify: bool


@dataclass(frozen=True)
class FoundResident:
    """A resident who may be the officer."""

    id: UUID
    name: str
    born: date | None


@dataclass(frozen=True)
class IdentityPage:
    """One officer, and residents found for him."""

    village: places.Village
    officer: User
    found: list[FoundResident]


def posts_page(actor: Actor) -> PostsPage:
    """Return the posts of the actor's village with the accounts that hold them, and what is missing; NotFound for
    whoever reads accounts in a part of it only."""
    village = village_for(actor, READ)
    if not actor.may(READ, village.code):
        raise NotFound
    links = {row.official_id: row for row in standing_links(village.code)}
    users = officers_in(village.code)
    officials = places.public_officials(village.code)
    waiting = PendingChange.objects.filter(
        kind=ChangeKind.POST, official__in=officials, state__in=OPEN_STATES, lapses_at__gt=clock.now()
    )
    asked = {row.official_id: row for row in waiting.select_related("user")}
    posts = [_post_line(actor, row, links.get(row.pk), asked.get(row.pk)) for row in officials]
    held: dict[UUID, list[str]] = {}
    for post in posts:
        if post.link is not None and not post.changed:
            held.setdefault(post.link.officer_id, []).append(post.official.position)
    officers = [_officer_line(actor, user, held.get(user.pk, []), village.code) for user in users]
    return PostsPage(
        village,
        posts,
        officers,
        actor.may(GRANT, village.code),
        actor.may(IDENTIFY, village.code),
    )


def _post_line(
    actor: Actor, official: Official, link: PostLink | None, waiting: PendingChange | None
) -> PostLine:
    return PostLine(
        official=official,
        link=link,
        changed=link is not None and not still_means(link.said, post_of(official)),
        unsure=link is not None and link.source == LinkSource.SAME_NAME,
        waiting=waiting,
        may_end=link is not None and may_end(actor, link),
    )


def _officer_line(actor: Actor, user: User, posts: list[str], village: str) -> OfficerLine:
    identity = getattr(user, "identity", None)
    names = actor.may(PEOPLE_READ, village) or actor.may(IDENTIFY, village)
    return OfficerLine(
        user=user,
        posts=posts,
        resident=identity.person.name if identity and identity.person and names else "",
        identity=identity,
        needs_post=bool(held_by_post() & _permissions(user)) and not posts,
        needs_identity=_lacks_identity(user),
        own=user.pk == actor.id,
    )


def _permissions(user: User) -> set[str]:
    held = (roles.role_of(grant.role) for grant in user.grants.all())
    return {one for role in held if role for one in role.all_permissions}


def _lacks_identity(user: User) -> bool:
    """Say whether somebody decides about residents, and nobody has said who he is."""
    asked = {one.permission for one in REGISTRY.values() if one.recuse}
    return getattr(user, "identity", None) is None and bool(_permissions(user) & asked)


def identity_page(actor: Actor, officer_id: UUID, text: str = "") -> IdentityPage:
    """Find residents for an officer of the village."""
    village = village_for(actor, IDENTIFY)
    officer = next((one for one in officers_in(village.code) if one.pk == officer_id), None)
    if officer is None:
        raise NotFound
    wanted = text.strip()
    found = people.persons_visible_to(actor, Wanted(text=wanted)).persons if wanted else []
    return IdentityPage(village, officer, [FoundResident(row.pk, row.name, row.birth_date) for row in found])


def identity_choice(
    actor: Actor, officer_id: UUID, person_id: UUID | None
) -> tuple[str, User, Resident | None]:
    """Return the village, the officer and the resident of a choice, or raise NotFound."""
    page = identity_page(actor, officer_id)
    person = people.person_visible_to(actor, person_id) if person_id else None
    return page.village.code, page.officer, person


def unknown_officers(actor: Actor) -> Waiting:
    """Return as one line of work that officers decide about residents of whom nobody has said who they are."""
    try:
        village = village_for(actor, IDENTIFY).code
    except NotFound:
        return few([])
    if not actor.may(IDENTIFY, village):  # somebody of one hamlet
        return few([])
    users = [user for user in officers_in(village) if user.pk != actor.id and _lacks_identity(user)]
    if not users:
        return few([])
    started = min(grant.valid_from for user in users for grant in user.grants.all())
    return few(
        [
            WorkItem(
                due=None,
                title=gettext("Sebutkan siapa petugas ini dalam data warga"),
                subject=", ".join(user.name for user in users),
                since=started,
                url=reverse("posts"),
            )
        ]
    )
