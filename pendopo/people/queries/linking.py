"""The register as record linkage needs it: one line a person, identity numbers opened on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.people.models import Family, Person
from pendopo.people.queries.scope import in_areas, public_inside
from pendopo.people.rules.codes import BasicStatus
from pendopo.places import queries as places
from pendopo.places.rules.localities import NO_NUMBER

_CHUNK = 2_000
_SLICE = 500
# Who was marked as not valid is nobody; everybody else is compared, the dead and those who moved too.
_COMPARED = [status.value for status in BasicStatus if status is not BasicStatus.INVALID]
_NEEDED = (
    *("id", "nik", "name", "name_key", "sex", "birth_place", "birth_date", "area_code", "village_code"),
    *("basic_status", "current_address", "family_id", "mother_name"),
)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A person of the register with family card and place in words."""

    id: UUID
    nik: str
    kk: str
    name: str
    sex: str
    birth_place: str
    birth_date: date | None
    address: str
    rt: str
    rw: str
    hamlet: str
    village: str
    district: str
    area_code: str
    status: int
    family_id: UUID | None


def register_lines(actor: Actor, *, area: str) -> Iterator[RegisterLine]:
    """Yield every person of an area with open identity numbers, for a named job and nobody else."""
    if actor.kind != "system":
        raise NotPermitted
    rows = Person.objects.filter(public_inside(area), basic_status__in=_COMPARED)
    place = _Places()
    persons = rows.only(*_NEEDED).order_by("village_code", "id").iterator(chunk_size=_CHUNK)
    yield from _in_pieces(persons, place)


def register_lines_of(actor: Actor, ids: Sequence[UUID], *, permission: str) -> dict[UUID, RegisterLine]:
    """Return some people by id, as far as the actor's areas for a permission reach."""
    found: dict[UUID, RegisterLine] = {}
    place = _Places()
    for start in range(0, len(ids), _SLICE):
        rows = Person.objects.filter(in_areas(actor, permission), pk__in=ids[start : start + _SLICE])
        found.update({line.id: line for line in _in_pieces(iter(rows.only(*_NEEDED)), place)})
    return found


def register_line(actor: Actor, person_id: UUID, *, permission: str) -> RegisterLine:
    """Return one person of the actor's areas for a permission, or raise NotFound."""
    found = register_lines_of(actor, [person_id], permission=permission)
    if person_id not in found:
        raise NotFound
    return found[person_id]


def changed_since(actor: Actor, *, area: str, since: datetime, permission: str) -> int:
    """Count the persons and families of an area that were written after a moment.

    The id of a row's last entry begins with its time (UUIDv7), so that no table of changes is needed.
    """
    if not actor.may(permission, area):
        raise NotFound
    edge = UUID(int=int(since.timestamp() * 1000) << 80)
    persons = Person.objects.filter(public_inside(area), last_entry__gt=edge, basic_status__in=_COMPARED)
    return persons.count() + Family.objects.filter(public_inside(area), last_entry__gt=edge).count()


class _Places:
    """Names of villages and hamlets, each asked for once."""

    def __init__(self) -> None:
        self._villages: dict[str, tuple[str, str, dict[str, str]]] = {}

    def of(self, area_code: str, village_code: str) -> tuple[str, str, str, str, str]:
        """Return RT, RW, hamlet, village and district of an address."""
        if village_code not in self._villages:
            known = places.public_village(village_code)
            names = {row.code: row.name for row in places.public_localities(village_code)}
            self._villages[village_code] = (
                (known.name, known.district_name, names) if known else ("", "", names)
            )
        village, district, names = self._villages[village_code]
        parts = area_code.split(".")
        rw, rt = (*parts[5:7], "", "")[:2]
        hamlet = names.get(".".join(parts[:5]), "") if len(parts) > 4 else ""
        return _number(rt), _number(rw), hamlet, village, district


def _number(part: str) -> str:
    return "" if part == NO_NUMBER else part


def _in_pieces(persons: Iterator[Person], place: _Places) -> Iterator[RegisterLine]:
    piece: list[Person] = []
    for person in persons:
        piece.append(person)
        if len(piece) == _SLICE:
            yield from _lines(piece, place)
            piece = []
    yield from _lines(piece, place)


def _lines(persons: Sequence[Person], place: _Places) -> Iterator[RegisterLine]:
    wanted = {person.family_id for person in persons if person.family_id}
    families = Family.objects.only("id", "kk_number", "address").in_bulk(list(wanted))
    for person in persons:
        family = families.get(person.family_id) if person.family_id else None
        rt, rw, hamlet, village, district = place.of(person.area_code, person.village_code)
        yield RegisterLine(
            id=person.pk,
            nik=person.nik or "",
            kk=(family.kk_number or "") if family else "",
            name=person.name,
            sex={1: "L", 2: "P"}.get(person.sex or 0, ""),
            birth_place=person.birth_place,
            birth_date=person.birth_date,
            address=(family.address if family else "") or person.current_address,
            rt=rt,
            rw=rw,
            hamlet=hamlet,
            village=village,
            district=district,
            area_code=person.area_code,
            status=person.basic_status,
            family_id=person.family_id,
        )
