"""The one place that gives numbers: inside the transaction that uses them. Inner part of the operations."""

from django.db import IntegrityError, transaction

from pendopo.kernel.doubts import require_sound_clock
from pendopo.kernel.queries import public_rule
from pendopo.mail.models import NumberCounter, RegisterEntry
from pendopo.mail.rules.numbers import Book, CounterMode, NumberParts, counter_key, write_number
from pendopo.mail.rules.settings import COUNTER, PATTERN


def number_line(row: RegisterEntry) -> RegisterEntry:
    """Give a new line the next number of its counter and save it; whoever comes at the same moment waits."""
    require_sound_clock()  # a number of a wrong year would stay taken for ever
    book, on, village = Book(row.book), row.on, row.area_code
    mode = CounterMode(public_rule(COUNTER, on=on, area=village))
    row.counter, row.year = counter_key(mode, book, row.archive), on.year
    counter = _locked_counter(village, row.counter, row.year)
    counter.last += 1
    counter.save()
    row.number = counter.last
    if book is Book.INCOMING:
        row.text = f"{row.number:03d}/{row.year}"
    else:
        pattern = str(public_rule(PATTERN, on=on, area=village))
        row.text = write_number(pattern, NumberParts(row.archive, row.number, village, on))
    row.save()
    return row


def _locked_counter(village: str, key: str, year: int) -> NumberCounter:
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
