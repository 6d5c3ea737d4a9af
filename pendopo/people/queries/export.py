"""Files of the register: made beside the database, counted and hashed, before anybody gets them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import override

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound
from pendopo.people.formats.cells_out import residents_table
from pendopo.people.models import Person
from pendopo.people.queries.books import BookRows, book_rows, book_signers
from pendopo.people.queries.persons import Wanted, _filters
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.books import B2
from pendopo.people.rules.permissions import EXPORT
from pendopo.people.rules.rows import FIELDS, Row
from pendopo.places import queries as places
from pendopo.places.queries import village_for
from pendopo.places.rules.localities import NO_NUMBER
from pendopo.ui.files import Kind, MadeFile, make_file
from pendopo.ui.tables import Table

_OF_PERSON = tuple(name for name in FIELDS if name not in {"address", "hamlet", "rw", "rt", "kk_number"})
_CHUNK = 2_000


def export_village(actor: Actor, village: str = "") -> str:
    """Return the code of the village whose register the actor may export."""
    code = village or village_for(actor, EXPORT).code
    if not actor.may(EXPORT, code) or places.public_village(code) is None:
        raise NotFound
    return code


@dataclass(frozen=True)
class ExportChoice:
    """What an officer may put into a file of residents, and how many the present filters give."""

    areas: dict[str, str]
    count: int


def export_choice(actor: Actor, wanted: Wanted) -> ExportChoice:
    """Return the areas that an officer may export and how many residents fit the filters."""
    code = export_village(actor)
    titles = places.public_locality_titles(code)
    persons = Person.objects.filter(in_areas(actor, EXPORT), village_code=code).filter(_filters(wanted))
    return ExportChoice({area: titles[area] for area in titles if titles[area]}, persons.count())


def residents_file(
    actor: Actor, *, format: Kind, wanted: Wanted | None = None, village: str = ""
) -> MadeFile:
    """Make a file of the 43 columns with the residents who fit, for who may export them."""
    code = export_village(actor, village)
    area = (wanted.area if wanted else "") or code
    if not contains(code, area):
        raise NotFound
    rows = _rows(actor, code, wanted)

    return make_file(
        residents_table(rows), kind=format, name=f"warga-{code}", area=area, what=f"43 kolom {format}"
    )


def _rows(actor: Actor, village: str, wanted: Wanted | None) -> Iterator[Row]:
    persons = Person.objects.filter(in_areas(actor, EXPORT), village_code=village)
    if wanted is not None:
        persons = persons.filter(_filters(wanted))
    persons = persons.select_related("family").order_by("area_code", "family_id", "relation", "id")
    hamlets = {row.code: row.name for row in places.public_localities(village)}
    for line, person in enumerate(persons.iterator(chunk_size=_CHUNK), start=2):
        yield _row(person, line, hamlets)


def _row(person: Person, line: int, hamlets: dict[str, str]) -> Row:
    parts = person.area_code.split(".")
    rw, rt = (*parts[5:7], "", "")[:2]
    row = Row(
        line=line,
        address=person.family.address if person.family else "",
        kk_number=person.family.kk_number if person.family else None,
        hamlet=hamlets.get(".".join(parts[:5]), "") if len(parts) > 4 else "",
        rw="" if rw == NO_NUMBER else rw,
        rt="" if rt == NO_NUMBER else rt,
    )
    for name in _OF_PERSON:
        setattr(row, name, getattr(person, name))
    return row


def book_file(actor: Actor, slug: str, *, year: int, month: int) -> MadeFile:
    """Make the workbook of a month of a book, identity numbers in full, for who may export it."""
    # The book is an Indonesian form: its words do not follow the reader's language.
    with override("id"):
        book = book_rows(actor, slug, year=year, month=month)
        table = Table(
            book.book.columns,
            book.rows,
            titles=_titles(book),
            sums=book.sums,
            signers=[(signer.position, signer.name) for signer in book_signers(actor, book.village)],
        )
        below = [Table(B2.columns, book.names, name="Daftar nama")] if book.names else []
        number, code, period = book.book.number, book.village.code, f"{year}-{month:02d}"
        name = f"buku-{number.lower().replace('.', '')}-{code}-{period}"
        return make_file(table, *below, kind="xlsx", name=name, area=code, what=f"{number} {period}")


def _titles(book: BookRows) -> list[str]:
    village = book.village
    place = f"{village.title}, {village.labels['district']} {village.district_name}"
    return [
        f"{book.book.number} {book.book.title}",
        f"{place}, {village.regency_name}",
        f"Bulan {book.month.month:02d} tahun {book.month.year}",
    ]
