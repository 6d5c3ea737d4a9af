"""`pendopo match evaluate`: what it counts, what it prints, and when it opens the truth."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pendopo.matching.commands import evaluate as command_file
from pendopo.matching.engine import run as engine

REGISTER = """rid,nik,kk,nama,jk,tgl_lahir,desa,kec,status
R1,3206130101800001,1,ASEP,L,1980-01-01,SUKAMAJU,TARAJU,aktif
R2,3206134101850002,1,SITI AMINAH,P,1985-01-01,SUKAMAJU,TARAJU,aktif
R3,3206130202150003,1,DENI HIDAYAT,L,2015-02-02,SUKAMAJU,TARAJU,aktif
R4,3206130303500004,2,UJANG,L,1950-03-03,TARAJU,TARAJU,meninggal
"""
LIST = """wid,nik,kk,nama,jk,tgl_lahir,desa,kec
W1,3206130101800001,1,ASEP,L,1980-01-01,SUKAMAJU,TARAJU
W2,3206134101850000,1,SITI AMINAH,P,1985-01-01,SUKAMAJU,TARAJU
W3,,1,DENI,L,2015-02-02,SUKAMAJU,TARAJU
W4,3206130303500004,2,UJANG,L,1950-03-03,TARAJU,TARAJU
W5,3206130101800001,1,ENENG,P,1999-09-09,SUKAMAJU,TARAJU
"""
TRUTH = "wid,rid\nW1,R1\nW2,R2\nW3,R3\nW4,R4\nW5,\n"
OWN = """wid,rid,verdict,probability,reasons
W1,R1,padan,0.99999,NIK sama.
W2,R2,padan,0.98,NIK sama 15 digit.
W3,R1,perlu_diperiksa,0.4,
W4,R4,padan,0.999,
W5,R1,padan,0.6,
"""


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command_file.add_arguments(parser)
    return command_file.run(parser.parse_args(words))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("register", REGISTER), ("list", LIST), ("truth", TRUTH), ("own", OWN)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def evaluate(files: Path, *more: str) -> int:
    names = (word for name in ("register", "list", "truth") for word in (f"--{name}", f"{files}/{name}.csv"))
    return command(*names, *more)


def report(files: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert evaluate(files, "--predictions", f"{files}/own.csv", "--json", *more) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_case_that_can_be_counted_by_hand(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everybody = report(files, capsys)["everybody"]
    assert (everybody["people"], everybody["present"]) == (5, 4)
    assert (everybody["decided"]["precision"]["hits"], everybody["decided"]["precision"]["of"]) == (3, 4)
    assert (everybody["decided"]["recall"]["hits"], everybody["decided"]["recall"]["of"]) == (3, 4)
    assert everybody["best"]["f1"]["value"] == pytest.approx(6 / 7)
    assert everybody["recall_at"]["0.999"]["recall"]["hits"] == 3
    assert everybody["absent_wrongly_linked"]["hits"] == 1
    assert everybody["absent_wrongly_linked_at_best"]["hits"] == 0
    assert everybody["waiting_for_people"]["hits"] == 1


def test_a_number_of_somebody_else_or_none_is_a_bad_number(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """W2 lost its last digit, W3 has none, W5 is in no register and carries a stranger's."""
    bad = report(files, capsys)["everybody"]["bad_nik"]
    assert bad["people"] == 3
    assert (bad["decided"]["recall"]["hits"], bad["decided"]["recall"]["of"]) == (1, 2)


