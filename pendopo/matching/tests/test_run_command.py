"""`pendopo match run`: from files to a verdict for everybody, and plain words when it cannot."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("splink")

from pendopo.matching.commands import run as run_command
from pendopo.matching.engine import household
from pendopo.matching.engine import run as engine_run
from pendopo.matching.engine.labels import read_labels
from pendopo.matching.engine.parameters import load
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.engine.run import MatchSummary, match_files
from pendopo.matching.rules.calibration import MISSING, fit, recalibrated
from pendopo.matching.tests.village import Row, listed_from, people, read_result, write_csv

REGISTER = people(60)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_csv(tmp_path_factory.mktemp("register") / "register.csv", REGISTER)


def command(register: Path, listed: Path, out: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    run_command.add_arguments(parser)
    words = ["--register", str(register), "--list", str(listed), "--out", str(out), *more]
    return run_command.run(parser.parse_args(words))


def flawed() -> list[Row]:
    """Give a list with one known flaw a person, and people who are not in the register."""
    rows = listed_from(REGISTER[:120])
    rows[0]["nik"] = rows[0]["nik"][:15] + "0"
    rows[5]["nik"] = ""
    rows[5]["nama"] = rows[5]["nama"].split()[0]
    rows[10]["tgl_lahir"] = rows[10]["tgl_lahir"][:4] + "-01-01"
    rows[10]["nik"] = ""
    rows[15]["nik"], rows[15]["kk"] = "3.20613E+15", ""
    rows[20]["nik"] = rows[21]["nik"]
    rows[25]["nama"] = "H. " + rows[25]["nama"].replace("U", "OE") + ", S.Pd"
    again = {**rows[30], "wid": "W30-lagi", "nama": rows[30]["nama"].title()}
    stranger = {**rows[40], "wid": "asing", "nik": "3206132411770099", "nama": "BAMBANG TRIHATMOJO"}
    stranger |= {"tgl_lahir": "1977-11-24", "kk": "3206132411070055"}
    return [*rows, again, stranger]


def test_everybody_gets_one_verdict(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = flawed()
    listed, out = write_csv(tmp_path / "list.csv", rows), tmp_path / "hasil.csv"
    assert command(register, listed, out, "--json") == 0
    summary = json.loads(capsys.readouterr().out)
    found = read_result(out)
    assert list(found) == [row["wid"] for row in rows]
    assert summary["listed"] == len(rows) == sum(summary["counts"].values())
    for wid, row in found.items():
        if wid.startswith("W") and "-" not in wid:
            assert row["rid"] == "R" + wid[1:], (wid, row)
            assert row["verdict"] in ("padan", "perlu_diperiksa", "ganda")
    assert found["asing"]["verdict"] == "tidak_ditemukan"
    assert found["W1"]["verdict"] == "padan"
    assert "digit terakhir hilang" in found["W1"]["reasons"]
    assert {found["W31"]["verdict"], found["W30-lagi"]["verdict"]} == {"padan", "ganda"}
    assert found["W30-lagi"]["rid"] == "R31"
    assert not list(tmp_path.glob(".hasil*"))


def test_a_person_who_died_is_matched_and_the_status_said(tmp_path: Path) -> None:
    rows = [dict(row) for row in REGISTER]
    rows[3]["status"], rows[4]["status"] = "MENINGGAL", "pindah"
    register = write_csv(tmp_path / "register.csv", rows)
    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:20]))
    match_files(register, listed, tmp_path / "hasil.csv")
    found = read_result(tmp_path / "hasil.csv")
    assert "sudah meninggal" in found["W4"]["reasons"]
    assert "sudah pindah" in found["W5"]["reasons"]
    assert "Register mencatat" not in found["W6"]["reasons"]


def test_parquet_in_and_out(register: Path, tmp_path: Path) -> None:
    import duckdb

    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:30]))
    as_parquet = tmp_path / "list.parquet"
    con = duckdb.connect()
    con.execute(f"COPY (SELECT * FROM read_csv('{listed}', all_varchar = true)) TO '{as_parquet}'")
    match_files(register, as_parquet, tmp_path / "hasil.parquet")
    columns = con.execute(f"SELECT * FROM '{tmp_path / 'hasil.parquet'}' ORDER BY wid").description
    assert [column[0] for column in columns] == ["wid", "rid", "verdict", "probability", "reasons"]
    con.close()


def test_mixed_encodings_and_semicolons_are_read(register: Path, tmp_path: Path) -> None:
    rows = listed_from(REGISTER[:10])
    rows[0]["nama"] += " É"
    path = write_csv(tmp_path / "list.csv", rows, delimiter=";")
    lines = path.read_bytes().split(b"\r\n")
    lines[1] = lines[1].decode("utf-8").encode("cp1252")
    lines[2] = lines[2].replace(b"TASIKMALAYA", "TASIKMALÄYA".encode())
    path.write_bytes(b"\r\n".join(lines))
    match_files(register, path, tmp_path / "hasil.csv")
    assert {row["verdict"] for row in read_result(tmp_path / "hasil.csv").values()} == {"padan"}


def test_empty_names_and_nothing_else_known_are_not_found(register: Path, tmp_path: Path) -> None:
    rows = listed_from(REGISTER[:10])
    rows[2] = {**dict.fromkeys(rows[2], ""), "wid": "kosong"}
    listed = write_csv(tmp_path / "list.csv", rows)
    match_files(register, listed, tmp_path / "hasil.csv")
    empty = read_result(tmp_path / "hasil.csv")["kosong"]
    assert (empty["verdict"], empty["rid"]) == ("tidak_ditemukan", "")
    assert empty["reasons"].startswith("Tidak ada penduduk yang mirip")


def test_a_list_of_another_regency_is_said_so(register: Path, tmp_path: Path) -> None:
    rows = listed_from(people(20, seed=99))
    for number, row in enumerate(rows):
        row |= {
            "nik": "352101" + row["nik"][6:],
            "kk": "352101" + row["kk"][6:],
            "desa": "KARANGREJO",
            "kec": "NGASEM",
        }
        row |= {"nama": f"{row['nama'][::-1]}", "tgl_lahir": f"19{60 + number % 30}-0{number % 9 + 1}-11"}
    listed = write_csv(tmp_path / "list.csv", rows)
    summary = match_files(register, listed, tmp_path / "hasil.csv")
    assert summary.counts["padan"] == 0
    assert any("wilayah lain" in note for note in summary.notes)


def test_numbers_that_excel_broke_are_said_so(register: Path, tmp_path: Path) -> None:
    rows = listed_from(REGISTER[:20])
    for row in rows[:10]:
        row["nik"] = "3.20613E+15"
    listed = write_csv(tmp_path / "list.csv", rows)
    summary = match_files(register, listed, tmp_path / "hasil.csv")
    assert summary.counts["padan"] == 20
    assert any("Excel" in note for note in summary.notes)


def test_a_person_twice_in_the_register_is_one_match_with_a_note(tmp_path: Path) -> None:
    register = write_csv(
        tmp_path / "register.csv", [*REGISTER, {**REGISTER[7], "rid": "R-lagi", "rt": "009"}]
    )
    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:20]))
    summary = match_files(register, listed, tmp_path / "hasil.csv")
    found = read_result(tmp_path / "hasil.csv")["W8"]
    assert found["verdict"] == "padan"
    assert found["rid"] in ("R8", "R-lagi")
    assert "dua kali" in found["reasons"]
    assert any("penduduk ganda" in note for note in summary.notes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda rows: [{k: v for k, v in row.items() if k != "nama"} for row in rows],
            "kolom nama tidak ada",
        ),
        (lambda rows: [{k: v for k, v in row.items() if k != "wid"} for row in rows], "kolom wid tidak ada"),
        (
            lambda rows: [{k: v for k, v in r.items() if k not in ("nik", "tgl_lahir")} for r in rows],
            "nik atau tgl_lahir",
        ),
        (lambda rows: [{**row, "NIK": row["nik"]} for row in rows], "muncul dua kali"),
        (lambda rows: [*rows, rows[0]], "berulang"),
        (lambda rows: [{**row, "wid": ""} for row in rows], "tanpa wid"),
    ],
)
def test_a_list_that_cannot_be_matched_is_refused_in_plain_words(
    change: Any, words: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = write_csv(tmp_path / "list.csv", change(listed_from(REGISTER[:5])))
    assert command(register, listed, tmp_path / "hasil.csv") == 1
    said = capsys.readouterr().err.strip()
    assert words in said
    assert "Traceback" not in said and len(said.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv"]


def test_files_that_are_not_there_or_not_tables(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "rusak.parquet"
    broken.write_bytes(b"bukan parquet")
    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:5]))
    for given, out in (
        (tmp_path / "tidak-ada.csv", tmp_path / "hasil.csv"),
        (tmp_path / "daftar.docx", tmp_path / "hasil.csv"),
        (broken, tmp_path / "hasil.csv"),
        (listed, tmp_path / "hasil.docx"),
        (listed, tmp_path / "tidak" / "hasil.csv"),
    ):
        assert command(register, given, out) == 1
        assert capsys.readouterr().err.startswith("pendopo: ")
    assert not (tmp_path / "hasil.csv").exists()


def test_without_the_extra_one_line_says_what_to_type(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:5]))
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert command(register, listed, tmp_path / "hasil.csv") == 1
    assert 'pip install "pendopo[match]"' in capsys.readouterr().err


def test_a_killed_run_goes_on_where_it_stopped(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, out = write_csv(tmp_path / "list.csv", flawed()), tmp_path / "hasil.csv"
    plain = tmp_path / "plain.csv"
    match_files(register, listed, plain)
    monkeypatch.setattr(engine_run, "_DURABLE_FROM", 0)
    monkeypatch.setattr(engine_run, "CHUNK", 2)
    done: list[str] = []

    def stop(step: str, _share: float) -> None:
        done.append(step)
        if step == "calon-2":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_files(register, listed, out, progress=stop)
    assert not out.exists()
    assert done[-1] == "calon-2"
    summary: MatchSummary = match_files(register, listed, out, resume=True)
    assert summary.resumed
    assert read_result(out) == read_result(plain)
    assert not list(tmp_path.glob(".hasil*"))


def test_an_interrupted_run_of_other_files_is_not_taken_up(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, out = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:30])), tmp_path / "hasil.csv"
    monkeypatch.setattr(engine_run, "_DURABLE_FROM", 0)

    def stop(step: str, _share: float) -> None:
        if step == "pasti":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_files(register, listed, out, progress=stop)
    write_csv(listed, listed_from(REGISTER[:40]))
    summary = match_files(register, listed, out, resume=True)
    assert not summary.resumed
    assert len(read_result(out)) == 40


def test_little_memory_is_enough(register: Path, tmp_path: Path) -> None:
    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER))
    summary = match_files(register, listed, tmp_path / "hasil.csv", memory_mb=120)
    assert summary.counts["padan"] == len(REGISTER)


def test_too_little_memory_stops_cleanly_and_says_what_to_do(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, out = write_csv(tmp_path / "list.csv", flawed()), tmp_path / "hasil.csv"
    monkeypatch.setattr(engine_run, "_DURABLE_FROM", 0)

    def short(_connection: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(household, "describe_context", short)
        assert command(register, listed, out) == 1
    assert "--resume" in capsys.readouterr().err
    assert not out.exists()
    assert command(register, listed, out, "--resume", "--json") == 0
    assert json.loads(capsys.readouterr().out)["resumed"]
    assert not list(tmp_path.glob(".hasil*"))


def test_files_beside_the_work_folder_are_left_alone(register: Path, tmp_path: Path) -> None:
    work = tmp_path / "kerja"
    work.mkdir()
    listed = write_csv(work / "list.csv", listed_from(REGISTER[:5]))
    match_files(register, listed, tmp_path / "hasil.csv", work=work)
    assert [path.name for path in work.iterdir()] == ["list.csv"]


def test_the_same_files_give_the_same_result(register: Path, tmp_path: Path) -> None:
    listed = write_csv(tmp_path / "list.csv", flawed())
    for name in ("satu.csv", "dua.csv"):
        match_files(register, listed, tmp_path / name)
    assert (tmp_path / "satu.csv").read_bytes() == (tmp_path / "dua.csv").read_bytes()


def test_a_register_without_rows_is_refused(tmp_path: Path) -> None:
    register = write_csv(tmp_path / "register.csv", REGISTER[:1])
    register.write_text(register.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    listed = write_csv(tmp_path / "list.csv", listed_from(REGISTER[:3]))
    with pytest.raises(MatchingFailed, match="tidak berisi baris"):
        match_files(register, listed, tmp_path / "hasil.csv")


def labels(path: Path, rows: list[tuple[str, float, bool]], model: str = "") -> Path:
    lines = ["run,model,stratum,probability,same,reviewers"]
    lines += [f"r,{model or load().version},{name},{said},{same},2" for name, said, same in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_answers_of_reviewers_move_the_probability_and_no_verdict(register: Path, tmp_path: Path) -> None:
    listed = write_csv(tmp_path / "list.csv", flawed())
    plain, fitted = tmp_path / "plain.csv", tmp_path / "fitted.csv"
    assert command(register, listed, plain) == 0
    doubted = labels(
        tmp_path / "labels.csv", [("number_missing", 0.95, number < 60) for number in range(200)]
    )
    assert command(register, listed, fitted, "--labels", str(doubted)) == 0
    before, after = read_result(plain), read_result(fitted)
    line = fit(read_labels(doubted, load().version))[MISSING]
    for wid, row in before.items():
        assert (after[wid]["rid"], after[wid]["verdict"]) == (row["rid"], row["verdict"])
    # the twin in SQL and the rule say the same
    shown = float(after["W6"]["probability"])
    assert shown == pytest.approx(recalibrated(float(before["W6"]["probability"]), line), abs=2e-4)
    assert shown < float(before["W6"]["probability"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("run,model\n", "kolom stratum"),
        ("run,model,stratum,probability,same,reviewers\nr,{v},number_missing,1.5,True,2\n", "baris 2"),
        ("run,model,stratum,probability,same,reviewers\nr,{v},number_missing,0.5\n", "baris 2"),
        ("run,model,stratum,probability,same,reviewers\nr,{v},number_missing\n", "baris 2"),
        ("run,model,stratum,probability,same,reviewers\nr,{v},lain,0.5,True,2\n", "baris 2"),
        (
            "run,model,stratum,probability,same,reviewers\nr,lama,number_missing,0.5,True,2\n",
            "tidak ada putusan",
        ),
        ("\x00\xff", "tidak dapat dibaca"),
    ],
)
def test_a_file_of_answers_that_cannot_be_used_is_named(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    listed = write_csv(tmp_path / "list.csv", flawed())
    path = tmp_path / "labels.csv"
    path.write_text(text.replace("{v}", load().version), encoding="latin-1")
    assert command(register, listed, tmp_path / "out.csv", "--labels", str(path)) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
