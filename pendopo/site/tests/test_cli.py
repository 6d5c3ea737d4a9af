"""The command line as somebody outside uses it: words, exit codes, and never a traceback."""

import os
from pathlib import Path
from typing import Any

import pytest

from pendopo.site.cli import find_commands, main
from tests.sites import TARAJU, Site

STABLE = (
    "init",
    "serve",
    "demo",
    "import residents",
    "export residents",
    "verify",
    "backup",
    "restore",
    "bench",
)


def test_help_names_every_command(capsys: Any) -> None:
    for words in ([], ["help"], ["--help"], ["-h"]):
        assert main(words) == 0
        shown = capsys.readouterr().out
        assert all(f"\n  {name} " in shown for name in STABLE)


@pytest.mark.parametrize("words", [["sing"], ["import"], ["export", "songs"], ["--force"]])
def test_an_unknown_command_is_named_and_answers_2(words: list[str], capsys: Any) -> None:
    assert main(words) == 2
    assert words[-1] in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["verify", "--data"], ["--data"], ["--data=", "verify"], ["--data", "--json", "verify"]]
)
def test_data_without_a_folder_never_means_the_usual_one(
    words: list[str], capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("PENDOPO_DATA", "/nowhere")
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "--data" in capsys.readouterr().err
    assert os.environ["PENDOPO_DATA"] == "/nowhere"


def test_every_command_has_its_own_help_without_a_site(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("PENDOPO_DATA", str(tmp_path / "none"))
    for command in find_commands():
        with pytest.raises(SystemExit) as caught:
            main([*command.name.split(), "--help"])
        assert caught.value.code == 0
        assert f"usage: pendopo {command.name}" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_an_officer_is_made_in_the_site_s_own_village(site: Site) -> None:
    ran = site.run("user", "create", "euis", "--name", "Bu Euis", "--role", "operator_desa")
    assert (ran.code, ran.quiet) == (0, True), ran.err
    assert site.ask("SELECT DISTINCT area_code FROM accounts_grant") == [(TARAJU,)]


@pytest.mark.database
def test_init_makes_a_site_twice_the_same(no_site: Site) -> None:
    made = no_site.run_anew("init", "--village", "3206132001")
    assert (made.code, made.quiet) == (0, True)
    assert f"situs {TARAJU} siap di {no_site.folder}" in made.out
    keys = {path.name: path.read_bytes() for path in (no_site.folder / "keys").iterdir()}
    entries = no_site.ask("SELECT COUNT(*) FROM kernel_journalentry WHERE outcome = 'done'")
    again = no_site.run("init", "--village", TARAJU)
    assert (again.code, again.quiet) == (0, True)
    assert keys == {path.name: path.read_bytes() for path in (no_site.folder / "keys").iterdir()}
    assert no_site.ask("SELECT COUNT(*) FROM places_villageprofile") == [(1,)]
    assert no_site.ask("SELECT COUNT(*) FROM kernel_journalentry WHERE outcome = 'done'") >= entries
    assert no_site.run("verify", "--json").json["ok"] is True


@pytest.mark.parametrize("code", ["3206139999", "32.06.13"])
def test_init_refuses_a_code_that_is_no_village(no_site: Site, code: str) -> None:
    ran = no_site.run("init", "--village", code)
    assert (ran.code, ran.quiet) == (1, True)
    assert "tidak dikenal" in ran.err
    assert "areas search" in ran.err


def test_a_kabupaten_is_made_and_villages_are_added(no_site: Site) -> None:
    assert no_site.run("init", "--tier", "kabupaten", "--area", "3206").code == 0
    added = no_site.run("villages", "add", "3206132001", "32.06.13.2002")
    assert (added.code, added.out.splitlines()[1]) == (0, "32.06.13.2002 Desa Cikubang")
    refused = no_site.run("villages", "add", "32.73.25.1002")
    assert (refused.code, "luar wilayah" in refused.err) == (1, True)
    for wrong in ("abc", "32.06", "32.06.13.2999"):
        refused = no_site.run("villages", "add", "32.06.13.2003", wrong)
        assert (refused.code, "pendopo areas search" in refused.err) == (1, True)
    assert wrong not in no_site.run("verify", "--json").out  # no feed of what is no area
    again = no_site.run("villages", "add", "--json", "32.06.13.2002").json
    assert [one["path"] for one in again] == ["/d/32.06.13.2002/"]
    told = no_site.run("villages", "list", "--json").json
    assert [(one["code"], one["path"]) for one in told] == [
        ("32.06.13.2001", "/d/32.06.13.2001/"),
        ("32.06.13.2002", "/d/32.06.13.2002/"),
    ]
    assert no_site.run("verify").code == 0


@pytest.mark.parametrize(
    ("tier", "area", "why"),
    [("desa", "32.06", "tidak dikenal"), ("kabupaten", TARAJU, "tidak dikenal"), ("kelurahan", TARAJU, "kode desa"),
     ("desa", "32.73.25.1002", "--tier kelurahan")],
)  # fmt: skip
def test_a_tier_that_does_not_fit_its_code_is_refused(no_site: Site, tier: str, area: str, why: str) -> None:
    ran = no_site.run("init", "--tier", tier, "--area", area)
    assert (ran.code, why in ran.err, ran.quiet) == (1, True, True)
    assert not no_site.folder.exists() or not any(no_site.folder.glob("*.sqlite3"))


def test_init_without_a_village_says_how_to_use_it(no_site: Site) -> None:
    ran = no_site.run("init")
    assert (ran.code, "--village" in ran.err) == (2, True)


@pytest.mark.database
@pytest.mark.parametrize("words", [("verify",), ("import", "residents", "x.csv")])
def test_without_a_site_every_command_says_so_and_makes_nothing(
    no_site: Site, words: tuple[str, ...]
) -> None:
    ran = no_site.run_anew(*words)
    assert (ran.code, ran.quiet, ran.out) == (1, True, "")
    assert ran.err.startswith(f"pendopo: Belum ada situs di {no_site.folder}.")
    assert "pendopo init" in ran.err
    if not no_site.database_url:
        assert not no_site.folder.exists()


def test_verify_in_words_and_as_json(site: Site) -> None:
    words = site.run("verify")
    assert (words.code, words.quiet) == (0, True)
    assert f"{TARAJU}: " in words.out
    assert "utuh: " in words.out
    said = site.run("verify", "--json")
    assert said.code == 0
    assert set(said.json) == {"ok", "feeds", "entries", "rows", "erased", "broken"}
    assert (said.json["ok"], said.json["broken"]) == (True, None)


@pytest.mark.database
def test_a_forked_command_says_what_a_typed_one_says_and_knows_nothing_of_the_one_before(
    site: Site, no_site: Site
) -> None:
    words = ("user", "create", "euis", "--name", "Bu Euis", "--role", "operator_desa")
    assert site.run(*words).code == 0
    assert site.run("verify", "--json") == site.run_anew("verify", "--json")
    said = [place.run("verify").code for place in (site, no_site, site)]
    assert (said, site.run("verify", PENDOPO_UPLOAD_MB="x").code, site.run("verify").code) == (
        [0, 1, 0],
        1,
        0,
    )


def test_verify_names_what_is_broken(site: Site) -> None:
    site.ask("UPDATE places_villageprofile SET name = 'Lain'")
    words, said = site.run("verify"), site.run("verify", "--json")
    assert (words.code, said.code, words.quiet) == (1, 1, True)
    assert f"RUSAK: wilayah {TARAJU}" in words.out
    assert "Pulihkan cadangan terakhir" in words.out
    assert said.json["ok"] is False
    entry = site.ask("SELECT id FROM kernel_journalentry WHERE operation = 'places.village.set_up'")[0][0]
    assert said.json["broken"]["entry"].replace("-", "") == str(entry).replace("-", "")
    assert "places_villageprofile" in said.json["broken"]["problem"]


def test_the_data_folder_may_stand_before_or_after_the_command(site: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "elsewhere", site.database_url)
    folder = str(site.folder)
    for words in (
        ("--data", folder, "verify", "--json"),
        ("verify", f"--data={folder}", "--json"),
    ):
        ran = other.run(*words)
        assert (ran.code, ran.json["ok"]) == (0, True), words
    assert not other.folder.exists()


@pytest.mark.database
def test_a_wrong_key_file_is_named_and_nothing_starts(site: Site) -> None:
    for name in ("pepper.key", "seal.key", "index.key", "node.key"):
        path = site.folder / "keys" / name
        kept = path.read_text()
        path.write_text(("1 " if name == "seal.key" else "") + "ab" * 32 + "\n")
        ran = site.run("verify")
        assert (ran.code, ran.quiet, ran.out) == (1, True, ""), name
        assert f"{name} di {site.folder / 'keys'} bukan kunci situs ini" in ran.err
        if name != "node.key":
            path.write_text(kept)
    for words in (("serve", "--port", "0"), ("backup", "copies"), ("init", "--village", TARAJU)):
        ran = site.run(*words)
        assert (ran.code, ran.quiet, ran.out) == (1, True, ""), words
        assert "node.key" in ran.err


def test_a_missing_or_damaged_key_file_is_named_and_not_made_anew(site: Site) -> None:
    path = site.folder / "keys" / "index.key"
    path.unlink()
    ran = site.run("verify")
    assert (ran.code, ran.quiet, path.exists()) == (1, True, False)
    assert "Berkas kunci index.key tidak ada" in ran.err
    path.write_text("ab" * 31)
    ran = site.run("verify")
    assert (ran.code, ran.quiet) == (1, True)
    assert "Berkas kunci index.key rusak" in ran.err


def test_a_missing_sealing_key_is_named(site: Site) -> None:
    rotated = site.run("keys", "rotate")
    assert (rotated.code, rotated.quiet) == (0, True)
    assert site.run("verify").code == 0
    path = site.folder / "keys" / "seal.key"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    ran = site.run("verify")
    assert (ran.code, "seal.key#2" in ran.err) == (1, True)


@pytest.mark.skipif(os.environ.get("PENDOPO_TEST_DATABASE") == "postgres", reason="a file of SQLite")
def test_a_damaged_database_file_is_said_in_words(site: Site) -> None:
    (site.folder / "pendopo.sqlite3").write_bytes(b"not a database at all" * 100)
    ran = site.run("verify")
    assert (ran.code, ran.quiet) == (1, True)
    assert "Pulihkan cadangan" in ran.err


@pytest.mark.postgres
def test_a_postgresql_that_does_not_answer_is_said_in_words(site: Site) -> None:
    ran = site.run("verify", PENDOPO_DATABASE_URL="postgresql://a:b@127.0.0.1:1/none")
    assert (ran.code, ran.quiet) == (1, True)
    assert "tidak dapat dihubungi" in ran.err


def test_an_option_that_is_no_number_is_no_traceback(site: Site) -> None:
    ran = site.run("verify", PENDOPO_UPLOAD_MB="banyak")
    assert (ran.code, ran.quiet) == (1, True)
    assert ran.err.count("\n") == 1