def test_groups_by_the_register_where_the_person_is_there(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = report(files, capsys)["groups"]
    assert {name: found["people"] for name, found in groups["sex"].items()} == {"L": 3, "P": 2}
    assert {name: found["people"] for name, found in groups["name"].items()} == {"more": 2, "single": 3}
    assert groups["name"]["more"]["present"] == 2, "Deni is listed with one name and registered with two"
    assert set(groups["area"]) == {"TARAJU / SUKAMAJU", "TARAJU / TARAJU"}
    assert sum(found["people"] for found in groups["age"].values()) == 5


def test_two_listed_rows_of_one_person_are_both_right(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "truth.csv").write_text(TRUTH.replace("W5,", "W5,R1"))
    (files / "own.csv").write_text(OWN.replace("W5,R1,padan", "W5,R1,ganda"))
    found = report(files, capsys)
    assert found["everybody"]["decided"]["precision"]["value"] == 1.0
    assert (found["doubles"]["precision"]["hits"], found["doubles"]["recall"]["of"]) == (1, 1)


def test_a_person_who_stands_twice_in_the_register_may_be_found_at_either_row(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "truth.csv").write_text(TRUTH + "W5,R3\nW5,R1\n")
    assert report(files, capsys)["everybody"]["decided"]["precision"]["value"] == 1.0


def test_an_answer_without_verdicts_counts_every_row_as_a_link(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "own.csv").write_text("wid,rid\nW1,R1\nW2,R2\nW5,\n")
    everybody = report(files, capsys)["everybody"]
    assert (everybody["decided"]["recall"]["hits"], everybody["decided"]["precision"]["value"]) == (2, 1.0)


def test_parquet_gives_the_same_as_csv(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = report(files, capsys)
    for name in ("register", "list", "truth", "own"):
        target = files / f"{name}.parquet"
        duckdb.execute(
            f"COPY (SELECT * FROM read_csv('{files}/{name}.csv', all_varchar = true)) TO '{target}'"
        )
    names = (
        word for name in ("register", "list", "truth") for word in (f"--{name}", f"{files}/{name}.parquet")
    )
    assert command(*names, "--predictions", f"{files}/own.parquet", "--json") == 0
    assert json.loads(capsys.readouterr().out) == first


def test_the_page_for_people_names_every_measure(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(files, "--predictions", f"{files}/own.csv") == 0
    page = capsys.readouterr().out
    for word in (
        "NIK kosong atau salah",
        "R pada presisi 0.999",
        "Jenis kelamin",
        "Umur",
        "satu kata",
        "Wilayah",
    ):
        assert word in page
    assert "tetapi dipadankan" in page and "Pemeriksaan untuk menemukan 99 %" in page


def test_a_gap_between_groups_is_printed_as_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """400 people, half of them with one name; of these every tenth is not found."""
    name = "'ASEP' || if(i % 2 = 0, '', ' HIDAYAT') AS nama"
    person = f"'32061301018' || lpad(i::VARCHAR, 5, '0') AS nik, {name}, 'L' AS jk"
    for name, key in (("register", "rid"), ("list", "wid")):
        duckdb.execute(
            f"COPY (SELECT 'X' || i AS {key}, {person} FROM range(400) t(i)) TO '{tmp_path}/{name}.csv'"
        )
    duckdb.execute(
        f"COPY (SELECT 'X' || i AS wid, 'X' || i AS rid FROM range(400) t(i)) TO '{tmp_path}/truth.csv'"
    )
    duckdb.execute(
        "COPY (SELECT 'X' || i AS wid, CASE WHEN i % 20 <> 0 THEN 'X' || i END AS rid FROM range(400) t(i)) "
        f"TO '{tmp_path}/own.csv'"
    )
    assert evaluate(tmp_path, "--predictions", f"{tmp_path}/own.csv") == 0
    page = capsys.readouterr().out
    assert "TEMUAN: nama satu kata: lebih jarang ditemukan (0.9000, lainnya 1.0000; 200 orang)" in page


def test_the_truth_is_opened_after_the_engine_has_finished(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the engine runs the file holds rubbish; only what stands there afterwards counts."""
    truth = files / "truth.csv"
    truth.write_bytes(b"\x00 not a table")

    def match(register: Path, listed: Path, out: Path, **_: Any) -> None:
        assert truth.name not in {register.name, listed.name, out.name}
        duckdb.execute(f"COPY (SELECT * FROM read_csv('{files}/own.csv', all_varchar = true)) TO '{out}'")
        truth.write_text(TRUTH)

    monkeypatch.setattr(engine, "match_files", match)
    assert evaluate(files, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["everybody"]["decided"]["precision"]["of"] == 4
    assert found["cost"]["seconds"] >= 0


def test_a_missing_truth_is_said_before_the_engine_runs(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[bool] = []
    monkeypatch.setattr(engine, "match_files", lambda *_, **__: ran.append(True))
    (files / "truth.csv").unlink()
    assert evaluate(files) == 1
    assert "truth.csv" in capsys.readouterr().err
    assert not ran


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("truth", "wid\nW1\n", "kolom rid"),
        ("own", "id,rid\n1,2\n", "kolom wid"),
        ("truth", "wid,rid\nX1,R1\n", "tidak memuat satu pun wid"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    files: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    (files / f"{name}.csv").write_text(text)
    assert evaluate(files, "--predictions", f"{files}/own.csv") == 1
    assert said in capsys.readouterr().err
