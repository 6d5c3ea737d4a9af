"""`pendopo import residents` from outside: its answers, its silence about NIK, and what a kill leaves."""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pendopo.people.tests.import_files import CHILD, FATHER, MOTHER, SHORT, VILLAGE, kk, nik, sheet
from pendopo.people.tests.sheets import residents, workbook
from tests.sites import Site

KEYS = [
    "format",
    "dry_run",
    "rows",
    "created",
    "updated",
    "unchanged",
    "rejected",
    "warnings",
    "notes",
    "reasons",
    "sheets",
    "skipped_columns",
    "places_made",
    "absent",
]
FAMILIES, CHILDREN = 500, 3


def crowd(families: int = FAMILIES) -> list[dict[str, Any]]:
    """Many families, their members far apart in the file."""
    people = []
    for member in range(CHILDREN + 1):
        for number in range(1, families + 1):
            card = {"no_kk": kk(number), "nama": f"Keluarga {number} anggota {member}"}
            if member == 0:
                people.append({**FATHER, **card, "nik": nik("170885", number)})
            else:
                born = {"nik": nik(f"41{member:02}15", number), "tanggallahir": f"01-{member:02}-2015"}
                people.append({**CHILD, **card, **born})
    return people


@pytest.fixture(scope="session")
def crowd_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crowd") / "warga.csv"
    path.write_bytes(sheet(crowd()))
    return path


@pytest.fixture
def village_file(tmp_path: Path) -> Path:
    path = tmp_path / "warga.csv"
    path.write_bytes(sheet(VILLAGE))
    return path


def sizes(site: Site) -> Counter[int]:
    """How many families have how many members."""
    found = site.ask(
        "SELECT COUNT(p.id) FROM people_family f LEFT JOIN people_person p ON p.family_id = f.id GROUP BY f.id"
    )
    return Counter(count for (count,) in found)


