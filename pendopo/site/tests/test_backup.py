"""A backup made while the site is written can be restored, checked, and is refused when anything is wrong with it."""

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from pendopo.people.tests.import_files import FATHER, SHORT, VILLAGE, kk, nik, sheet
from tests.sites import Site

pytestmark = pytest.mark.database
PEOPLE = "SELECT name FROM people_person ORDER BY name"


@pytest.fixture
def peopled(site: Site, tmp_path: Path) -> Site:
    """A site with a few residents."""
    book = tmp_path / "warga.csv"
    book.write_bytes(sheet(VILLAGE))
    ran = site.run("import", "residents", str(book))
    assert ran.code == 0, ran.err
    return site


def only(folder: Path) -> Path:
    (made,) = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return made


def test_what_was_backed_up_comes_back_whole(
    peopled: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    made = peopled.run("backup", str(tmp_path / "copies"), **_tools)
    assert (made.code, made.quiet) == (0, True), made.err
    copy = only(tmp_path / "copies")
    assert str(copy / "data") in made.out
    assert str(copy / "keys") in made.out
    assert not list(copy.rglob("*-wal"))
    assert {path.stat().st_mode & 0o777 for path in (copy / "keys").iterdir()} == {0o600}
    manifest = json.loads((copy / "data" / "manifest.json").read_text())
    assert not any("key" in name for name in manifest["files"])
    assert (copy / "keys" / "heads.log").read_text() == (peopled.folder / "keys" / "heads.log").read_text()

    back = empty.run("restore", str(tmp_path / "copies"), **_tools)
    assert (back.code, back.quiet) == (0, True), back.err
    assert "utuh" in back.out
    assert empty.ask(PEOPLE) == peopled.ask(PEOPLE) != []
    assert empty.run("verify", "--since", "--json").json == peopled.run("verify", "--json").json
    shown = empty.run("export", "residents")
    assert str(FATHER["nik"]) in shown.out
    # and it goes on working
    book = tmp_path / "lagi.csv"
    book.write_bytes(sheet([{**FATHER, "nik": nik("170885", 99), "no_kk": kk(99)}], SHORT))
    assert empty.run("import", "residents", str(book)).code == 0
    assert empty.run("verify").code == 0
    # a site that is put back to a backup lacks what its own heads, kept since, tell of
    assert empty.run("backup", str(tmp_path / "later"), **_tools).code == 0
    late = only(tmp_path / "later") / "keys" / "heads.log"
    told = peopled.run("verify", "--since", str(late), "--json")
    assert (told.code, "is gone" in told.json["broken"]["problem"]) == (1, True)


def test_a_site_that_is_written_meanwhile_is_copied_whole(
    site: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    people = [
        {**FATHER, "nik": nik("170885", n), "no_kk": kk(n), "nama": f"Kepala {n}"} for n in range(1, 1501)
    ]
    book = tmp_path / "warga.csv"
    book.write_bytes(sheet(people))
    process = site.start("import", "residents", str(book))
    copies: list[int] = []
    writing = threading.Thread(target=process.communicate)
    writing.start()
    turn = 0
    while writing.is_alive() or turn == 0:
        turn += 1
        ran = site.run("backup", str(tmp_path / f"copies{turn}"), **_tools)
        assert (ran.code, ran.quiet) == (0, True), ran.err
        copies.append(turn)
        if turn == 4:
            break
    writing.join()
    assert process.returncode == 0
    back = empty.run("restore", str(tmp_path / f"copies{copies[len(copies) // 2]}"), **_tools)
    assert (back.code, "utuh" in back.out) == (0, True), back.err
    counted = empty.ask("SELECT COUNT(*) FROM people_person")[0][0]
    batches = empty.ask("SELECT position FROM people_importbatch")
    assert counted == (batches[0][0] if batches else 0)
    assert empty.run("verify", "--since").code == 0  # the heads of a backup are never ahead of its database


def test_keys_kept_elsewhere(peopled: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]) -> None:
    peopled.run("backup", str(tmp_path / "copies"), **_tools)
    copy = only(tmp_path / "copies")
    shutil.move(copy / "keys", tmp_path / "safe")
    ran = empty.run("restore", str(copy), **_tools)
    assert (ran.code, ran.quiet, "--keys" in ran.err) == (1, True, True)
    missing = tmp_path / "half"
    shutil.copytree(tmp_path / "safe", missing)
    (missing / "seal.key").unlink()
    ran = empty.run("restore", str(copy), "--keys", str(missing), **_tools)
    assert (ran.code, ran.quiet, "seal.key" in ran.err) == (1, True, True)
    ran = empty.run("restore", str(copy), "--keys", str(tmp_path / "safe"), **_tools)
    assert ran.code == 0, ran.err
    assert empty.ask(PEOPLE) == peopled.ask(PEOPLE)


@pytest.mark.parametrize("spoil", ["database", "manifest", "missing", "short list"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    peopled: Site, empty: Site, tmp_path: Path, spoil: str, _tools: dict[str, str]
) -> None:
    peopled.run("backup", str(tmp_path / "copies"), **_tools)
    data = only(tmp_path / "copies") / "data"
    (database,) = data.glob("database.*")
    listed = data / "manifest.json"
    if spoil == "database":
        content = bytearray(database.read_bytes())
        content[len(content) // 2] ^= 1
        database.write_bytes(content)
    elif spoil == "manifest":
        listed.write_text(listed.read_text()[:-20])
    elif spoil == "missing":
        database.unlink()
    else:
        listed.write_text(json.dumps({"vendor": json.loads(listed.read_text())["vendor"], "files": {}}))
    ran = empty.run("restore", str(tmp_path / "copies"), **_tools)
    assert (ran.code, ran.quiet, ran.out) == (1, True, "")
    assert ("cadangan" in ran.err) is True
    assert not empty.folder.exists() or not list(empty.folder.iterdir())


def test_a_folder_that_is_not_empty_is_refused_and_keeps_what_it_has(
    peopled: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    peopled.run("backup", str(tmp_path / "copies"), **_tools)
    keys = {path.name: path.read_bytes() for path in (peopled.folder / "keys").iterdir()}
    ran = peopled.run("restore", str(tmp_path / "copies"), **_tools)
    assert (ran.code, ran.quiet, "tidak kosong" in ran.err) == (1, True, True)
    # the keys of a site whose database is elsewhere are worth as much as a database
    lonely = Site(tmp_path / "lonely", peopled.database_url)
    shutil.copytree(peopled.folder / "keys", lonely.folder / "keys")
    ran = lonely.run("restore", str(tmp_path / "copies"), **_tools)
    assert (ran.code, "tidak kosong" in ran.err) == (1, True)
    for folder in (peopled.folder, lonely.folder):
        assert keys == {path.name: path.read_bytes() for path in (folder / "keys").iterdir()}
    if peopled.database_url:
        bare = Site(tmp_path / "bare", peopled.database_url)
        ran = bare.run("restore", str(tmp_path / "copies"), **_tools)
        assert (ran.code, "sudah berisi situs" in ran.err) == (1, True)
    assert peopled.run("verify").code == 0


def test_the_keys_of_another_site_are_refused(
    peopled: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    peopled.run("backup", str(tmp_path / "copies"), **_tools)
    keys = only(tmp_path / "copies") / "keys"
    (keys / "node.key").write_text("ab" * 32)
    ran = empty.run("restore", str(tmp_path / "copies"), **_tools)
    assert (ran.code, ran.quiet, "node.key" in ran.err) == (1, True, True)
    if not empty.database_url:
        assert not empty.folder.exists() or not list(empty.folder.iterdir())


def test_where_no_backup_is_or_can_be(
    site: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    (tmp_path / "nothing").mkdir()
    ran = empty.run("restore", str(tmp_path / "nothing"), **_tools)
    assert (ran.code, ran.quiet, "Tidak ada cadangan" in ran.err) == (1, True, True)
    (tmp_path / "file").write_text("x")
    ran = site.run("backup", str(tmp_path / "file"), **_tools)
    assert (ran.code, ran.quiet) == (1, True)
    assert site.run("backup").code == 2


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name == "nt", reason="no /dev/full")
def test_an_unfinished_backup_is_never_left(site: Site, tmp_path: Path, _tools: dict[str, str]) -> None:
    (site.folder / "keys" / "django.key").rename(tmp_path / "django.key")
    ran = site.run("backup", str(tmp_path / "copies"), **_tools)
    assert (ran.code, ran.quiet, "django.key" in ran.err) == (1, True, True)
    assert not (tmp_path / "copies").exists() or not list((tmp_path / "copies").iterdir())


def test_what_a_killed_backup_left_goes_with_the_next_one_and_a_running_one_stays(
    site: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    left, running = (tmp_path / f".pendopo-2026010{day}-000000.part" for day in (1, 2))
    for part in (left, running):
        (part / "data").mkdir(parents=True)
        (part / "data" / "database.sqlite3").touch()
    for path in (
        left / "data" / "database.sqlite3",
        left / "data",
        left,
        running / "data" / "database.sqlite3",
    ):
        os.utime(path, (1, 1))
    assert site.run("backup", str(tmp_path), **_tools).code == 0
    assert (left.exists(), running.exists()) == (False, True)


@pytest.mark.postgres
def test_postgresql_without_its_tools_says_what_is_missing(site: Site, tmp_path: Path) -> None:
    ran = site.run("backup", str(tmp_path / "copies"), PENDOPO_PG_BIN=str(tmp_path))
    assert (ran.code, ran.quiet, "PENDOPO_PG_BIN" in ran.err) == (1, True, True)
