"""A code table of the resident workbook: numbers, words, and every spelling in which a cell may give them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from pendopo.people.rules.problems import WARNING, Problem, error

_SPACED_MARK = re.compile(r"(?<!\s)\s*([/\-+])\s*")
_NUMBER = re.compile(r"[+]?0*(\d{1,4})(?:[.,]0+)?")
_LOOSE = re.compile(r"[^a-z0-9]+")


def text_key(text: str) -> str:
    """Reduce a spelling to what matters: case, double spaces and spaces around "/" do not."""
    return _SPACED_MARK.sub(r"\1", " ".join(text.lower().split()))


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The codes of one column with Indonesian and English labels, and the spellings that mean them.

    `words` are the spellings as people write them; `doubted` those that say less than the code they are read as.
    """

    column: str
    labels: Mapping[int, str]
    english: Mapping[int, str]
    spellings: Mapping[str, int]
    words: Mapping[str, int]
    doubted: Mapping[str, int]

    def label(self, code: int | None, language: str = "id") -> str:
        """Name a code for people; an unknown or missing code gives an empty text."""
        words = self.english if language == "en" else self.labels
        return words.get(code, "") if code is not None else ""

    def choices(self) -> tuple[tuple[int, str], ...]:
        """List (code, Indonesian label) in the order of the table, for forms."""
        return tuple(self.labels.items())

    def told(self) -> Iterator[tuple[int, str, list[str]]]:
        """List each code with its label and the other words that are read as it."""
        for code, label in self.labels.items():
            known = {text_key(label): label}
            for word, meant in self.words.items():
                if meant == code:
                    known.setdefault(text_key(word), word)
            yield code, label, list(known.values())[1:]

    def __contains__(self, code: object) -> bool:
        return code in self.labels


Line = tuple[int, str, str]


def make_table(
    column: str,
    lines: Iterable[Line],
    *,
    official: Mapping[int, str] | None = None,
    aliases: Mapping[int, str] | None = None,
    doubted: Mapping[int, str] | None = None,
) -> CodeTable:
    """Build a table from (code, Indonesian, English) lines.

    `official` adds the wording of older systems, `aliases` other words of each code with commas between them, and
    `doubted` words that say less than the code they are read as.
    """
    rows = tuple(lines)
    spellings: dict[str, int] = {}
    unsure: dict[str, int] = {}
    labels = ((code, (indonesian, (official or {}).get(code, ""))) for code, indonesian, _ in rows)
    words = {word: code for code, both in labels for word in both if word} | _apart(aliases)
    for word, code in (*words.items(), *((english, code) for code, _, english in rows)):
        _learn(spellings, word, code)
    for word, code in _apart(doubted).items():
        _learn(unsure, word, code)
    return CodeTable(
        column=column,
        labels=MappingProxyType({code: indonesian for code, indonesian, _ in rows}),
        english=MappingProxyType({code: english for code, _, english in rows}),
        spellings=MappingProxyType(spellings),
        words=MappingProxyType(words | _apart(doubted)),
        doubted=MappingProxyType(unsure),
    )


def _apart(words: Mapping[int, str] | None) -> dict[str, int]:
    return {word: code for code, many in (words or {}).items() for word in many.split(", ")}


def _learn(spellings: dict[str, int], word: str, code: int) -> None:
    if not word:
        return
    spellings.setdefault(text_key(word), code)
    # The sign of a blood group is all that tells A+ from A-, so words with one get no looser spelling.
    if not word.endswith(("+", "-")):
        spellings.setdefault(_LOOSE.sub("", word.lower()), code)


def parse_code(table: CodeTable, cell: object, *, field: str = "") -> int | Problem:
    """Read a number, a numeric text, 1.0 or a known word as a code (handbook opensid.md section 4)."""
    field = field or table.column
    number = _as_number(cell)
    if number is not None:
        if number in table.labels:
            return number
        return error("code_out_of_range", field, value=number, allowed=allowed_codes(table))
    text = str(cell)
    found = spelled(table.spellings, text)
    if found is not None:
        return found
    guess = spelled(table.doubted, text)
    if guess is not None:
        params = {"column": field, "value": " ".join(text.split())[:60], "close": table.labels[guess]}
        return Problem("code_doubted", WARNING, field, params, guess)
    return _unknown(table, text, field)


def _as_number(cell: object) -> int | None:
    if isinstance(cell, int):
        return int(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else -1
    if isinstance(cell, str):
        match = _NUMBER.fullmatch(cell.strip())
        return int(match[1]) if match else None
    return None


def spelled(spellings: Mapping[str, int], text: str) -> int | None:
    """Find the code of a word, or nothing."""
    found = spellings.get(text_key(text))
    if found is None and not text.rstrip().endswith(("+", "-")):
        found = spellings.get(_LOOSE.sub("", text.lower()))
    return found


def _unknown(table: CodeTable, text: str, field: str) -> Problem:
    shown = " ".join(text.split())[:60]
    close = get_close_matches(text_key(shown), table.spellings, n=1, cutoff=0.75)
    if close:
        code = table.spellings[close[0]]
        return error("code_unknown_close", field, value=shown, number=code, close=table.labels[code])
    return error("code_unknown", field, value=shown, allowed=allowed_codes(table))


def allowed_codes(table: CodeTable) -> str:
    """Write the allowed numbers shortly: "1-7" or "1-4, 6, 9"."""
    runs: list[list[int]] = []
    for code in sorted(table.labels):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
