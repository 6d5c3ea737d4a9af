"""Estimates from a labelled sample: right on average, honest about what was not seen, readable by a person."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

import duckdb
import pytest
import python_calamine

from pendopo.matching.commands import sample
from pendopo.matching.rules import sampling
from pendopo.matching.rules.sampling import Labelled, Stratum, allocate, estimate


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    sample.add_arguments(parser)
    return sample.run(parser.parse_args(words))


# stratum: people, share the same, share another row, of the listed people
WHOLE = {
    "padan-pasti": (8000, 0.9995, 0.0003),
    "padan-lemah": (600, 0.93, 0.04),
    "periksa-atas": (80, 0.6, 0.1),
    "tidak-calon-dekat": (150, 0.2, 0.05),
    "tidak-tanpa-calon": (400, 0.0, 0.02),
}


def strata() -> list[Stratum]:
    return [
        Stratum(code, people, code.startswith("padan"), code != "tidak-tanpa-calon", sampling.DOUBT[code])
        for code, (people, _, _) in WHOLE.items()
    ]


def population(chance: Random) -> dict[str, list[int]]:
    return {
        code: chance.choices((0, 1, 2), (same, other, 1 - same - other), k=people)
        for code, (people, same, other) in WHOLE.items()
    }


def labelled(chance: Random, everybody: dict[str, list[int]], size: int) -> list[Labelled]:
    given = allocate(strata(), size)
    seen = {each.code: chance.sample(everybody[each.code], given[each.code]) for each in strata()}
    return [Labelled(each, *(seen[each.code].count(kind) for kind in (0, 1, 2))) for each in strata()]


@pytest.mark.parametrize("size", [5, 60, 400, 20_000])
def test_a_sample_is_divided_without_remainder(size: int) -> None:
    given = allocate(strata(), size)
    assert sum(given.values()) == min(size, sum(people for people, _, _ in WHOLE.values()))
    assert all(1 <= given[each.code] <= each.people for each in strata())


def test_doubtful_strata_are_looked_at_more_closely() -> None:
    given = allocate(strata(), 400)
    assert given["padan-lemah"] / 600 > 5 * given["padan-pasti"] / 8000


def test_the_interval_holds_the_truth_in_nineteen_of_twenty_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "_DRAWS", 300)
    chance, held = Random(11), [0, 0, 0]
    for turn in range(40):
        everybody = population(chance)
        right = sum(each.count(0) for code, each in everybody.items() if code.startswith("padan"))
        links = sum(len(each) for code, each in everybody.items() if code.startswith("padan"))
        present = sum(len(each) - each.count(2) for each in everybody.values())
        truth = (right / links, right / present, 2 * right / (links + present))
        found = estimate(labelled(chance, everybody, 300), seed=turn)
        for at, each in enumerate((found.precision, found.recall, found.f1)):
            assert each.low is not None and each.high is not None
            held[at] += each.low <= truth[at] <= each.high
    assert min(held) >= 37


def test_a_sample_without_error_does_not_claim_that_there_is_none() -> None:
    [first, *_] = strata()
    found = estimate([Labelled(first, 100, 0, 0)])
    assert found.precision.value == 1.0
    assert found.precision.low is not None and 0.94 < found.precision.low < 0.98
    assert found.precision.high == 1.0


def test_who_saw_everybody_knows() -> None:
    first = Stratum("padan-lemah", 50, True, True, 0.1)
    found = estimate([Labelled(first, 48, 1, 1)])
    assert (found.precision.low, found.precision.value, found.precision.high) == (0.96, 0.96, 0.96)


def test_a_stratum_nobody_looked_at_stops_the_estimate() -> None:
    first, second, *_ = strata()
    with pytest.raises(ValueError, match="padan-lemah"):
        estimate([Labelled(first, 10, 0, 0), Labelled(second, 0, 0, 0)])


@pytest.mark.parametrize(
    ("verdict", "probability", "proposed", "code"),
    [
        ("padan", 0.99999, True, "padan-pasti"),
        ("padan", 0.6, True, "padan-lemah"),
        ("perlu_diperiksa", 0.7, True, "periksa-atas"),
        ("perlu diperiksa", 0.3, True, "periksa-bawah"),
        ("tidak_ditemukan", 0.0, False, "tidak-tanpa-calon"),
        ("tidak_ditemukan", 0.04, True, "tidak-calon-dekat"),
        ("ganda", 0.9, True, "ganda"),
    ],
)
def test_every_answer_has_its_stratum(verdict: str, probability: float, proposed: bool, code: str) -> None:
    assert sampling.stratum_code(verdict, probability, proposed=proposed) == code


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A register of 300, a list of 200: the first 180 are in the register, ten of them under a wrong row."""
    connection = duckdb.connect()
    people = (
        "'32061301018' || lpad(i::VARCHAR, 5, '0') AS nik, 'ASEP ' || i AS nama, '1980-01-01' AS tgl_lahir"
    )
    connection.execute(
        f"COPY (SELECT 'R' || i AS rid, {people} FROM range(300) t(i)) TO '{tmp_path}/register.parquet'"
    )
    connection.execute(
        f"COPY (SELECT 'W' || i AS wid, {people} FROM range(200) t(i)) TO '{tmp_path}/list.csv'"
    )
    connection.execute(
        "COPY (SELECT 'W' || i AS wid, CASE WHEN i < 170 THEN 'R' || i WHEN i < 180 THEN 'R' || (i + 100) END AS rid, "
        "CASE WHEN i < 180 THEN 'padan' ELSE 'tidak_ditemukan' END AS verdict, "
        "CASE WHEN i < 170 THEN 0.99995 WHEN i < 180 THEN 0.6 ELSE 0 END AS probability FROM range(200) t(i)) "
        f"TO '{tmp_path}/own.csv'"
    )
    return tmp_path


