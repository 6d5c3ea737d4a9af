"""The generator of registers and lists: seeded, shaped like the published errors, and a stranger to the matcher."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from benchmarks.matching import variants
from benchmarks.matching.generate import generate
from benchmarks.matching.keying import smudge
from benchmarks.matching.variants import DEV, HELDOUT, KINDS, rewrite

ROOT = Path(__file__).resolve().parents[3]
COLUMNS = [
    "nik",
    "kk",
    "nama",
    "jk",
    "tempat_lahir",
    "tgl_lahir",
    "alamat",
    "rt",
    "rw",
    "dusun",
    "desa",
    "kec",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One set of each kind that is looked at below, 20,000 people each."""
    folder = tmp_path_factory.mktemp("generated")
    kinds: dict[str, dict[str, Any]] = {
        "typical": {},
        "hard": {"profile": "hard"},
        "keying": {"errors": "keying", "culture": "mixed"},
    }
    for name, more in kinds.items():
        generate(folder / name, people=20_000, seed=3, **more)
    return {name: folder / name for name in kinds}


def ask(folder: Path, question: str) -> float:
    """One number about list l, truth t and the row r that the truth names."""
    joined = (
        f"read_parquet('{folder}/truth.parquet') t JOIN read_parquet('{folder}/list.parquet') l USING (wid) "
        f"LEFT JOIN read_parquet('{folder}/register.parquet') r ON r.rid = t.rid"
    )
    [(value,)] = duckdb.execute(f"SELECT {question} FROM {joined}").fetchall()
    return float(value)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        generate(tmp_path / name, people=2000, seed=seed)
    for file in ("register.parquet", "list.parquet", "truth.parquet"):
        first, again, other = ((tmp_path / name / file).read_bytes() for name in "abc")
        assert first == again
        assert first != other


def test_columns_are_those_of_the_exchange_format(made: dict[str, Path]) -> None:
    for file, wanted in (("register", ["rid", *COLUMNS, "status"]), ("list", ["wid", *COLUMNS])):
        assert duckdb.read_parquet(f"{made['typical']}/{file}.parquet").columns == wanted


def test_every_listed_person_has_a_truth_and_every_number_of_the_register_is_its_own(
    made: dict[str, Path],
) -> None:
    for folder in made.values():
        assert ask(folder, "count(*) FILTER (t.rid IS NOT NULL AND r.rid IS NULL)") == 0
        listed = duckdb.execute(
            f"SELECT count(*), count(DISTINCT wid) FROM read_parquet('{folder}/list.parquet')"
        ).fetchall()
        assert listed == [(ask(folder, "count(*)"),) * 2]
        register = duckdb.execute(
            f"SELECT count(*), count(DISTINCT nik) FROM read_parquet('{folder}/register.parquet')"
        )
        [(rows, numbers)] = register.fetchall()
        assert rows == numbers


@pytest.mark.parametrize(
    ("name", "right", "name_too", "absent"),
    [("typical", 0.839, 0.59, 0.034), ("hard", 0.72, 0.44, 0.066), ("keying", 0.82, 0.58, 0.034)],
)
def test_rates_of_errors_are_near_the_published_ones(
    made: dict[str, Path], name: str, right: float, name_too: float, absent: float
) -> None:
    """handbook/matching.md section 3: 83.9 % right numbers, 59 % number and name; 72 % where it is hard."""
    here = "FILTER (r.rid IS NOT NULL)"
    assert ask(made[name], f"avg(coalesce(l.nik = r.nik, false)::INT) {here}") == pytest.approx(
        right, abs=0.035
    )
    both = f"avg(coalesce(l.nik = r.nik AND l.nama = r.nama, false)::INT) {here}"
    assert ask(made[name], both) == pytest.approx(name_too, abs=0.05)
    assert ask(made[name], "avg((t.rid IS NULL)::INT)") == pytest.approx(absent, abs=0.012)


def test_an_identity_number_says_area_birth_date_and_sex_unless_corrected_later(
    made: dict[str, Path],
) -> None:
    rows = duckdb.execute(
        f"SELECT nik, jk, tgl_lahir FROM read_parquet('{made['typical']}/register.parquet')"
    ).fetchall()
    agreeing = 0
    for nik, sex, birth in rows:
        assert re.fullmatch(r"[1-9]\d{15}", nik)
        assert (int(nik[6:8]) > 40) == (sex == "P")
        agreeing += f"{int(nik[6:8]) % 40:02d}{nik[8:12]}" == f"{birth[8:10]}{birth[5:7]}{birth[2:4]}"
    assert 0.95 < agreeing / len(rows) < 0.985


