"""Second error model: a form read by a machine or typed in a hurry.

Glyphs are confused by their shape, not by their sound; letters double or drop out; a finger hits the neighbouring key;
a column slips by one row, or a value into the next column. Nothing here knows how a name sounds.
"""

from dataclasses import replace
from random import Random

from benchmarks.matching import writers
from benchmarks.matching.variants import rewrite
from benchmarks.matching.writers import Desk

SHAPES = (
    "O0",
    "I1",
    "S5",
    "B8",
    "Z2",
    "G6",
    "L1",
    "D0",
    "U V",
    "Q O",
    "E F",
    "C G",
    "H N",
    "A R",
    "I L",
    "M N",
)
DIGIT_SHAPES = {
    "0": "8O6",
    "1": "7I4",
    "2": "7Z",
    "3": "8",
    "4": "91",
    "5": "6S",
    "6": "05",
    "7": "1",
    "8": "B30",
    "9": "4",
}
JOINED = (("RN", "M"), ("M", "RN"), ("VV", "W"), ("W", "VV"), ("CI", "A"), ("LI", "U"), ("NI", "M"))
ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", "1234567890")
NAME_KINDS = ("initial", "drop", "title", "short", "prefix")


def write(desk: Desk) -> None:
    """Write the list as a typist or a scanner does."""
    _names(desk)
    writers.spoil_niks(desk)
    writers.spoil_cards(desk)
    _dates(desk)
    _numbers(desk)
    _texts(desk)
    _slipped_rows(desk)
    _slipped_columns(desk)


def _names(desk: Desk) -> None:
    """Most errors are of the hand; some forms were already filled in short."""
    names = desk.columns["nama"]
    for row in desk.suffering(desk.profile.name * 0.22):
        kind = desk.chance.choice(NAME_KINDS)
        sex = desk.columns["jk"][row]
        names[row] = (
            rewrite(kind, names[row].title(), sex, "", desk.variants, desk.chance).upper() or names[row]
        )
    for row in desk.suffering(desk.profile.name * 0.85):
        for _ in range(1 + (desk.chance.random() < desk.profile.second_name_error)):
            names[row] = smudge(names[row], desk.chance)


def smudge(text: str, chance: Random) -> str:
    """One mistake of the eye or the finger."""
    if len(text) < 2:
        return text
    lot, at = chance.random(), chance.randrange(len(text))
    if lot < 0.45:
        return _confused(text, at, chance)
    if lot < 0.60:
        return text[:at] + text[at + 1 :]
    if lot < 0.74:
        return text[:at] + text[at] + text[at:]
    if lot < 0.86:
        return text[:at] + _neighbour(text[at], chance) + text[at + 1 :]
    if lot < 0.93 and " " in text:
        return text.replace(" ", "", 1)
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _confused(text: str, at: int, chance: Random) -> str:
    pairs = [each for each in JOINED if each[0] in text]
    if pairs and chance.random() < 0.4:
        old, new = chance.choice(pairs)
        return text.replace(old, new, 1)
    like = [shape.replace(" ", "") for shape in SHAPES if text[at] in shape and text[at] != " "]
    return text[:at] + chance.choice(like).replace(text[at], "") + text[at + 1 :] if like else text


def _neighbour(key: str, chance: Random) -> str:
    for row in ROWS:
        if key in row:
            at = row.index(key)
            return chance.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
    return key


def _dates(desk: Desk) -> None:
    """As enumerators' dates, and more days and months swapped by the machine's idea of a date."""
    rates = desk.profile.date
    more = {**rates, "swap": rates["swap"] * 4, "as_number": 0.004, "first_january": 0.004}
    desk.profile = replace(desk.profile, date=more)
    writers.spoil_dates(desk)


def _numbers(desk: Desk) -> None:
    """Digits read as a digit or a letter of the same shape; a number as a spreadsheet shows it."""
    for column, rate in (("nik", 0.02), ("kk", 0.025)):
        cells = desk.columns[column]
        for row in desk.suffering(rate):
            if cells[row] and len(cells[row]) == 16:
                cells[row] = _misread(cells[row], desk.chance)
    for row in desk.suffering(0.003):
        number = desk.columns["nik"][row]
        if number and len(number) == 16 and number.isdigit():
            desk.columns["nik"][row] = f"{float(number):.5E}"


def _misread(number: str, chance: Random) -> str:
    at = chance.randrange(len(number))
    return number[:at] + chance.choice(DIGIT_SHAPES.get(number[at], number[at])) + number[at + 1 :]


def _texts(desk: Desk) -> None:
    for column in ("tempat_lahir", "alamat", "dusun", "desa"):
        cells = desk.columns[column]
        for row in desk.suffering(desk.profile.place * (0.25 if column == "desa" else 0.7)):
            cells[row] = smudge(cells[row], desk.chance)
    for column in ("rt", "rw"):
        cells = desk.columns[column]
        for row in desk.suffering(desk.profile.place):
            cells[row] = desk.chance.choice(
                [None, cells[row].lstrip("0"), f"{desk.chance.randint(1, 12):03d}"]
            )
    for row in desk.suffering(desk.profile.sex):
        desk.columns["jk"][row] = desk.chance.choice(["L", "P", None])


def _slipped_rows(desk: Desk) -> None:
    """A block of cells was pasted one row too low: each gets what belongs to the row above."""
    for start in desk.suffering(0.0012):
        end = min(start + desk.chance.randint(2, 6), len(desk.columns["nik"]) - 1)
        cells = desk.columns[desk.chance.choice(["nik", "nik", "kk", "tgl_lahir", "nama"])]
        for row in range(end, start, -1):
            cells[row] = cells[row - 1]


def _slipped_columns(desk: Desk) -> None:
    """Two neighbouring columns changed places."""
    for row in desk.suffering(0.004):
        one, other = desk.chance.choice(
            [("nik", "kk"), ("nik", "kk"), ("rt", "rw"), ("tempat_lahir", "alamat"), ("dusun", "desa")]
        )
        columns = desk.columns
        columns[one][row], columns[other][row] = columns[other][row], columns[one][row]
