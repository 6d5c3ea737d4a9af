"""Who holds which post of the village, and whether it was said who an officer is."""

from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext

from pendopo.accounts.models import (
    Grant,
    OfficerIdentity,
    PostLink,
    User,
)
from pendopo.accounts.queries.officers import NOBODY, officer_named, outranks
from pendopo.accounts.rules.permissions import GRANT
from pendopo.accounts.rules.posts import Post, still_means
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.memo import per_request
from pendopo.kernel.queries import public_areas_where
from pendopo.people.queries.scope import public_inside
from pendopo.places import queries as places
from pendopo.places.queries import village_for
from pendopo.places.rules.names import fold_name


class Official(Protocol):
    """What accounts needs to know of a line of the table of officials."""

    pk: UUID
    area_code: str
    name: str
    position: str
    kind: str
    starts_on: date
    until_on: date | None


def post_of(official: Official) -> Post:
    """Return a line of the table of officials as the rules see it."""
    return Post(official.name, official.position, official.kind, official.until_on)


def in_words(official: Official) -> str:
    """Name a post with its holder, as a request for it keeps and shows it."""
    return f"{official.position}, {official.name}"[:200]


def posts_held(actor: Actor, village: str) -> frozenset[UUID]:
    """Return the lines of a village's table of officials that the actor's account holds today."""
    rows = standing_links(village).filter(officer_id=actor.id or NOBODY, valid_from__lte=clock.today())
    return frozenset(row.official_id for row in rows if still_means(row.said, post_of(row.official)))


def standing_links(village: str) -> QuerySet[PostLink, PostLink]:
    """Return the links of a village that nobody has ended."""
    return PostLink.objects.filter(area_code=village, valid_to__isnull=True).select_related(
        "official", "officer"
    )


def is_said(actor: Actor) -> bool:
    """Say whether somebody has said who the officer is."""
    return said_of(actor) is not None


def said_of(actor: Actor) -> OfficerIdentity | None:
    """Return what somebody has said of who the officer is."""
    return _said(actor.id or NOBODY)


@per_request(OfficerIdentity)
def _said(officer_id: UUID) -> OfficerIdentity | None:
    return OfficerIdentity.objects.filter(officer_id=officer_id).select_related("person").first()


def own_nik(actor: Actor) -> str:
    """Return the officer's own NIK, if it was said which resident he is."""
    row = said_of(actor)
    return str(row.person.nik or "") if row is not None and row.person is not None else ""


def officers_in(village: str) -> list[User]:
    """Return the active accounts that hold a role in a village or in a part of it today, by name."""
    today = clock.today()
    grants = Grant.objects.filter(
        public_inside(village), Q(valid_to__isnull=True) | Q(valid_to__gt=today), valid_from__lte=today
    )
    users = User.objects.filter(is_active=True, pk__in=grants.values("user_id")).select_related(
        "identity__person"
    )
    return list(users.prefetch_related(Prefetch("grants", grants)).order_by("name"))


def may_end(actor: Actor, link: PostLink) -> bool:
    """Say whether the actor may end a link: his own too, for that only takes power away."""
    return actor.may(GRANT, link.area_code) and outranks(actor, link.officer)


def official_to_link(actor: Actor, official_id: UUID) -> Official:
    """Return one line in force of the table of officials of a village where the actor hands out powers."""
    village = village_for(actor, GRANT)
    found = next((row for row in places.public_officials(village.code) if row.pk == official_id), None)
    if found is None:
        raise NotFound
    return found


def post_named(actor: Actor, username: str, position: str) -> tuple[User, Official]:
    """Return an account and the post in force of its village that is called so, for whoever sits at the machine."""
    user = officer_named(actor, username)
    village = village_of(user.area_code)
    wanted = fold_name(position)
    found = [row for row in places.public_officials(village) if fold_name(row.position) == wanted]
    if len(found) != 1:
        raise NotFound(
            gettext("Tidak ada satu jabatan dengan sebutan itu hari ini. Periksa daftar perangkat desa.")
        )
    return user, found[0]


def link_to_end(actor: Actor, official_id: UUID) -> PostLink:
    """Return the standing link of a post, if the actor may end it."""
    official = official_to_link(actor, official_id)
    link = standing_links(official.area_code).filter(official_id=official.pk).first()
    if link is None or not may_end(actor, link):
        raise NotFound
    return link


def officers_to_link(actor: Actor, village: str) -> QuerySet[User, User]:
    """Return the accounts of a village that the actor may give a post: not his own, none above his."""
    found = [user.pk for user in officers_in(village) if user.pk != actor.id and outranks(actor, user)]
    return User.objects.filter(pk__in=found).order_by("name")


def is_officer_of(actor: Actor, officer_id: UUID, village: str) -> bool:
    """Say whether an account holds a role in a village today."""
    return any(one.pk == officer_id for one in officers_in(village))


def public_villages_by_name() -> list[str]:
    """Return the villages where an older program let officers sign by their names, and that have no links yet."""
    before = public_areas_where("letters.officer.identify")
    return sorted(before - public_areas_where("accounts.post.carry_over")) if before else []