def test_every_trap_occurs(made: dict[str, Path]) -> None:
    folder = made["hard"]
    here = "t.rid IS NOT NULL AND "
    assert ask(folder, f"count(*) FILTER ({here} l.nik = left(r.nik, 15) || '0' AND l.nik <> r.nik)") > 20, (
        "Excel"
    )
    assert ask(folder, f"count(*) FILTER ({here} length(l.nik) = 15)") > 20
    assert ask(folder, "count(*) FILTER (l.nik IS NULL)") > 200
    assert (
        ask(folder, f"count(*) FILTER ({here} l.tgl_lahir LIKE '%-01-01' AND r.tgl_lahir NOT LIKE '%-01-01')")
        > 50
    )
    assert ask(folder, f"count(*) FILTER ({here} l.desa <> r.desa)") > 100, "moved"
    assert ask(folder, f"count(*) FILTER ({here} l.nama NOT LIKE '% %' AND r.nama LIKE '% %')") > 50
    relatives = (
        f"SELECT count(*) FROM read_parquet('{folder}/truth.parquet') t "
        f"JOIN read_parquet('{folder}/list.parquet') l USING (wid) "
        f"JOIN read_parquet('{folder}/register.parquet') r ON r.rid = t.rid "
        f"JOIN read_parquet('{folder}/register.parquet') o ON o.nik = l.nik AND o.rid <> t.rid AND o.kk = r.kk"
    )
    assert duckdb.execute(relatives).fetchall()[0][0] > 30, "numbers of relatives"
    assert ask(folder, "count(*) FILTER (r.status = 'meninggal')") > 20
    assert ask(folder, "count(DISTINCT t.absent)") == 5


def test_families_stand_on_other_cards_in_the_list_and_some_are_split(made: dict[str, Path]) -> None:
    folder = made["hard"]
    cards = (
        f"SELECT l.kk, count(DISTINCT r.kk) AS n FROM read_parquet('{folder}/truth.parquet') t "
        f"JOIN read_parquet('{folder}/list.parquet') l USING (wid) "
        f"JOIN read_parquet('{folder}/register.parquet') r ON r.rid = t.rid "
        "WHERE length(l.kk) = 16 AND l.kk NOT LIKE '%000000' GROUP BY l.kk"
    )
    [(split, families)] = duckdb.execute(
        f"SELECT count(*) FILTER (n > 1), count(*) FROM ({cards})"
    ).fetchall()
    assert 0.02 < split / families < 0.2


def test_errors_differ_between_villages(made: dict[str, Path]) -> None:
    by_village = duckdb.execute(
        f"SELECT avg(coalesce(l.nik = r.nik, false)::INT) FROM read_parquet('{made['hard']}/truth.parquet') t "
        f"JOIN read_parquet('{made['hard']}/list.parquet') l USING (wid) "
        f"JOIN read_parquet('{made['hard']}/register.parquet') r ON r.rid = t.rid GROUP BY r.desa HAVING count(*) > 300"
    ).fetchall()
    shares = [share for (share,) in by_village]
    assert max(shares) - min(shares) > 0.08


def test_the_kept_variants_share_no_rule_with_those_of_development() -> None:
    for part in ("sounds", "after"):
        assert not set(getattr(DEV, part)) & set(getattr(HELDOUT, part))
    for part in ("prefixes", "before", "child_of"):
        own, kept = getattr(DEV, part), getattr(HELDOUT, part)
        assert set(own) == set(kept)
        assert not any(set(own[key]) & set(kept[key]) for key in own)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", ["dev", "heldout"])
def test_every_way_to_write_a_name_leaves_a_name(kind: str, known: str) -> None:
    chance = Random(1)
    names = ["Muhammad Rizky Pratama", "Siti Nurhayati", "Hermawan", "Asep", "Iis", "Ai", "Az-Zahra Putri"]
    known_as = variants.SETS[known]
    cases = [(name, sex) for name in names for sex in "LP"] * 5
    written = [rewrite(kind, name, sex, "Dadang", known_as, chance) for name, sex in cases]
    assert all(each.strip() for each in written)
    assert any(each not in names for each in written)


def test_a_machine_confuses_shapes_and_not_sounds() -> None:
    chance = Random(2)
    seen = {smudge("SOBANDI", chance) for _ in range(400)}
    assert {"5OBANDI", "SOBANDL"} <= seen or {"5OBANDI", "S0BANDI"} <= seen
    assert not {each for each in seen if "OE" in each}


GENERATOR = [
    "pools",
    "people",
    "kinship",
    "drafts",
    "columns",
    "variants",
    "profiles",
    "writers",
    "enumerator",
    "keying",
    "generate",
]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def test_generator_and_matcher_do_not_know_each_other() -> None:
    matcher = [path for path in (ROOT / "pendopo" / "matching").rglob("*.py") if "tests" not in path.parts]
    assert matcher
    assert not [(path, name) for path in matcher for name in _imports(path) if name.startswith("benchmarks")]
    generator = [ROOT / "benchmarks" / "matching" / f"{name}.py" for name in GENERATOR]
    assert not [(path, name) for path in generator for name in _imports(path) if name.startswith("pendopo")]