@pytest.mark.database
def test_the_answer_as_json(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "warga.csv"
    wrong = [
        {**FATHER, "nik": nik("170885", 50), "no_kk": kk(50), "agama_id": nik("170885", 50)},
        {**FATHER, "nik": "320613170885", "no_kk": kk(51)},
        {**MOTHER, "kk_level": "1"},
    ]
    path.write_bytes(sheet([*VILLAGE, *wrong]))
    ran = site.run("import", "residents", str(path), "--json")
    assert (ran.code, ran.quiet, ran.err) == (0, True, "")
    said = ran.json
    assert list(said) == KEYS
    assert {key: said[key] for key in KEYS[:7]} == {
        "format": "csv", "dry_run": False, "rows": 7, "created": 5, "updated": 0, "unchanged": 0, "rejected": 2,
    }  # fmt: skip
    assert [(one["line"], one["code"]) for one in said["warnings"]] == [
        (6, "code_unknown"),
        (6, "maybe_twice_in_file"),
    ]
    assert all(set(one) == {"line", "code", "field", "message"} for one in said["warnings"])
    assert all(isinstance(note, str) for note in said["notes"])
    assert said["sheets"] == [{"name": "", "rows": 7, "kind": "read", "read": True}]
    assert [(place["tier"], place["name"]) for place in said["places_made"]] == [
        ("hamlet", "Cikole"), ("rw", "004"), ("rt", "002"), ("rt", "003"),
    ]  # fmt: skip
    assert (said["skipped_columns"], said["absent"]) == ([], [])
    assert [reason["line"] for reason in said["reasons"]] == [7, 8]
    for reason in said["reasons"]:
        assert set(reason) == {"line", "reasons"}
        assert reason["reasons"]
        for one in reason["reasons"]:
            assert set(one) == {"code", "field", "message"}
            assert one["message"] != one["code"]
    words = site.run("import", "residents", str(path), "--dry-run").out
    assert "baris 6 diperingatkan: Agama: “32" in words and "baris 7 ditolak: " in words
    again = site.run("import", "residents", str(path), "--json").json
    assert [again[key] for key in KEYS[3:7]] == [0, 0, 5, 2]
    assert site.run("verify").code == 0


def test_the_answer_in_words_and_the_report(site: Site, village_file: Path, tmp_path: Path) -> None:
    report = tmp_path / "laporan.xlsx"
    ran = site.run("import", "residents", str(village_file), "--report", str(report))
    assert (ran.code, ran.quiet, ran.err) == (0, True, "")
    assert "4 baris (csv)\n  dibuat: 4\n  diperbarui: 0\n  tetap: 0\n  ditolak: 0\n" in ran.out
    assert report.read_bytes().startswith(b"PK")
    # what was asked for is shown; nothing else ever shows a NIK
    assert str(FATHER["nik"]) in site.run("export", "residents").out


def test_the_43_columns_from_a_workbook_and_back(site: Site, tmp_path: Path) -> None:
    book = tmp_path / "warga.xlsx"
    book.write_bytes(workbook(("Data Penduduk", residents(*VILLAGE))))
    made = site.run("import", "residents", str(book), "--json").json
    assert [made[key] for key in KEYS[3:7]] == [4, 0, 0, 0]
    for name in ("keluar.xlsx", "keluar.csv"):
        ran = site.run("export", "residents", "--out", str(tmp_path / name))
        assert (ran.code, ran.quiet) == (0, True), ran.err
        back = site.run("import", "residents", str(tmp_path / name), "--json")
        assert back.code == 0, back.err
        assert [back.json[key] for key in KEYS[3:7]] == [0, 0, 4, 0], back.json["reasons"]


@pytest.mark.database
def test_a_dry_run_writes_nothing_at_all(site: Site, village_file: Path) -> None:
    before = _everything(site)
    ran = site.run("import", "residents", str(village_file), "--dry-run", "--json")
    assert (ran.code, ran.quiet) == (0, True)
    assert [ran.json[key] for key in KEYS[1:7]] == [True, 4, 4, 0, 0, 0]
    words = site.run("import", "residents", str(village_file), "--dry-run")
    assert "akan dibuat: 4" in words.out
    assert _everything(site) == before


def _everything(site: Site) -> Any:
    tables = (
        "people_person",
        "people_family",
        "people_importbatch",
        "kernel_journalentry",
        "places_locality",
    )
    counted = [site.ask(f"SELECT COUNT(*) FROM {table}") for table in tables]
    database = site.folder / "pendopo.sqlite3"
    files = sorted(str(path) for path in (site.folder / "uploads").rglob("*"))
    return counted, database.read_bytes() if database.exists() else b"", files


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("kosong.xlsx", b"", "kosong"),
        ("surat.pdf", b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        ("rusak.xlsx", b"PK\x03\x04" + b"\x00" * 50, ""),
        ("gambar.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(40), ""),
        ("lain.csv", b"apa;saja\n1;2\n", "kolom"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    site: Site, tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ran = site.run("import", "residents", str(path))
    assert (ran.code, ran.quiet, ran.out) == (1, True, "")
    assert ran.err.startswith("pendopo: ")
    assert ran.err.count("\n") == 1
    assert word in ran.err.lower()
    if name == "lain.csv":
        said = site.run("import", "residents", str(path), "--json")
        assert (said.code, set(said.json), set(said.json["refused"])) == (1, {"refused"}, {"code", "message"})


def test_a_file_that_is_not_there_or_is_a_folder(site: Site, tmp_path: Path) -> None:
    for path in (tmp_path / "tiada.xlsx", tmp_path):
        ran = site.run("import", "residents", str(path))
        assert (ran.code, ran.quiet) == (1, True)
        assert str(path) in ran.err
    assert site.run("import", "residents").code == 2


def test_a_file_without_one_good_row_leaves_nothing_waiting(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "warga.csv"
    path.write_bytes(sheet([{**FATHER, "nama": ""}]))
    ran = site.run("import", "residents", str(path), "--json")
    assert (ran.code, ran.json["rejected"]) == (0, 1)
    assert site.ask("SELECT COUNT(*) FROM people_importbatch") == [(0,)]
    assert not list((site.folder / "uploads").rglob("*.sealed"))


def test_a_nik_in_the_wrong_column_is_masked(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "warga.csv"
    number = nik("170885", 1)
    shifted = [{**FATHER, column: number} for column in SHORT if column not in ("nik", "no_kk")]
    shifted += [{**FATHER, "agama_id": f"{number[:4]} {number[4:8]}-{number[8:12]}.{number[12:]}"}]
    path.write_bytes(sheet(shifted))
    for words in ((), ("--json",), ("--dry-run",)):
        ran = site.run("import", "residents", str(path), *words)
        assert ran.quiet
        assert f"{number[:4]} {number[4:8]}" not in ran.out
        assert "••" in ran.out


@pytest.mark.database
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_any_moment_leaves_whole_families_and_the_next_run_finishes(
    site: Site, crowd_file: Path, seed: int
) -> None:
    chance = random.Random(seed)
    started = time.monotonic()
    process = site.start("import", "residents", str(crowd_file))
    # wait for the first rows or the seeded moment before them, then a little more: anywhere in reading or writing
    patience = chance.uniform(0.3, 1.2) if seed == 0 else 120
    while process.poll() is None and time.monotonic() - started < patience and not sizes(site):
        time.sleep(0.02)
    time.sleep(chance.uniform(0, 0.4))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    left = sizes(site)
    assert set(left) <= {CHILDREN + 1}
    finished = site.ask("SELECT COUNT(*) FROM people_importbatch WHERE state = 'done'") == [(1,)]
    again = site.run("import", "residents", str(crowd_file), "--json")
    assert (again.code, again.quiet) == (0, True), again.err
    rows = FAMILIES * (CHILDREN + 1)
    # an import that goes on counts from its beginning; one that was done already finds nothing to do
    expected = [rows, 0, 0, rows, 0] if finished else [rows, rows, 0, 0, 0]
    assert [again.json[key] for key in KEYS[2:7]] == expected
    assert sizes(site) == {CHILDREN + 1: FAMILIES}
    assert site.run("verify", "--json").json["ok"] is True


@pytest.mark.database
def test_two_processes_import_the_same_file_at_once(site: Site, crowd_file: Path) -> None:
    both = [site.start("import", "residents", str(crowd_file), "--json") for _ in range(2)]
    answers = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert all("Traceback" not in err for _out, err in answers)
    assert sizes(site) == {CHILDREN + 1: FAMILIES}
    assert site.ask("SELECT COUNT(*) FROM people_person") == [(FAMILIES * (CHILDREN + 1),)]
    assert site.run("verify", "--json").json["ok"] is True


@pytest.mark.skipif(os.environ.get("PENDOPO_TEST_DATABASE") == "postgres", reason="a page limit of SQLite")
def test_a_full_disk_is_said_in_words_and_leaves_no_half_family(
    site: Site, crowd_file: Path, tmp_path: Path
) -> None:
    pages = site.ask("PRAGMA page_count")[0][0] + 400
    # a disk that ends there: every connection of the process gets the limit with its first statement
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import sqlite3\n"
        "connect = sqlite3.dbapi2.connect\n"
        "def limited(*args, **kwargs):\n"
        "    made = connect(*args, **kwargs)\n"
        f"    made.execute('PRAGMA max_page_count = {pages}')\n"
        "    return made\n"
        "sqlite3.connect = sqlite3.dbapi2.connect = limited\n"
    )
    path = os.pathsep.join([str(hook), site.environment["PYTHONPATH"]])
    ran = site.run_anew("import", "residents", str(crowd_file), PYTHONPATH=path)
    assert (ran.code, ran.quiet) == (1, True), ran.out
    assert "Ruang penyimpanan penuh" in ran.err
    assert set(sizes(site)) <= {CHILDREN + 1}
    assert site.run("verify").code == 0
    # with room again the same command goes on
    again = site.run("import", "residents", str(crowd_file), "--json")
    assert (again.code, again.json["created"]) == (0, FAMILIES * (CHILDREN + 1)), again.err
    assert sizes(site) == {CHILDREN + 1: FAMILIES}
