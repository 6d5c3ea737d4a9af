"""What a question is: its words, its kind and its limits, as plain data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pendopo.people.rules.marker import gettext_noop as _

FIELD_KINDS = {
    "text": _("Teks pendek"),
    "longtext": _("Teks panjang"),
    "number": _("Angka"),
    "date": _("Tanggal"),
    "time": _("Jam"),
    "money": _("Uang (rupiah)"),
    "choice": _("Pilihan"),
    "resident": _("Orang"),
    "group": _("Daftar berulang"),
}
WHEN = ("", "past", "future")


@dataclass(frozen=True)
class Field:
    """One question."""

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    max_length: int = 0
    fields: tuple["Field", ...] = ()
    # A text that holds digits only, and how many; a number's word behind it; where a date may lie.
    digits: int = 0
    unit: str = ""
    when: str = ""
    # How many rows a repeated list shows at first, and how many must be filled if it is required.
    rows: int = 1
    least: int = 1


def walk(fields: Iterable[Field]) -> Iterator[Field]:
    """Go through all questions, those inside repeated lists too."""
    for one in fields:
        yield one
        yield from walk(one.fields)


def named(fields: Iterable[Field], key: str) -> Field | None:
    """Find the question with a key."""
    return next((one for one in fields if one.key == key), None)
