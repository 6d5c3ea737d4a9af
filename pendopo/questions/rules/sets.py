"""A set of questions as plain data: a key, a version and the questions; what was answered names both."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pendopo.questions.rules.faults import LONGEST_NAME, Fault, field_faults, text_faults
from pendopo.questions.rules.fields import Field, as_plain
from pendopo.questions.rules.parsing import parse_fields, typed

SET_KEY = re.compile(r"[a-z][a-z0-9.-]{0,59}")


@dataclass(frozen=True)
class QuestionSet:
    """What is asked together; a version that somebody answered never changes."""

    key: str
    version: int
    title: str
    fields: tuple[Field, ...]
    # Whether nobody is to know who answered: the paper does not ask it, and no account stands behind the answers.
    anonymous: bool = False

    @property
    def code(self) -> str:
        """What a printed form calls itself: welfare.survey-3."""
        return f"{self.key}-{self.version}"

    def as_dict(self) -> dict[str, object]:
        """Everything as JSON holds it."""
        plain = [as_plain(one) for one in self.fields]
        held: dict[str, object] = {
            "key": self.key,
            "version": self.version,
            "title": self.title,
            "fields": plain,
        }
        return held | ({"anonymous": True} if self.anonymous else {})

    @property
    def digest(self) -> str:
        """SHA-256 over what it says, in hexadecimal."""
        text = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def parse_set(given: Mapping[str, object]) -> QuestionSet:
    """Read a set from JSON or TOML; TypeError or ValueError where it is none."""
    return typed(QuestionSet, {**given, "fields": parse_fields(given.get("fields", ()))})


def faults(asked: QuestionSet) -> Iterator[Fault]:
    """Name everything that is wrong with a set."""
    if not SET_KEY.fullmatch(asked.key):
        yield Fault("key", "bad_key")
    if asked.version < 1:
        yield Fault("version", "bad_number")
    yield from text_faults("title", asked.title, LONGEST_NAME)
    yield from field_faults(asked.fields)
    for position, one in enumerate(asked.fields):
        if asked.anonymous and (one.prefill or one.kind == "resident"):
            yield Fault(f"fields.{position}.kind", "names_somebody")
