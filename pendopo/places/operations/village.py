"""Writes about the village itself: setting it up, its letterhead, its labels, its emblem."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains, tier_of
from pendopo.kernel.errors import Conflict
from pendopo.kernel.operation import operation
from pendopo.places import queries
from pendopo.places.formats.areas import area_table
from pendopo.places.models import Emblem, SiteArea, VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.codes import is_village_code, kind_of
from pendopo.places.rules.identity import Letterhead, letterhead_problem
from pendopo.places.rules.images import BadImage, EmblemOwner, digest_of, read_picture
from pendopo.places.rules.labels import default_labels, merged_labels
from pendopo.places.rules.permissions import ADD_VILLAGE, EDIT_PROFILE

WIDE = frozenset({Tier.DISTRICT, Tier.REGENCY, Tier.PROVINCE})


@operation(
    "places.village.set_up", "Profil desa dibuat", EDIT_PROFILE, "code", tiers={Tier.VILLAGE, Tier.REGENCY}
)
def set_up_village(actor: Actor, *, code: str) -> VillageProfile:
    """Give a village its profile with the labels of its region; a second time changes nothing."""
    return _set_up(code)


def _set_up(code: str) -> VillageProfile:
    """Return the profile of a village, made now if there is none."""
    row = area_table().get(code) if is_village_code(code) else None
    if row is None:
        raise PlaceRefused("village_unknown")
    existing = VillageProfile.objects.filter(area_code=code).first()
    if existing is not None:
        return existing
    kind = kind_of(code)
    regency = area_table().get(code[:5])
    labels = default_labels(kind, code, regency.name if regency else "")
    return VillageProfile.objects.create(area_code=code, name=row.name, kind=kind.value, labels=labels)


@operation("places.site.serve_area", "Wilayah situs ditetapkan", ADD_VILLAGE, "area", tiers=WIDE)
def serve_area(actor: Actor, *, area: str) -> SiteArea:
    """Make this the site of a whole area; whatever it served before lies inside."""
    if area_table().get(area) is None or tier_of(area) not in WIDE:
        raise PlaceRefused("site_area_unknown")
    before = SiteArea.objects.select_for_update().first()
    if before is not None and before.area_code == area:
        return before
    held = [*queries.public_village_codes(), *([before.area_code] if before else [])]
    if not all(contains(area, code) for code in held):
        raise PlaceRefused("site_area_narrow")
    if before is not None:
        before.delete()
    return SiteArea.objects.create(area_code=area)


@operation("places.village.add", "Desa ditambahkan ke situs", ADD_VILLAGE, "code", tiers=WIDE)
def add_village(actor: Actor, *, code: str) -> VillageProfile:
    """Let the site serve one more village of its area, with the labels of its region; twice changes nothing."""
    site = queries.public_site_area()
    if not contains(site, code):
        wide = SiteArea.objects.exists()
        raise PlaceRefused("village_outside" if wide else "site_of_one_village")
    return _set_up(code)


@operation("places.village.add_several", "Desa ditambahkan ke situs", ADD_VILLAGE, "area", tiers=WIDE)
def add_villages(actor: Actor, *, area: str, codes: Sequence[str]) -> list[VillageProfile]:
    """Let the site serve several more villages of an area at once: all of them, or none."""
    if not codes:
        raise PlaceRefused("village_not_chosen")
    return [add_village(actor, code=code) for code in codes]  # each asks for the right in its own area


def _checked(profile: VillageProfile, seen: UUID | None) -> VillageProfile:
    """Read the row again and refuse when somebody changed it since the editor saw it."""
    current = VillageProfile.objects.select_for_update().get(pk=profile.pk)
    if seen is not None and current.last_entry != seen:
        raise Conflict(current=current, attempted=profile)
    return current


@operation("places.profile.edit", "Profil desa diubah", EDIT_PROFILE, "profile", tiers={Tier.VILLAGE})
def edit_profile(
    actor: Actor, *, profile: VillageProfile, letterhead: Letterhead, seen: UUID | None = None
) -> VillageProfile:
    """Change what stands on a village's letters and profile page."""
    current = _checked(profile, seen)
    problem = letterhead_problem(letterhead)
    if problem:
        raise PlaceRefused(problem)
    taken = VillageProfile.objects.filter(kode_bps=letterhead.kode_bps).exclude(pk=current.pk)
    if letterhead.kode_bps and taken.exists():
        raise PlaceRefused("kode_bps_taken")
    for name, value in letterhead._asdict().items():
        setattr(current, name, value)
    current.kode_bps = letterhead.kode_bps or None
    current.save()
    return current


@operation("places.labels.edit", "Sebutan wilayah diubah", EDIT_PROFILE, "profile", tiers={Tier.VILLAGE})
def edit_labels(
    actor: Actor, *, profile: VillageProfile, labels: Mapping[str, str], seen: UUID | None = None
) -> VillageProfile:
    """Change what a village calls itself, its parts and its officials."""
    current = _checked(profile, seen)
    regency = area_table().get(current.area_code[:5])
    defaults = default_labels(kind_of(current.area_code), current.area_code, regency.name if regency else "")
    current.labels = merged_labels(defaults, labels)
    current.save()
    return current


@operation("places.emblem.set", "Lambang dipasang", EDIT_PROFILE, "village", tiers={Tier.VILLAGE})
def set_emblem(actor: Actor, *, village: str, owner: EmblemOwner, content: bytes) -> Emblem:
    """Put a picture at the head of a village's letters."""
    try:
        picture = read_picture(content)
    except BadImage as error:
        raise PlaceRefused(error.code) from error
    emblem = Emblem.objects.filter(area_code=village, owner=owner.value).first()
    emblem = emblem or Emblem(area_code=village, owner=owner.value)
    emblem.media_type, emblem.content, emblem.digest = picture.media_type, content, digest_of(content)
    emblem.save()
    return emblem


@operation("places.emblem.remove", "Lambang dihapus", EDIT_PROFILE, "emblem", tiers={Tier.VILLAGE})
def remove_emblem(actor: Actor, *, emblem: Emblem) -> None:
    """Take a picture off a village's letters."""
    emblem.delete()
