"""The benchmarks are complete and judge fairly; what they measure is timed by `pendopo bench`, never here."""

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

import benchmarks
from benchmarks import resident_tasks
from benchmarks.resident_tasks import Walked
from benchmarks.result import Result, percentile, table, unmeasured
from benchmarks.screen import Screen, answers_to, spoilt_answer
from pendopo.site.commands import bench

# Every row of the table "Numbers to reach" is measured by one of these.
MEASURES = {
    "page-weight",
    "page-cost",
    "statistics",
    "figures-with-writes",
    "import",
    "start",
    "operation",
    "search",
    "regency",
    "letters",
    "letter-flow",
    "matching",
    "journal",
    "wire",
    "cases",
    "resident-tasks",
    "outbox",
}


def _measures() -> list[ModuleType]:
    found = (
        importlib.import_module(f"benchmarks.{each.name}")
        for each in pkgutil.iter_modules(benchmarks.__path__)
    )
    return [module for module in found if hasattr(module, "PEER")]


def test_every_promised_number_has_a_measure_with_the_agreed_words() -> None:
    measures = _measures()
    assert {measure.NAME for measure in measures} == MEASURES
    for measure in measures:
        assert {"NAME", "TARGET", "UNIT", "PEER", "run"} <= set(vars(measure))
        assert measure.__doc__


def test_no_measure_needs_a_site_before_it_has_made_one() -> None:
    """`pendopo bench` opens no site: a measure that imports a model at its head stops all of them."""
    names = ", ".join(measure.__name__ for measure in _measures())
    kept = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", f"import {names}"],
        env=kept,
        cwd=bench.CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("value", "target", "better", "ok"),
    [
        (7.9, 8, "lower", True),
        (8.1, 8, "lower", False),
        (99, 100, "higher", False),
        (100, 100, "higher", True),
    ],
)
def test_a_result_is_judged_in_the_right_direction(
    value: float, target: float, better: str, ok: bool
) -> None:
    result = Result("x", value, "ms", target=target, better="lower" if better == "lower" else "higher")
    assert result.ok is ok
    assert result.as_json()["ok"] is ok


def test_what_was_not_measured_is_never_counted_as_reached() -> None:
    result = unmeasured("search", "ms", "no browser", target=50)
    assert result.ok is None
    assert result.value is None
    assert "NOT MEASURED" in table([result])


def test_the_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 0.95) == 95.0
    assert percentile(values, 0.5) == 50.0
    assert percentile([3.0], 0.95) == 3.0


def test_an_unknown_measure_is_answered_with_the_known_names(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    assert bench.run(parser.parse_args(["nothing-of-the-kind"])) == 2
    assert "page-weight" in capsys.readouterr().out


def test_without_a_checkout_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(bench, "CHECKOUT", tmp_path)
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    assert bench.run(parser.parse_args([])) == 2
    assert "benchmarks/" in capsys.readouterr().err


def _walked(task: str, trouble: str = "", **tally: int) -> Walked:
    counted = dict.fromkeys(("requests", "sent", "received", "queries", "heaviest", "dearest", "wrong"), 1)
    return Walked(task=task, way="alone", tally={**counted, **tally}, trouble=trouble, cpu_ms=1.0)


def test_a_task_that_is_not_finished_fails_and_says_where() -> None:
    good, lost = _walked("home"), _walked("letter usaha", "/surat/ has no link “usaha”")
    assert all(one.ok is not False for one in resident_tasks.results([good]))
    found = {one.name: one for one in resident_tasks.results([good, lost])}
    assert found["tasks finished"].ok is False and "no link" in found["tasks finished"].note
    assert found["letter usaha, alone"].value is None and found["letter usaha, alone"].target
    heavy = {one.name: one for one in resident_tasks.results([_walked("home", heaviest=13_000, dearest=6)])}
    assert heavy["home: page"].ok is heavy["home: queries"].ok is False


def test_a_person_without_a_script_goes_by_the_words_on_the_page() -> None:
    screen = Screen(
        "<nav><a href=/x/>Surat</a></nav><main><a href='/surat/'>Minta <b>surat</b></a><form method=post>"
        "<label for=id_a>Nama (boleh kosong)</label><input name=a id=id_a><label for=id_b>Jumlah</label>"
        "<input name=b id=id_b inputmode=numeric aria-invalid=true><div id=id_b_helptext>Contoh: 25.</div>"
        "<input type=checkbox name=c value=1><select name=d required><option value=5>Lima</select>"
        "<button name=go value=1>Kirim permohonan</button></form></main>"
    )
    assert screen.links == [("Minta surat", "/surat/")]
    form = screen.forms[0]
    asked = form.questions
    assert not asked["a"].needed and asked["b"].needed and asked["b"].bad and asked["b"].hint == "Contoh: 25."
    assert form.buttons == [("Kirim permohonan", "go", "1")] and "c" not in form.held
    assert answers_to(form, 0) == {"b": "25", "d": "5"} and spoilt_answer(form) == {"b": "banyak"}
