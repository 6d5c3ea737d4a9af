"""Reads of letter types. A shipped type shows in the list before a village has used it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.letters.formats.type_files import digest_of, shipped_types, shipped_types_in
from pendopo.letters.models import LetterRequest, LetterType, LetterTypeVersion
from pendopo.letters.rules.clocks import STEPS_OFF
from pendopo.letters.rules.codes import ARCHIVE, archive_key
from pendopo.letters.rules.content import parse_content
from pendopo.letters.rules.finding import fitting
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.states import first_state, steps_on
from pendopo.letters.rules.types import GROUPS, INTERNAL, TypeContent
from pendopo.places.queries import public_village
from pendopo.places.rules.codes import VillageKind


@dataclass(frozen=True)
class VillageType:
    """A letter type as a village offers it; `version` is None until a shipped type is first used."""

    key: str
    content: TypeContent
    active: bool
    type: LetterType | None = None
    version: LetterTypeVersion | None = None

    @property
    def own(self) -> bool:
        """Whether the village has made it its own."""
        return self.version is not None and self.version.origin == "village"


def content_of(version: LetterTypeVersion) -> TypeContent:
    """Read what a version says; what a row holds is read once."""
    held: tuple[object, TypeContent] | None = vars(version).get("_read")
    if held is None or held[0] is not version.content:
        held = vars(version)["_read"] = (version.content, parse_content(version.content))
    return held[1]


def steps_of(row: LetterRequest) -> tuple[str, ...]:
    """Return the steps before signing that hold for a request."""
    held = content_of(row.version)
    off = public_rule(STEPS_OFF, area=row.area_code)
    # A village switches a step off for all its letters ("check") or for one type ("check:domicile").
    of_type = {step.partition(":")[0] for step in off if step.partition(":")[2] in ("", held.key)}
    return steps_on(held.steps, of_type)


def first_desk(row: LetterRequest) -> str:
    """Return the state in which a request begins once it is sent."""
    return first_state(steps_of(row))


def public_shipped_types(village: str) -> Mapping[str, TypeContent]:
    """Return the types that ship with Pendopo in a village's own words, by key."""
    place = public_village(village)
    if place is None:
        return shipped_types()
    return shipped_types_in(VillageKind(place.kind), tuple(sorted(place.labels.items())))


def _of_village(village: str) -> dict[str, VillageType]:
    rows = {row.key: row for row in LetterType.objects.filter(area_code=village)}
    live = LetterTypeVersion.objects.filter(letter_type__in=list(rows.values()), state="live").defer("docx")
    versions = {version.letter_type_id: version for version in live}
    shipped = public_shipped_types(village)
    found = {
        key: _joined(shipped.get(key), rows.get(key), versions.get(rows[key].pk) if key in rows else None)
        for key in [*shipped, *(key for key in rows if key not in shipped)]
    }
    return {key: one for key, one in found.items() if one is not None}


def _joined(
    shipped: TypeContent | None, row: LetterType | None, live: LetterTypeVersion | None
) -> VillageType | None:
    """Say what holds: the village's own version, or the shipped one, which an update of Pendopo may have renewed."""
    active = row is None or row.active
    if live is not None and (
        live.origin == "village" or shipped is None or live.digest == digest_of(shipped)
    ):
        content = content_of(live)
        return VillageType(content.key, content, active, row, live)
    return VillageType(shipped.key, shipped, active, row) if shipped is not None else None


def public_letter_types(village: str, *, internal: bool = False) -> list[VillageType]:
    """Return the letters that a village offers, by theme and name."""
    order = list(GROUPS)
    offered = [
        one
        for one in _of_village(village).values()
        if one.active and (internal or one.content.group != INTERNAL)
    ]
    return sorted(offered, key=lambda one: (order.index(one.content.group), one.content.name.lower()))


def public_types_matching(village: str, text: str) -> list[VillageType]:
    """Return the letters that fit what was typed, the likeliest first."""
    return fitting(public_letter_types(village), text, lambda one: one.content)


def public_type(village: str, key: str) -> VillageType:
    """Return one letter that a village offers, or raise NotFound."""
    row = LetterType.objects.filter(area_code=village, key=key).first()
    live = row.versions.filter(state="live").first() if row is not None else None
    found = _joined(public_shipped_types(village).get(key), row, live)
    if found is None or not found.active:
        raise NotFound
    return found


def public_archive_code(village: str, content: TypeContent, *, on: date | None = None) -> str:
    """Return the archive code of a letter on a day: the village's own, else the dated rule."""
    if content.archive_code:
        return content.archive_code
    key = archive_key(content.key) if content.key in shipped_types() else ARCHIVE
    return str(public_rule(key, on=on or clock.today(), area=village))


def letter_types(actor: Actor, village: str) -> list[VillageType]:
    """Return all letters of a village for who may edit them, those switched off too."""
    _require(actor, village)
    return sorted(_of_village(village).values(), key=lambda one: one.content.name.lower())


def _require(actor: Actor, village: str) -> None:
    if not actor.may(EDIT_TYPES, village):
        raise NotFound


def type_version(actor: Actor, village: str, key: str, number: int) -> LetterTypeVersion:
    """Return one version of a type, with its type, for who may edit them."""
    _require(actor, village)
    row = LetterTypeVersion.objects.filter(
        letter_type__area_code=village, letter_type__key=key, number=number
    ).select_related("letter_type")
    found = row.first()
    if found is None:
        raise NotFound
    return found
