"""What a question is: its words, its kind and its limits, as plain data."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace

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
# Parts that came later: they stand in the data only when they say something, so that older data keeps its fingerprint.
_LATER = (
    *("lowest", "highest", "min_length", "asked_if", "asked_when", "prefill"),
    *("seldom_below", "seldom_above", "person_name"),
)
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
    # What a number, an amount, a day (2026-08-17), an hour (07:30) or a year may be at least and at most; letters of a
    # text. A day or a year may move: "lahir", "-5 tahun", "+30 hari" (`rules/bounds.py`).
    lowest: str = ""
    highest: str = ""
    min_length: int = 0
    # Asked only when the earlier question with this key got one of these answers; without any: when it was answered.
    asked_if: str = ""
    asked_when: tuple[str, ...] = ()
    # What the register says already, to be put right: a key of `PREFILL`.
    prefill: str = ""
    # Below and above which a number is possible and yet seldom meant ("Rp15 sebulan?"): the page asks once more.
    seldom_below: str = ""
    seldom_above: str = ""
    # A text that names a person: letters, no digits.
    person_name: bool = False


def walk(fields: Iterable[Field]) -> Iterator[Field]:
    """Go through all questions, those inside repeated lists too."""
    for one in fields:
        yield one
        yield from walk(one.fields)


def named(fields: Iterable[Field], key: str) -> Field | None:
    """Find the question with a key."""
    return next((one for one in fields if one.key == key), None)


def in_words(one: Field, words: Callable[[str], str]) -> Field:
    """Give a question in the reader's language; `words` translates what stands in the program."""
    choices = tuple((key, words(said)) for key, said in one.choices)
    return replace(one, label=words(one.label), hint=words(one.hint) if one.hint else "", choices=choices)


def as_plain(one: Field) -> dict[str, object]:
    """Give a question as JSON holds it, lists and not tuples; reads back as it was."""
    held = {name: value for name, value in asdict(one).items() if value or name not in _LATER}
    held["choices"] = [list(pair) for pair in one.choices]
    held["fields"] = [as_plain(part) for part in one.fields]
    return held | ({"asked_when": list(one.asked_when)} if one.asked_when else {})
