"""The fine comparison: the pure rules look at every candidate once, in several processes for big lists."""

from collections.abc import Iterator, Mapping
from math import log10
from pathlib import Path
from typing import Final, NamedTuple

from pendopo.matching.engine.database import Connection
from pendopo.matching.engine.preparing import batches_of, read_rows, rows_of
from pendopo.matching.engine.workers import spread
from pendopo.matching.rules.compare import FIELDS, Clean, Levels, compare_clean
from pendopo.matching.rules.names import shared_words
from pendopo.matching.rules.normalise import read_name
from pendopo.matching.rules.scoring import Model, features, score

_COLUMNS: Final = ("name", "nik", "birth", "kk", "sex", "village", "district", "hamlet", "rt", "rw", "place")
_WIDTH: Final = len(_COLUMNS)
_BATCH: Final = 20_000
_RAREST: Final = 7


class Context(NamedTuple):
    """What a worker process needs: the models, and how often each sound stands in the register."""

    pair: Model
    final: Model
    words: Mapping[str, int]
    people: int


def compare_candidates(
    connection: Connection, source: str, context: Context, work: Path, *, processes: int
) -> None:
    """Add the rows of `source` (l, r, weight) to `compared`: levels, rarity, pair score, base of the final score."""
    chosen = ", ".join(f"coalesce({side}.{name}, '')" for side in ("a", "b") for name in _COLUMNS)
    rows = rows_of(
        connection,
        f"SELECT c.l, c.r, c.weight, {chosen} FROM {source} c "
        "JOIN listed a ON a.id = c.l JOIN register b ON b.id = c.r",
    )
    paths = spread(_compare, batches_of(rows, _BATCH), work / source, processes=processes, context=context)
    columns = ("l", "r", "weight", *FIELDS, "rare", "pair", "base")
    read_rows(connection, paths, f"read_{source}", columns)
    typed = (
        "SELECT CAST(l AS BIGINT) AS l, CAST(r AS BIGINT) AS r, CAST(weight AS DOUBLE) AS weight, "
        f"{', '.join(FIELDS)}, rare, CAST(pair AS DOUBLE) AS pair, CAST(base AS DOUBLE) AS base FROM read_{source}"
    )
    connection.execute(f"CREATE TABLE IF NOT EXISTS compared AS {typed} LIMIT 0")
    connection.execute(  # what an interrupted run wrote already is written again, never twice
        f"DELETE FROM compared c USING ({typed}) n WHERE c.l = n.l AND c.r = n.r"
    )
    connection.execute(f"INSERT INTO compared {typed}")
    connection.execute(f"DROP TABLE read_{source}")


def _compare(rows: list[tuple[str, ...]], context: Context) -> Iterator[tuple[object, ...]]:
    for row in rows:
        one, other = Clean(*row[3 : 3 + _WIDTH]), Clean(*row[3 + _WIDTH :])
        levels = compare_clean(one, other)
        rare = rarity(one.name, other.name, levels, context)
        codes = features(levels)
        yield (
            *row[:3],
            *(getattr(levels, name) for name in FIELDS),
            rare,
            round(score(codes, context.pair), 4),
            round(score((*codes, f"rare.{rare}"), context.final), 4),
        )


def rarity(one: str, other: str, levels: Levels, context: Context) -> str:
    """Say how seldom the shared words of two names are, in powers of ten of the register; "none" if none is shared."""
    if levels.name in ("other", "missing", "alike"):
        return "none"
    shared = shared_words(read_name(one), read_name(other))
    if not shared:
        return "none"
    people = max(context.people, 1)
    share = sum(log10(max(context.words.get(word, 1), 1) / people) for word in shared)
    return str(min(_RAREST, int(-share)))
