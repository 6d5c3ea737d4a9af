"""The one place that gives numbers: inside the transaction that uses them. Inner part of the operations."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from pendopo.kernel.doubts import require_sound_clock
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import NumberCounter
from pendopo.letters.rules.clocks import COUNTER, PATTERN
from pendopo.letters.rules.numbers import Book, CounterMode, NumberParts, counter_key, write_number


@dataclass(frozen=True)
class Number:
    """A number as the register keeps it."""

    counter: str
    year: int
    number: int
    text: str


def take_number(village: str, book: Book, archive: str, on: date) -> Number:
    """Take the next number of a counter; whoever comes at the same moment waits for this transaction."""
    require_sound_clock(village)  # a number of a wrong year would stay taken for ever
    mode = CounterMode(public_rule(COUNTER, on=on, area=village))
    key = counter_key(mode, book, archive)
    counter = locked_counter(village, key, on.year)
    counter.last += 1
    counter.save()
    if book is Book.INCOMING:
        text = f"{counter.last:03d}/{on.year}"
    else:
        pattern = str(public_rule(PATTERN, on=on, area=village))
        text = write_number(pattern, NumberParts(archive, counter.last, village, on))
    return Number(key, on.year, counter.last, text)


def locked_counter(village: str, key: str, year: int) -> NumberCounter:
    """Hold the counter's row; the first letter of a year makes it, and of two first ones only one does."""
    rows = NumberCounter.objects.select_for_update().filter(area_code=village, counter=key, year=year)
    found = rows.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return NumberCounter.objects.create(area_code=village, counter=key, year=year)
    except IntegrityError:
        return rows.get()
