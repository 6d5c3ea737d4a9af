"""Makes the shipped parameters anew from labelled sets: Splink's EM for the coarse model, then the fine weights."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.matching.logistic import Pattern, fit, isotonic
from pendopo.matching.engine import candidates, fine, household, macros, preparing, reading
from pendopo.matching.engine.database import Connection, connect, one_row
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.engine.settings import PREPARED, TRAIN, settings
from pendopo.matching.rules.compare import FIELDS, Levels
from pendopo.matching.rules.scoring import Model, features

ACCEPT: Final = 0.8
REVIEW: Final = 0.1
_SEED: Final = 4
_EM_FROM: Final = 20_000  # smaller registers leave rare levels unseen
_PAIRS: Final = 3e6
_EMPTY: Final = Model(0.0, {}, (), ())
Say = Callable[[str], None]

# Parameters as Splink and the shipped file have them: JSON.
Parsed = dict[str, Any]


@dataclass
class _Set:
    """One labelled set on a connection of its own."""

    name: str
    connection: Connection
    work: Path
    context: fine.Context


@dataclass(frozen=True)
class Source:
    """A folder with register, list and truth; `without` empties columns of the list, as poorer lists have them."""

    folder: Path
    without: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.folder.name + "".join(f" -{column}" for column in self.without)


def train(sources: Sequence[Source], version: str, *, say: Say) -> Parsed:
    """Train on labelled sets and return the parameters as they are shipped."""
    with tempfile.TemporaryDirectory(prefix="pendopo-latih-") as name:
        return _train(sources, version, Path(name), say)


def _train(sources: Sequence[Source], version: str, root: Path, say: Say) -> Parsed:
    sets = [_open(source, root / str(number)) for number, source in enumerate(sources)]
    learnt = []
    for one, source in zip(sets, sources, strict=True):
        if not source.without and one.context.people >= _EM_FROM:
            say(f"{one.name}: EM")
            learnt.append(_train_splink(one))
    if not learnt:
        raise MatchingFailed(f"Perlu setidaknya satu register dengan {_EM_FROM} penduduk.")
    coarse = _pooled(learnt)
    for one in sets:
        say(f"{one.name}: calon")
        candidates.settle_exact(one.connection)
        candidates.prepare_sides(one.connection)
        candidates.find_candidates(one.connection, coarse)
        fine.compare_candidates(one.connection, "candidates", one.context, one.work, processes=1)
    say("bobot pasangan")
    pair = _fit([(one, "compared", False) for one in sets])
    pair = Model(pair.bias, pair.weights, *_curve(sets, "compared", "pair", pair))
    for one in sets:
        _again(one, pair, _EMPTY)
    say("bobot akhir")
    final = _fit([(one, "described", True) for one in sets])
    doubles = sum(household.share_of_doubles(one.connection) for one in sets) / len(sets)
    for one in sets:
        _again(one, pair, final)
        household.weigh(one.connection, final.weights, doubles=doubles)
    final = Model(final.bias, final.weights, *_curve(sets, "weighed", "final", None))
    return {
        "version": version,
        "trained_on": [one.name for one in sets],
        "doubles": round(doubles, 5),
        "thresholds": {"accept": ACCEPT, "review": REVIEW},
        "pair": _written(pair),
        "final": _written(final),
        "splink": coarse,
    }


def _open(source: Source, work: Path) -> _Set:
    folder = source.folder
    work.mkdir(parents=True)
    con = connect()
    con.execute("SET enable_progress_bar = false")
    macros.define(con)
    reading.load_table(con, _one_of(folder, "register"), "raw_register", "rid", work)
    reading.load_table(con, _one_of(folder, "list"), "raw_listed", "wid", work)
    for column in source.without:
        con.execute(f"UPDATE raw_listed SET {column} = NULL")
    preparing.clean_tables(con, work)
    preparing.read_names(con, work, "SELECT name FROM register UNION SELECT name FROM listed", processes=1)
    truth = str(_one_of(folder, "truth")).replace("'", "''")
    con.execute(
        f"CREATE TABLE truth AS SELECT a.id AS l, b.id AS truth_r FROM '{truth}' t JOIN listed a ON a.key = t.wid "
        "LEFT JOIN register b ON b.key = t.rid"
    )
    (people,) = one_row(con, "SELECT count(*) FROM register")
    return _Set(source.name, con, work, fine.Context(_EMPTY, _EMPTY, preparing.count_words(con), int(people)))


def _one_of(folder: Path, name: str) -> Path:
    for suffix in (".parquet", ".csv"):
        if (folder / f"{name}{suffix}").is_file():
            return folder / f"{name}{suffix}"
    raise MatchingFailed(f"{folder}: perlu {name}.parquet atau {name}.csv.")


def _train_splink(one: _Set) -> Parsed:
    for side, table in (("train_left", "listed"), ("train_right", "register")):
        one.connection.execute(f"CREATE TABLE {side} AS {PREPARED.format(table=table)}")
    linker = candidates.make_linker(one.connection, settings(), ("train_left", "train_right"), check=True)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=_SEED)
    for rule in TRAIN:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=_PAIRS
        )
    learnt: Parsed = linker.misc.save_model_to_json()
    _check_trained(learnt, one.name)
    return learnt


def _check_trained(learnt: Parsed, name: str) -> None:
    """A level that was never seen keeps Splink's default in silence; such parameters must not ship."""
    for comparison in learnt["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level") and not (
                level.get("m_probability") and level.get("u_probability")
            ):
                raise MatchingFailed(
                    f"{name}: {comparison['output_column_name']} '{level['label_for_charts']}' tidak terlatih. "
                    "Pakai data latih yang lebih besar."
                )


