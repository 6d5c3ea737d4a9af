"""Which figures a correction changes, told before it is saved: of past months too, for it was always so."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.people.models import BookPrint, PastMembership, Person
from pendopo.people.rules.books import BY_SLUG
from pendopo.ui.rules import date_long

# What tables of people are made of; other columns name nobody's group in a book.
_COUNTED: Final = ("birth_date", "sex", "citizenship")


def _effect_of(person: Person, values: Mapping[str, object]) -> list[str]:
    """Say in sentences which months change by a correction, and which of them were printed."""
    changed = [name for name in _COUNTED if name in values and values[name] != getattr(person, name)]
    if not changed:
        return []
    first = _first_here(person)
    told, born = [], values.get("birth_date")
    if "birth_date" in changed and isinstance(born, date) and first in (person.birth_date, None):
        told.append(_moved(min(first or born, born), max(first or born, born)))
        first = min(first or born, born)
    elif "birth_date" in changed and isinstance(born, date) and first is not None and first < born:
        told.append(_moved(first, born))
    if first is None:
        return told
    until = person.present_until or clock.today()
    told.append(
        _("Angka menurut data ini berubah untuk %(count)s bulan: %(first)s sampai %(last)s.")
        % {"count": _months(first, until), "first": date_long(first), "last": date_long(until)}
    )
    return told + _printed(person.village_code, first, until)


def _first_here(person: Person) -> date | None:
    stays = PastMembership.objects.filter(person=person, valid_from__isnull=False).exclude(village_code="")
    past = stays.order_by("valid_from").values_list("valid_from", flat=True).first()
    own = person.here_since or person.present_from
    if past is not None:
        return past
    return own if person.present_until is None or person.present_until > own else None


def _moved(first: date, last: date) -> str:
    return _("Jumlah penduduk berubah untuk %(count)s bulan: %(first)s sampai %(last)s.") % {
        "count": _months(first, last),
        "first": date_long(first),
        "last": date_long(last),
    }


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _printed(village: str, first: date, last: date) -> list[str]:
    rows = BookPrint.objects.filter(village_code=village, until__gte=first).order_by("year", "month", "book")
    named = dict.fromkeys(
        f"{BY_SLUG[book].number} {month:02d}-{year}"
        for book, year, month in rows.values_list("book", "year", "month")
        if book in BY_SLUG and (year, month) <= (last.year, last.month)
    )
    return [_("Sudah dicetak dan perlu direvisi: %(books)s.") % {"books": ", ".join(named)}] if named else []
