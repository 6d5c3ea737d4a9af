"""Which local code a hamlet, RW and RT have, or would get."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.areas import chain_of
from pendopo.kernel.errors import NotFound
from pendopo.places.models import Locality
from pendopo.places.queries.village import public_site_village, public_village_codes
from pendopo.places.rules.localities import LocalityTier, NewLocality, clean_triple, plan_localities


@dataclass(frozen=True)
class PlannedPlaces:
    """Where each (hamlet, RW, RT) lives, what an import would make or open again, and the hamlets there are."""

    codes: dict[tuple[str, str, str], str]
    made: list[NewLocality]
    reopened: list[NewLocality]
    hamlets: list[str]


def public_planned_places(village: str, triples: Iterable[tuple[str, str, str]]) -> PlannedPlaces:
    """Say where the residents of a file live, also in what is not made yet; raise BadNumber beyond 99 hamlets."""
    cleaned = {triple: clean_triple(*triple) for triple in set(triples)}
    rows = Locality.objects.filter(village_code=village).values_list("code", "tier", "name", "active_until")
    known = list(rows)
    names = {code: name for code, tier, name, _until in known if tier == LocalityTier.HAMLET.value}
    plan = plan_localities(village, (code for code, *_rest in known), names, cleaned.values())
    used = {part for code in plan.codes.values() for part in chain_of(code)}
    return PlannedPlaces(
        {triple: plan.codes[clean] for triple, clean in cleaned.items()},
        plan.missing,
        [NewLocality(code, name) for code, _tier, name, until in known if until is not None and code in used],
        [name for name in names.values() if name],
    )


def public_site_code() -> str:
    """Return the code of the site's village, or refuse with what to do when there is none, or more than one."""
    village = public_site_village()
    if village is None and public_village_codes():
        raise NotFound(_("Situs ini melayani beberapa desa. Tulis wilayah yang dimaksud: --area KODE"))
    if village is None:
        raise NotFound(_("Situs ini belum punya desa. Jalankan: pendopo init --village KODE"))
    return village.code


require_site_village = public_site_code
