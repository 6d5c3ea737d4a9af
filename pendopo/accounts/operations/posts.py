"""Who an officer is, and which post of the village his account holds; neither is said by himself (ADR 0039)."""

from typing import Final
from uuid import UUID

from pendopo.accounts import queries
from pendopo.accounts.models import ChangeKind, LinkSource, OfficerIdentity, PostLink, User
from pendopo.accounts.operations import effects
from pendopo.accounts.operations.changes import Answer, _wait
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.queries import posts
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.accounts.queries.officers import outranks
from pendopo.accounts.rules.permissions import ADMINISTER, GRANT, IDENTIFY
from pendopo.accounts.rules.posts import pairs_by_name
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.powers import SIGN_FOR_VILLAGE
from pendopo.places import queries as places

_VILLAGE: Final = frozenset({Tier.VILLAGE})


@operation(
    "accounts.officer.identify",
    "Petugas dihubungkan dengan warga",
    IDENTIFY,
    "area",
    tiers=_VILLAGE,
    formerly=("letters.officer.identify",),
)
def identify_officer(
    actor: Actor, *, area: str, officer: User, person: queries.Resident | None
) -> OfficerIdentity:
    """Say which resident an officer is, or that he lives elsewhere; nobody says it of himself."""
    if officer.pk == actor.id:
        raise AccountRefused("own_identity")
    if not posts.is_officer_of(actor, officer.pk, area):
        raise NotFound
    if (
        person is not None
        and OfficerIdentity.objects.filter(person_id=person.pk).exclude(officer=officer).exists()
    ):
        raise AccountRefused("somebody_elses_person")
    held = OfficerIdentity.objects.select_for_update().filter(officer=officer).first()
    row = held or OfficerIdentity(officer=officer)
    row.area_code = area
    row.person_id, row.lives_elsewhere = (person.pk if person else None), person is None
    row.said_by_id, row.said_on = (actor.id if actor.kind == "officer" else None), clock.today()
    row.save()
    return row


@operation("accounts.change.ask_post", "Jabatan diminta untuk sebuah akun", GRANT, "area", replicates=False)
def ask_post(actor: Actor, *, area: str, user: User, official: UUID) -> Answer:
    """Let an account hold a post of the village, which waits as every power to decide does (ADR 0028)."""
    post = _post(area, official)
    if actor.id == user.pk:
        raise AccountRefused("self_post")
    if not user.is_active:
        raise AccountRefused("officer_inactive")
    if not posts.is_officer_of(actor, user.pk, area):
        raise AccountRefused("no_role_here")
    if actor.kind == "system":
        effects.give_post(user, post, said_by=None)
        return Answer()
    if not outranks(actor, user):
        raise NotFound
    return Answer(
        _wait(actor, user, ChangeKind.POST, area, {"official_id": post.pk, "basis": posts.in_words(post)})
    )


@operation("accounts.post.end", "Hubungan jabatan diakhiri", GRANT, "post", replicates=False)
def end_post(actor: Actor, *, post: PostLink, reason: str) -> PostLink:
    """End today what an account held of a post; the row stays, so that the past remains readable."""
    if not posts.may_end(actor, post):
        raise NotFound
    if not reason.strip():
        raise AccountRefused("reason_missing")
    held = PostLink.objects.select_for_update().get(pk=post.pk)
    if held.valid_to is not None:
        raise AccountRefused("post_ended")
    held.valid_to = clock.today()
    held.save(update_fields=["valid_to"])
    return held


@operation(
    "accounts.post.carry_over",
    "Jabatan dihubungkan dari nama yang sama",
    ADMINISTER,
    "area",
    replicates=False,
)
def carry_over(actor: Actor, *, area: str) -> int:
    """Link the accounts that signed by their name until now, each marked as not yet confirmed; answer how many."""
    officials = {row.pk: row for row in places.public_officials(area)}
    users = {user.pk: user for user in officers_who_may(actor, SIGN_FOR_VILLAGE, area)}
    pairs = pairs_by_name(
        {pk: user.name for pk, user in users.items()}, {pk: row.name for pk, row in officials.items()}
    )
    for user, official in pairs:
        effects.give_post(users[user], officials[official], said_by=None, source=LinkSource.SAME_NAME)
    return len(pairs)


def _post(area: str, official: UUID) -> posts.Official:
    found = next((row for row in places.public_officials(area) if row.pk == official), None)
    if found is None:
        raise NotFound
    return found
