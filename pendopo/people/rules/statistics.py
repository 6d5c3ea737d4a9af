"""What the population figures count, into which groups, and which small counts stay hidden.

Suppression. Religion and health are "specific data" (UU 27/2022 art. 4(2)), and trade, marriage and insurance name a
neighbour as well where one to k-1 people share them. For such a sensitive topic the public sees one table: the whole
village, one date, no second dimension, neither hamlets nor sexes. So nothing can be subtracted: no hamlet from the
village, no day from the next. In that table every count from 1 to k-1 is hidden, and the largest group with them,
because the number of residents is known and would give a single hidden count away. The largest group takes up whatever
the hidden counts leave open: each of them may be any number from 1 to k-1. Where the largest group is too small for
that, the table is not published at all. Whoever keeps the tables of two quarters and knows who came and went between
them could still tell the last number before or behind a limit. So a count below 2k is hidden as well, without a word
on whether it is small. What stays open is the first who comes into a group of none: were every 0 hidden, no village
would have a table of religions at all.
Other topics are not published below the hamlet, where a count is a handful of houses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from pendopo.people.rules.codes import (
    BLOOD_GROUP,
    CITIZENSHIP,
    DISABILITY,
    EDUCATION,
    EDUCATION_CURRENT,
    INSURANCE,
    MARITAL_STATUS,
    OCCUPATION,
    RELIGION,
    SEX,
    CodeTable,
)
from pendopo.people.rules.marker import gettext_noop as _

SUPPRESSION_KEY: Final = "people.suppression_k"

# Code of those whose sheet says nothing; no table of codes has a 0.
UNKNOWN: Final = 0
UNKNOWN_LABEL: Final = _("Belum diisi")
OLDEST_BAND: Final = 75
BAND_YEARS: Final = 5


# How a topic is drawn.
Shape = Literal["pyramid", "groups", "bars", "areas"]


@dataclass(frozen=True)
class Topic:
    """One page of figures: its address, its words, the field it counts, and whether small counts name people."""

    slug: str
    title: str
    column: str
    field: str
    shape: Shape = "bars"
    table: CodeTable | None = None
    sensitive: bool = False


TOPICS: Final = (
    Topic("umur", _("Piramida umur"), _("Umur"), "age", "pyramid"),
    Topic("kelompok-umur", _("Kelompok umur"), _("Kelompok"), "age", "groups"),
    Topic("jenis-kelamin", _("Jenis kelamin"), _("Jenis kelamin"), "sex", table=SEX),
    Topic("wilayah", _("Dusun, RW, dan RT"), _("Wilayah"), "area", "areas"),
    Topic("keluarga", _("Besar keluarga"), _("Anggota"), "family"),
    Topic("agama", _("Agama"), _("Agama"), "religion", table=RELIGION, sensitive=True),
    Topic("pendidikan", _("Pendidikan dalam KK"), _("Pendidikan"), "education", table=EDUCATION),
    Topic(
        "pendidikan-sedang",
        _("Pendidikan sedang ditempuh"),
        _("Pendidikan"),
        "education_current",
        table=EDUCATION_CURRENT,
    ),
    Topic("pekerjaan", _("Pekerjaan"), _("Pekerjaan"), "occupation", table=OCCUPATION, sensitive=True),
    Topic(
        "status-kawin",
        _("Status kawin"),
        _("Status kawin"),
        "marital_status",
        table=MARITAL_STATUS,
        sensitive=True,
    ),
    Topic("kewarganegaraan", _("Kewarganegaraan"), _("Kewarganegaraan"), "citizenship", table=CITIZENSHIP),
    Topic("asuransi", _("Asuransi kesehatan"), _("Asuransi"), "insurance", table=INSURANCE, sensitive=True),
    Topic(
        "golongan-darah", _("Golongan darah"), _("Golongan"), "blood_group", table=BLOOD_GROUP, sensitive=True
    ),
    Topic("disabilitas", _("Disabilitas"), _("Disabilitas"), "disability", table=DISABILITY, sensitive=True),
)
BY_SLUG: Final[Mapping[str, Topic]] = {topic.slug: topic for topic in TOPICS}
# What a cross table can hold: one field once, ages in the bands of the pyramid.
CROSSABLE: Final = tuple(
    topic for topic in TOPICS if topic.shape in ("bars", "pyramid") and topic.field != "family"
)
FAMILY_SIZES: Final = 8  # the last one means "8 or more"


@dataclass(frozen=True)
class AgeGroup:
    """People between two ages (the upper one included; None means no upper bound), and why just these."""

    label: str
    low: int
    high: int | None
    basis: str


AGE_GROUPS: Final = (
    AgeGroup(_("Balita"), 0, 4, _("belum genap 5 tahun")),
    AgeGroup(_("Anak"), 0, 17, "UU 35/2014"),
    AgeGroup(_("Usia sekolah"), 7, 18, _("SD sampai SLTA")),
    AgeGroup(_("Pemuda"), 16, 30, "UU 40/2009"),
    AgeGroup(_("Produktif"), 15, 64, "BPS"),
    AgeGroup(_("Wajib KTP-el karena umur"), 17, None, "UU 24/2013"),
    AgeGroup(_("Lansia"), 60, None, "UU 13/1998"),
)


def _cuts() -> tuple[int, ...]:
    ages = set(range(0, OLDEST_BAND + 1, BAND_YEARS))
    for group in AGE_GROUPS:
        ages |= {group.low} if group.high is None else {group.low, group.high + 1}
    return tuple(sorted(ages))


# The youngest age of each span; every band and every group is a union of spans, so that one count serves all.
SPANS: Final = _cuts()


def born_by(on: date, age: int) -> date:
    """Give the last birth date of those who are at least this old on a day (rules/dates.py `age`)."""
    try:
        return date(on.year - age, on.month, on.day)
    except ValueError:  # 29 February in a year that has none
        return date(on.year - age, 2, 28)


def span_of(age: int) -> int:
    """Give the code of the span that holds an age: its youngest age plus one, because 0 means unknown."""
    return 1 + max(cut for cut in SPANS if cut <= max(age, 0))


def span_on(birth: date | None, on: date) -> int:
    """Give the code of the span that holds the age of somebody on a day; who has no birth date is unknown."""
    if birth is None:
        return UNKNOWN
    return next(
        (span_of(low) for low, next_ in pairwise(SPANS) if birth > born_by(on, next_)), span_of(SPANS[-1])
    )


def band_of(span: int) -> int:
    """Give the code of the five-year band that holds a span (BPS: 0–4, 5–9 … 75+); unknown stays unknown."""
    return UNKNOWN if span == UNKNOWN else 1 + min((span - 1) // BAND_YEARS, OLDEST_BAND // BAND_YEARS)


def band_label(code: int) -> str:
    """Name a five-year band: 0–4, 75+ (BPS)."""
    low = (code - 1) * BAND_YEARS
    return f"{low}+" if low >= OLDEST_BAND else f"{low}–{low + BAND_YEARS - 1}"


BANDS: Final = tuple(range(1, OLDEST_BAND // BAND_YEARS + 2))


def in_group(group: AgeGroup, span: int) -> bool:
    """Say whether a span lies in an age group (basis named in the group)."""
    return span != UNKNOWN and span - 1 >= group.low and (group.high is None or span - 1 <= group.high)


def codes_of(topic: Topic) -> tuple[int, ...]:
    """List the codes of a topic in the order in which they are shown (handbook resident-codes.md)."""
    if topic.field == "age":
        return BANDS
    if topic.field == "family":
        return tuple(range(1, FAMILY_SIZES + 1))
    return tuple(topic.table.labels) if topic.table else ()


def label_of(topic: Topic, code: int, language: str = "id") -> str:
    """Name a code of a topic in a language (handbook resident-codes.md)."""
    if topic.field == "age":
        return band_label(code)
    if topic.field == "family":
        return f"{code}+" if code == FAMILY_SIZES else str(code)
    return topic.table.label(code, language) if topic.table else ""


@dataclass(frozen=True)
class Published:
    """A table as the public may see it: None is a hidden count, `covering` the place of the large one among them."""

    counts: tuple[int | None, ...]
    covering: int | None = None
    withheld: bool = False  # nothing of the table may be shown


def suppress(counts: Sequence[int], k: int) -> Published:
    """Hide every count from 1 to 2k-1, and with them the largest one (UU 27/2022 art. 4(2); see this file's head)."""
    small = [place for place, count in enumerate(counts) if 0 < count < k]
    hidden = [place for place, count in enumerate(counts) if 0 < count < 2 * k]
    if not hidden:
        return Published(tuple(counts))
    largest = max(
        (place for place in range(len(counts)) if place not in hidden),
        key=lambda place: counts[place],
        default=-1,
    )
    shown = [count for place, count in enumerate(counts) if place != largest and place not in hidden]
    if largest < 0 or not _takes_up(counts, small, largest, max(shown, default=0), k):
        return Published((None,) * len(counts), withheld=True)
    return Published(
        tuple(None if place == largest or place in hidden else count for place, count in enumerate(counts)),
        covering=largest,
    )


def _takes_up(counts: Sequence[int], small: Sequence[int], largest: int, next_largest: int, k: int) -> bool:
    """With every small count at k-1, the largest group must still be the largest, and not be hidden itself."""
    hidden = counts[largest] + sum(counts[place] for place in small)
    return hidden - len(small) * (k - 1) > max(next_largest, 2 * k - 1)


def quarter_start(on: date) -> date:
    """Give the first day of a quarter: the one date on which sensitive topics are published (this file's head)."""
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def may_publish_area(topic: Topic, area: str, village: str) -> bool:
    """Say whether the public may see a topic in an area: sensitive ones for the village, others down to the hamlet."""
    if area == village:
        return True
    return (
        not topic.sensitive and area.startswith(f"{village}.") and area.count(".") == village.count(".") + 1
    )


def visible_codes(counts: Mapping[int, int], order: Iterable[int]) -> tuple[int, ...]:
    """List codes in their order, unknown last and only if it counts somebody (handbook style.md: no empty lines)."""
    known = tuple(order)
    strays = tuple(sorted(code for code in counts if code not in known and code != UNKNOWN and counts[code]))
    return (*known, *strays, *((UNKNOWN,) if counts.get(UNKNOWN) else ()))
