"""The coarse stage on Spark finds what it finds on DuckDB; needs the extra `spark` and Java."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.engine.settings import settings
from pendopo.matching.engine.spark import spoken_by_spark
from pendopo.matching.tests.village import listed_from, people, read_result, write_csv


def test_only_the_names_of_functions_differ() -> None:
    spoken = spoken_by_spark(settings())
    assert "jaro_winkler_similarity" not in str(spoken)
    assert str(spoken).replace("jaro_winkler(", "jaro_winkler_similarity(") == str(settings())


def test_the_parser_is_loaded_as_python_before_anything_else_and_refused_after() -> None:
    pytest.importorskip("sqlglot")
    ask = (
        "import sys, types; from importlib.machinery import ModuleSpec; sys.modules['pyspark'] = types.ModuleType('p');"
        " sys.modules['pyspark'].__spec__ = ModuleSpec('pyspark', None);"
        " from pendopo.matching.engine.spark import load_plain_parser; load_plain_parser()"
    )
    show = "import sqlglot.expressions, sqlglot.generator as g; print(g.__file__)"
    fresh = subprocess.run(
        [sys.executable, "-c", f"{ask}; {show}"], capture_output=True, text=True, check=True
    )
    assert fresh.stdout.strip().endswith("generator.py")
    late = subprocess.run(
        [sys.executable, "-c", f"{show}; {ask}"], capture_output=True, text=True, check=False
    )
    if late.stdout.strip().endswith(".py"):
        pytest.skip("the compiled parser is not installed")
    assert late.returncode != 0
    assert "perlu proses sendiri" in late.stderr


def test_without_spark_one_line_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("splink")
    from pendopo.matching.engine.run import match_files

    monkeypatch.setitem(sys.modules, "pyspark", None)
    register = write_csv(tmp_path / "register.csv", people(10))
    listed = write_csv(tmp_path / "list.csv", listed_from(people(10)))
    with pytest.raises(MatchingFailed, match=r"pendopo\[match,spark\]"):
        match_files(register, listed, tmp_path / "hasil.csv", engine="spark")


def test_spark_gives_the_verdicts_of_duckdb(tmp_path: Path) -> None:
    pytest.importorskip("splink")
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("no Java machine")
    from pendopo.matching.engine.run import match_files

    rows = listed_from(people(40))
    for number, row in enumerate(rows):
        if number % 3 == 0:
            row["nik"] = ""
        if number % 5 == 0:
            row["tgl_lahir"] = row["tgl_lahir"][:4] + "-01-01"
    register = write_csv(tmp_path / "register.csv", people(40))
    listed = write_csv(tmp_path / "list.csv", rows)
    match_files(register, listed, tmp_path / "duckdb.csv")
    # a process of its own: this one has loaded the compiled SQL parser
    files = ["--register", str(register), "--list", str(listed), "--out", str(tmp_path / "spark.csv")]
    done = subprocess.run(
        [sys.executable, "-m", "pendopo", "match", "run", *files, "--engine", "spark"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert read_result(tmp_path / "spark.csv") == read_result(tmp_path / "duckdb.csv")
