"""What the desk's resident pages need beside the rows: areas to choose from, a file in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains, village_of
from pendopo.kernel.errors import NotFound
from pendopo.people.models import KeptFilter
from pendopo.people.queries.events.timeline import TimelineEntry, timeline
from pendopo.people.queries.filters import filters_of
from pendopo.people.queries.persons import (
    Listing,
    PersonFile,
    Resident,
    Wanted,
    every_person,
    opened_file,
    own_person,
    persons_visible_to,
    villages_in,
)
from pendopo.people.queries.statistics.edition import public_titles
from pendopo.people.queries.travelling import OwnTransfer, own_transfer
from pendopo.people.rules.codes import TABLES
from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.dates import age
from pendopo.people.rules.nik import mask
from pendopo.people.rules.permissions import CORRECT, READ, RECORD, SEARCH
from pendopo.places.queries import public_area, public_locality_titles, public_place_titles

_VILLAGE_DOTS = 3


@dataclass(frozen=True)
class ResidentList:
    """A page of residents, the titles of their places, and the areas (code: title) that the officer can choose.

    `place` is the village, or the part of one, of which a file can hold all; nothing while there are several.
    """

    listing: Listing
    titles: Mapping[str, str]
    areas: dict[str, str]
    place: str
    kept: Sequence[KeptFilter]
    across: bool = False  # a search across villages, which asks for a purpose first


@dataclass(frozen=True)
class ResidentRows:
    """Every resident whom the filters give, for a file of one village or a part of it."""

    place: str
    persons: Iterator[Resident]
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One line of a summary list."""

    label: str
    value: object


@dataclass(frozen=True)
class PersonPage:
    """A person's file as the page shows it."""

    file: PersonFile
    sections: list[tuple[str, list[Line]]]
    area: str
    age: int | None
    history: list[TimelineEntry] = field(default_factory=list)
    may_record: bool = False
    may_correct: bool = False
    move: OwnTransfer | None = None


SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "identitas",
        ("birth_place", "birth_date", "sex", "religion", "marital_status", "citizenship", "ethnicity"),
    ),
    ("keluarga", ("relation", "father_name", "mother_name", "married_on", "divorced_on")),
    ("pendidikan", ("education", "education_current", "occupation")),
    (
        "dokumen",
        (
            "birth_certificate",
            "marriage_certificate",
            "divorce_certificate",
            "passport",
            "kitas",
            "eid",
            "eid_status",
        ),
    ),
    (
        "kesehatan",
        ("blood_group", "disability", "contraception", "pregnant", "insurance", "insurance_number"),
    ),
)


def resident_list(actor: Actor, wanted: Wanted) -> ResidentList:
    """Return a page of residents and the areas in which the officer may read them."""
    held = actor.areas(READ)
    villages, place, kept = villages_in(held), _one_place(actor, wanted.area), filters_of(actor)
    if wanted.text.strip() and not place and len(villages) > 1 and SEARCH in actor.permissions:
        return ResidentList(Listing([], 0), {}, {}, "", kept, across=True)
    listing = persons_visible_to(actor, wanted)
    if len(villages) == 1:
        (village,) = villages
        titles = public_titles(village)
        areas = {code: title for code, title in titles.items() if any(contains(each, code) for each in held)}
        return ResidentList(listing, titles, areas, place, kept)
    titles = public_place_titles({person.area_code for person in listing.persons})
    return ResidentList(listing, titles, _steps_down(villages, wanted.area), place, kept)


def resident_rows(actor: Actor, wanted: Wanted) -> ResidentRows:
    """Return all residents of one place who fit the filters; more villages than one stand in no file."""
    place = _one_place(actor, wanted.area)
    if not place:
        raise NotFound
    persons = every_person(actor, replace(wanted, area=place))
    return ResidentRows(place, persons, public_locality_titles(village_of(place)))


def _one_place(actor: Actor, chosen: str) -> str:
    """The chosen place; without a choice the officer's only village or only part of one."""
    held = actor.areas(READ)
    only = [part for part in (villages_in(held), held) if len(part) == 1]
    places = [chosen] if chosen else [code for part in only for code in part]
    return next((code for code in places if code.count(".") >= _VILLAGE_DOTS and actor.may(READ, code)), "")


def _steps_down(villages: list[str], chosen: str) -> dict[str, str]:
    """The districts; below the chosen one its villages, below the chosen village its parts: never 351 at once."""
    found: dict[str, str] = {}
    districts = list(dict.fromkeys(village[:8] for village in villages))
    for district in districts:
        found[district] = _area_name(district)
        if not contains(district, chosen) and len(districts) > 1:
            continue
        for village in (each for each in villages if contains(district, each)):
            found[village] = f"– {_area_name(village)}"
            if contains(village, chosen):
                titles = public_locality_titles(village)
                found |= {code: f"– – {title}" for code, title in titles.items()}
    return found


def _area_name(code: str) -> str:
    area = public_area(code)
    return area.name if area else code


def person_page(actor: Actor, person_id: UUID) -> PersonPage | None:
    """Return a person's file in words, or nothing while no purpose has been named."""
    found = opened_file(actor, person_id)
    return None if found is None else _page_of(actor, found)


def own_page(actor: Actor) -> PersonPage:
    """Return the resident's own file in words, or raise NotFound."""
    person = own_person(actor)
    members = list(person.family.members.order_by("relation", "birth_date")) if person.family else []
    page = _page_of(actor, PersonFile(person, person.family, members, [], [], village_of(person.area_code)))
    return replace(page, move=own_transfer(actor))


def _page_of(actor: Actor, found: PersonFile) -> PersonPage:
    person = found.person
    titles = public_titles(village_of(person.area_code))
    return PersonPage(
        file=found,
        sections=_sections(found),
        area=titles.get(person.area_code, ""),
        age=age(person.birth_date, clock.today()) if person.birth_date else None,
        history=timeline(actor, person),
        may_record=actor.may(RECORD, person.area_code),
        may_correct=actor.may(CORRECT, person.area_code),
    )


FileSection = tuple[str, list[Line]]


def _file_sections(person: Resident) -> list[FileSection]:
    """Say in words what stands in a person's row, identity numbers masked; whoever asks has checked that he may."""
    return _sections(PersonFile(person, person.family, [], [], [], person.village_code))


def _sections(found: PersonFile) -> list[tuple[str, list[Line]]]:
    language = translation.get_language() or "id"
    names = {
        "identitas": _("Identitas"),
        "keluarga": _("Keluarga"),
        "pendidikan": _("Pendidikan dan pekerjaan"),
        "dokumen": _("Dokumen"),
        "kesehatan": _("Kesehatan dan jaminan"),
    }
    first = [Line(_("NIK"), mask(found.person.nik) or _("belum ada"))]
    if found.family is not None:
        first.append(Line(_("Nomor KK"), mask(found.family.kk_number) or _("belum ada")))
    sections = [(names[key], _lines(found, fields, language)) for key, fields in SECTIONS]
    sections[0] = (sections[0][0], [*first, *sections[0][1]])
    return [(title, lines) for title, lines in sections if lines]


def _lines(found: PersonFile, fields: tuple[str, ...], language: str) -> list[Line]:
    lines: list[Line] = []
    for name in fields:
        value = getattr(found.person, name)
        if value is None or value == "":
            continue
        column = BY_FIELD[name]
        table = TABLES.get(column.name)
        shown = table.label(value, language) if table else value
        if isinstance(shown, date):
            shown = date_format(shown, "j F Y")
        lines.append(Line(column.english if language == "en" else column.label, shown))
    return lines
