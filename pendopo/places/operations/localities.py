"""Writes about hamlets, RW and RT."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, chain_of, village_of
from pendopo.kernel.errors import Conflict
from pendopo.kernel.operation import operation
from pendopo.places.models import Locality, VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.figures import figures_of
from pendopo.places.rules.localities import (
    NO_NUMBER,
    BadNumber,
    LocalityTier,
    clean_hamlet,
    clean_number,
    clean_triple,
    locality_tier,
    next_hamlet_number,
    plan_localities,
)
from pendopo.places.rules.names import fold_name
from pendopo.places.rules.permissions import EDIT_LOCALITIES


def _require_village(village: str) -> None:
    """Refuse without a profile; with one, hold it: two officers never give out the same number."""
    if VillageProfile.objects.select_for_update().filter(area_code=village).first() is None:
        raise PlaceRefused("village_not_set_up")


def _new(code: str, name: str, head_name: str = "") -> Locality:
    return Locality(
        code=code,
        village_code=village_of(code),
        parent_code=code.rpartition(".")[0],
        tier=locality_tier(code).value,
        name=name,
        head_name=" ".join(head_name.split()),
        active_from=clock.today(),
    )


@operation("places.hamlet.add", "Dusun ditambah", EDIT_LOCALITIES, "village", tiers={Tier.VILLAGE})
def add_hamlet(actor: Actor, *, village: str, name: str, head_name: str = "") -> Locality:
    """Add a hamlet with the next free number."""
    _require_village(village)
    tidy = clean_hamlet(name)
    if not tidy:
        raise PlaceRefused("name_missing")
    hamlets = list(Locality.objects.filter(village_code=village, tier=LocalityTier.HAMLET.value))
    if any(fold_name(row.name) == fold_name(tidy) and row.active_until is None for row in hamlets):
        raise PlaceRefused("locality_exists")
    try:
        number = next_hamlet_number(row.code.rpartition(".")[2] for row in hamlets)
    except BadNumber as error:
        raise PlaceRefused("too_many_hamlets") from error
    hamlet = _new(f"{village}.{number}", tidy, head_name)
    hamlet.save()
    return hamlet


@operation("places.neighbourhood.add", "RW atau RT ditambah", EDIT_LOCALITIES, "parent", tiers={Tier.VILLAGE})
def add_neighbourhood(actor: Actor, *, parent: Locality, number: str, head_name: str = "") -> Locality:
    """Add an RW to a hamlet or an RT to an RW; a closed one with this number opens again."""
    if parent.tier == LocalityTier.RT.value:
        raise PlaceRefused("locality_below_rt")
    if parent.active_until is not None:
        raise PlaceRefused("locality_closed")
    try:
        clean = clean_number(number)
    except BadNumber as error:
        raise PlaceRefused("bad_number") from error
    if clean == NO_NUMBER:
        raise PlaceRefused("bad_number")
    code = f"{parent.code}.{clean}"
    existing = Locality.objects.filter(code=code).first()
    if existing is not None and existing.active_until is None:
        raise PlaceRefused("locality_exists")
    locality = existing or _new(code, clean, head_name)
    if existing is not None:
        locality.active_until, locality.head_name = None, " ".join(head_name.split())
    locality.save()
    return locality


@operation(
    "places.locality.rename",
    "Nama dusun atau ketua diubah",
    EDIT_LOCALITIES,
    "locality",
    tiers={Tier.VILLAGE},
)
def rename_locality(
    actor: Actor, *, locality: Locality, head_name: str, name: str | None = None, seen: UUID | None = None
) -> Locality:
    """Change the name of a hamlet or the head of a hamlet, RW or RT."""
    current = Locality.objects.select_for_update().get(pk=locality.pk)
    if seen is not None and current.last_entry != seen:
        raise Conflict(current=current, attempted=locality)
    if current.tier == LocalityTier.HAMLET.value and name is not None:
        current.name = clean_hamlet(name)
        if not current.name:
            raise PlaceRefused("name_missing")
        others = Locality.objects.filter(
            village_code=current.village_code, tier=current.tier, active_until=None
        )
        if any(fold_name(row.name) == fold_name(current.name) for row in others.exclude(pk=current.pk)):
            raise PlaceRefused("locality_exists")
    current.head_name = " ".join(head_name.split())
    current.save()
    return current


@operation(
    "places.heads.name", "Nama ketua wilayah dicatat", EDIT_LOCALITIES, "village", tiers={Tier.VILLAGE}
)
def name_heads(actor: Actor, *, village: str, heads: Mapping[str, str]) -> int:
    """Name the heads of many hamlets, RW and RT (local code: name) at once."""
    rows = list(Locality.objects.filter(village_code=village, code__in=list(heads)))
    changed = [row for row in rows if row.head_name != " ".join(heads[row.code].split())]
    for row in changed:
        row.head_name = " ".join(heads[row.code].split())
        row.save(update_fields=["head_name"])
    return len(changed)


@operation(
    "places.locality.close", "Dusun, RW, atau RT ditutup", EDIT_LOCALITIES, "locality", tiers={Tier.VILLAGE}
)
def close_locality(actor: Actor, *, locality: Locality, until: date) -> Locality:
    """Close a hamlet, RW or RT that is empty; its number is never given to another."""
    parts = Locality.objects.filter(parent_code=locality.code, active_until=None)
    if parts.exists():
        raise PlaceRefused("locality_has_parts")
    figures = figures_of(locality.village_code).get(locality.code)
    if figures is not None and figures.residents:
        raise PlaceRefused("locality_has_residents")
    current = Locality.objects.select_for_update().get(pk=locality.pk)
    if until <= current.active_from:
        raise PlaceRefused("term_backward")
    current.active_until = until
    current.save()
    return current


@operation(
    "places.localities.ensure",
    "Dusun, RW, dan RT disiapkan",
    EDIT_LOCALITIES,
    "village",
    tiers={Tier.VILLAGE},
)
def ensure_localities(
    actor: Actor, *, village: str, triples: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str], str]:
    """Find the local code of each (hamlet, RW, RT) of an import and make what is missing.

    A triple whose RW or RT is no number is refused: `rules.localities.clean_number` tells beforehand.
    """
    _require_village(village)
    try:
        cleaned = {triple: clean_triple(*triple) for triple in set(triples)}
    except BadNumber as error:
        raise PlaceRefused("bad_number") from error
    known = list(Locality.objects.filter(village_code=village))
    names = {row.code: row.name for row in known if row.tier == LocalityTier.HAMLET.value}
    try:
        plan = plan_localities(village, (row.code for row in known), names, cleaned.values())
    except BadNumber as error:
        raise PlaceRefused("too_many_hamlets") from error
    used = {part for code in plan.codes.values() for part in chain_of(code)}
    reopened = [row for row in known if row.active_until is not None and row.code in used]
    for row in reopened:
        row.active_until = None
        row.save()
    Locality.objects.bulk_create([_new(new.code, new.name) for new in plan.missing], batch_size=500)
    return {triple: plan.codes[clean] for triple, clean in cleaned.items()}
