"""Reads about hamlets, RW and RT."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import chain_of, village_of
from pendopo.kernel.errors import NotFound
from pendopo.places.models import Locality
from pendopo.places.queries.village import profiles_of, public_village
from pendopo.places.rules.figures import AreaFigures, figures_of
from pendopo.places.rules.localities import NO_NUMBER, LocalityTier, locality_title
from pendopo.places.rules.permissions import EDIT_LOCALITIES


class AreaLine(NamedTuple):
    """A line of the area table: a part of the village, who heads it, and who lives there if somebody counts.

    `place` says where an RT is when the line stands alone: RW 004.
    """

    code: str
    tier: LocalityTier
    name: str
    title: str
    place: str
    head_name: str
    figures: AreaFigures | None

    @property
    def hamlet_code(self) -> str:
        """The code of the hamlet that this part lies in."""
        return ".".join(self.code.split(".")[:5])

    @property
    def named(self) -> bool:
        """Whether this is a real part, not the place for those without one."""
        return self.name not in ("", NO_NUMBER)

    @property
    def shown(self) -> bool:
        """Whether the table needs the line: a real part, or a nameless one where somebody lives."""
        return self.named or bool(self.figures and self.figures.residents)


def _labels(village: str) -> dict[str, str]:
    found = public_village(village)
    if found is None:
        raise NotFound
    return dict(found.labels)


def public_localities(village: str) -> list[Locality]:
    """Return the open hamlets, RW and RT of a village, each after the one it belongs to."""
    return list(Locality.objects.filter(village_code=village, active_until=None).order_by("code"))


def public_area_lines(village: str, labels: Mapping[str, str]) -> list[AreaLine]:
    """Return the open parts of a village under the village's own words."""
    figures = figures_of(village)
    rows = Locality.objects.filter(village_code=village, active_until=None).order_by("code")
    lines = []
    # Plain values: a village of 300 RT is read in 1 ms, as rows it takes 4.
    for code, kind, name, head_name in rows.values_list("code", "tier", "name", "head_name"):
        tier = LocalityTier(kind)
        above = code.split(".")[5] if tier is LocalityTier.RT else ""
        place = locality_title(labels, LocalityTier.RW, above, silent=True)
        title = locality_title(labels, tier, name)
        lines.append(AreaLine(code, tier, name, title, place, head_name, figures.get(code)))
    return lines


def public_locality_titles(village: str) -> dict[str, str]:
    """Return code and full title of every part, closed ones too: "RT 002 RW 004 Dusun Cibolang"."""
    labels = _labels(village)
    rows = Locality.objects.filter(village_code=village).order_by("code")
    titles: dict[str, str] = {}
    for row in rows:
        own = locality_title(labels, LocalityTier(row.tier), row.name, silent=True)
        titles[row.code] = " ".join(part for part in (own, titles.get(row.parent_code, "")) if part)
    return titles


def public_place_titles(codes: Collection[str]) -> dict[str, str]:
    """Return full titles of places in many villages: "RT 002 RW 004 Dusun Cibolang, Taraju"."""
    villages = {row.area_code: row for row in profiles_of({village_of(code) for code in codes})}
    wanted = {part for code in codes for part in chain_of(code)[4:]}
    rows = {row.code: row for row in Locality.objects.filter(code__in=wanted)}
    titles = {}
    for code in codes:
        village = villages.get(village_of(code))
        if village is None:
            continue
        parts = [rows[part] for part in reversed(chain_of(code)[4:]) if part in rows]
        names = (
            locality_title(village.labels, LocalityTier(row.tier), row.name, silent=True) for row in parts
        )
        titles[code] = ", ".join(filter(None, (" ".join(filter(None, names)), village.name)))
    return titles


def localities_of(actor: Actor, village: str) -> list[Locality]:
    """Return every hamlet, RW and RT of a village, closed ones too, for who may edit them."""
    if not actor.may(EDIT_LOCALITIES, village):
        raise NotFound
    return list(Locality.objects.filter(village_code=village).order_by("code"))


def locality_by_id(actor: Actor, locality_id: UUID) -> Locality:
    """Return one hamlet, RW or RT for who may edit it."""
    row = Locality.objects.filter(pk=locality_id).first()
    if row is None or not actor.may(EDIT_LOCALITIES, row.code):
        raise NotFound
    return row


def public_locality(code: str) -> Locality | None:
    """Return the hamlet, RW or RT with this local code."""
    return Locality.objects.filter(code=code).first()