def draw(files: Path, *more: str) -> int:
    names = ["--register", f"{files}/register.parquet", "--list", f"{files}/list.csv"]
    return command(*names, "--predictions", f"{files}/own.csv", "--out", f"{files}/out", *more)


def test_a_sample_is_drawn_labelled_by_hand_and_reckoned(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(files, "--size", "120") == 0
    assert "padan-lemah" in capsys.readouterr().out
    lines = (
        python_calamine.CalamineWorkbook.from_path(files / "out" / "contoh.xlsx")
        .get_sheet_by_index(0)
        .to_python()
    )
    assert len(lines) == 121
    assert all(len(str(line[4])) == 16 for line in lines[1:]), "a NIK keeps its 16 digits"
    shown = " ".join(str(cell) for line in lines for cell in line)
    assert "padan" not in shown and "0.6" not in shown, "what the matcher said is hidden"
    with (files / "out" / "done.csv").open("w", encoding="utf-8") as target:
        target.write("wid,label\n")
        for line in lines[1:]:
            number = int(str(line[1])[1:])
            target.write(f"{line[1]},{'Sama' if number < 170 else 'lain' if number < 180 else 'tidak_ada'}\n")
    assert command("--labelled", f"{files}/out/done.csv", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["precision"]["value"] == pytest.approx(170 / 180)
    assert found["recall"]["value"] == pytest.approx(170 / 180)
    assert found["precision"]["low"] < 170 / 180 <= found["precision"]["high"]
    assert (found["labelled"], found["people"], found["unsure"]) == (120, 200, 0)


def test_the_same_seed_draws_the_same_people(files: Path) -> None:
    assert draw(files, "--size", "50") == 0
    first = (files / "out" / "lapis.json").read_text()
    (files / "out" / "contoh.xlsx").unlink()
    assert draw(files, "--size", "50") == 0
    assert (files / "out" / "lapis.json").read_text() == first


def test_labels_that_somebody_already_gave_are_never_written_over(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(files) == 0
    assert draw(files) == 1
    assert "sudah ada" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wid,label\nW1,benar\n", "baris 2"),
        ("wid,label\nX9,sama\n", "bukan dari contoh"),
        ("nama,nik\nAsep,1\n", "kolom wid dan label"),
        ("wid,label\n", "Belum ada label"),
    ],
)
def test_a_workbook_that_cannot_be_used_is_named(
    files: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert draw(files, "--size", "200") == 0
    (files / "out" / "done.csv").write_text(text)
    assert command("--labelled", f"{files}/out/done.csv") == 1
    assert said in capsys.readouterr().err


def test_missing_options_and_files_are_named(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--size", "5") == 2
    assert "--register" in capsys.readouterr().err
    (files / "own.csv").unlink()
    assert draw(files) == 1
    assert "own.csv" in capsys.readouterr().err
