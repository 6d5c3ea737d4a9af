"""The engine's sentences as codes again, so that they can be counted and said in another language."""

import re
from functools import cache
from typing import Final

from pendopo.matching.rules.evidence import all_sentences

_HOUSEHOLD: Final = re.compile(r"(\d+) anggota keluarga lain padan ke KK yang sama\.")
_SENTENCE: Final = re.compile(r"[^.]*\.?")


@cache
def _known() -> tuple[tuple[str, str], ...]:
    found = [(text, code) for code, text in all_sentences().items() if "%(" not in text]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def codes_of(text: str) -> tuple[str, ...]:
    """Read sentences as codes; "household:3" keeps its count, an unknown sentence stays as it is
    (handbook matching.md section 6.4)."""
    found: list[str] = []
    rest = text.strip()
    while rest:
        family = _HOUSEHOLD.match(rest)
        known = next(((words, code) for words, code in _known() if rest.startswith(words)), None)
        if family is not None:
            found.append(f"household:{family[1]}")
            rest = rest[family.end() :]
        elif known is not None:
            found.append(known[1])
            rest = rest[len(known[0]) :]
        else:
            piece = _SENTENCE.match(rest)
            end = piece.end() if piece is not None and piece.end() else len(rest)
            found.append(rest[:end].strip())
            rest = rest[end:]
        rest = rest.strip()
    return tuple(found)