def _pooled(learnt: list[Parsed]) -> Parsed:
    """The mean of m and u over the sets, in the settings that stand in the code today."""
    pooled: Parsed = settings()
    for number, comparison in enumerate(pooled["comparisons"]):
        for place, level in enumerate(comparison["comparison_levels"]):
            if level.get("is_null_level"):
                continue
            for key in ("m_probability", "u_probability"):
                seen = [one["comparisons"][number]["comparison_levels"][place][key] for one in learnt]
                level[key] = float(f"{sum(seen) / len(seen):.6g}")
    return pooled


def _again(one: _Set, pair: Model, final: Model) -> None:
    """Compare once more with the new models, and add what families know."""
    context = one.context._replace(pair=pair, final=final)
    one.connection.execute("DROP TABLE compared")
    fine.compare_candidates(one.connection, "candidates", context, one.work, processes=1)
    household.find_anchors(one.connection)
    household.family_candidates(one.connection)
    fine.compare_candidates(one.connection, "family_pairs", context, one.work, processes=1)
    household.find_anchors(one.connection)
    household.describe_context(one.connection)


def _fit(sources: list[tuple[_Set, str, bool]]) -> Model:
    counted: dict[tuple[str, ...], list[int]] = {}
    for one, table, with_context in sources:
        for codes, pairs, matches in _patterns(one.connection, table, with_context):
            found = counted.setdefault(codes, [0, 0])
            found[0] += pairs
            found[1] += matches
    for codes, pairs in _twins():
        found = counted.setdefault(codes, [0, 0])
        found[0] += pairs
    bias, weights = fit([Pattern(codes, *found) for codes, found in counted.items()])
    return Model(round(bias, 4), weights, (), ())


def _patterns(connection: Connection, table: str, with_context: bool) -> list[Pattern]:
    extra = ", ".join(household.CODES) if with_context else "0"
    rows = connection.execute(
        f"SELECT {', '.join(FIELDS)}, rare, {extra}, count(*), count(*) FILTER (WHERE truth_r = r) "
        f"FROM {table} JOIN truth USING (l) GROUP BY ALL"
    ).fetchall()
    fields = len(FIELDS)
    made = []
    for row in rows:
        codes = features(Levels(*row[:fields]))
        context = (f"rare.{row[fields]}", *row[fields + 1 : -2]) if with_context else ()
        made.append(Pattern((*codes, *context), row[-2], row[-1]))
    return made


def _twins() -> Iterator[tuple[tuple[str, ...], int]]:
    """Twins of one family card, as many as among some 200,000 listed people: invented registers have too few.

    About one birth in 85 is of twins; their names differ while all else agrees.
    """
    for name, pairs in (("other", 600), ("one_word", 200), ("alike", 100), ("spelling", 60)):
        for nik, share in (("serial_digit", 2), ("missing", 1), ("other", 1)):
            yield features(Levels(name, nik, "equal", "equal", "equal", "rt", "equal")), pairs * share // 4


def _curve(
    sets: list[_Set], table: str, column: str, pair: Model | None
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Calibrate on the best candidate of each person (final) or on every pair (pair)."""
    points: list[tuple[float, bool]] = []
    for one in sets:
        if pair is not None:
            _again(one, pair, _EMPTY)
        best = (
            ""
            if pair is not None
            else f"QUALIFY row_number() OVER (PARTITION BY l ORDER BY {column} DESC, r) = 1"
        )
        points += one.connection.execute(
            f"SELECT {column}, coalesce(truth_r = r, false) FROM {table} JOIN truth USING (l) {best}"
        ).fetchall()
    curve = isotonic(points)
    return tuple(score for score, _ in curve), tuple(chance for _, chance in curve)


def _written(model: Model) -> Parsed:
    return {
        "bias": model.bias,
        "weights": dict(sorted(model.weights.items())),
        "calibration": [list(point) for point in zip(model.scores, model.probabilities, strict=True)],
    }


def write(parameters: Parsed, path: Path) -> None:
    """Write the parameters so that a change reads well in a diff."""
    path.write_text(json.dumps(parameters, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
