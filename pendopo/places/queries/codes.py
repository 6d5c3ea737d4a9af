"""Which local code a hamlet, RW and RT have, or would get."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import NotFound
from pendopo.places.models import Locality
from pendopo.places.queries.village import public_site_village, public_village_codes
from pendopo.places.rules.localities import LocalityTier, clean_triple, plan_localities


def public_codes_for(
    village: str, triples: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str], str]:
    """Return the local code of each (hamlet, RW, RT), also of those not made yet."""
    cleaned = {triple: clean_triple(*triple) for triple in set(triples)}
    known = list(Locality.objects.filter(village_code=village).values_list("code", "tier", "name"))
    names = {code: name for code, tier, name in known if tier == LocalityTier.HAMLET.value}
    plan = plan_localities(village, (code for code, _tier, _name in known), names, cleaned.values())
    return {triple: plan.codes[clean] for triple, clean in cleaned.items()}


def public_site_code() -> str:
    """Return the code of the site's village, or refuse with what to do when there is none, or more than one."""
    village = public_site_village()
    if village is None and public_village_codes():
        raise NotFound(_("Situs ini melayani beberapa desa. Tulis wilayah yang dimaksud: --area KODE"))
    if village is None:
        raise NotFound(_("Situs ini belum punya desa. Jalankan: pendopo init --village KODE"))
    return village.code


require_site_village = public_site_code
