"""What keeps an office's data safe between starts: whole backups, no silent new site, updates that can be undone."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pendopo.site.tests.test_backup import only
from tests.sites import ROOT, Site

pytestmark = pytest.mark.database

SIGN = """
import django, json, sys
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from pendopo.accounts.models import User
from pendopo.accounts.tests import folk
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.queries.documents import document_of
from pendopo.letters.models import LetterDocument
from pendopo.letters.tests import office as at
from pendopo.people.models import Person
if Person.objects.exists():
    users = {name: User.objects.get(username=login) for name, login in
        (("operator", "operator"), ("secretary", "sekretaris"), ("head", "kepala"))}
    actors = {name: folk.actor(user) for name, user in users.items()}
    office = at.Office(**actors, person=Person.objects.order_by("id").first(), neighbour=None, users=users)
else:
    office = at.open_office()
row = sign_request(office.head, case=at.seen(office))
document = LetterDocument.objects.get(request=row)
content = document_of(office.head, row.pk).content
texts = list(LetterDocument.objects.order_by("id").values_list("code_text", flat=True))
print(json.dumps({"number": document.number, "key": document.key.key_id, "serial": document.serial,
    "pdf": content[:5].decode(), "texts": texts}))
"""


def script(site: Site, source: str) -> dict:
    """Runs a script on a site, as the site's own program would."""
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "pendopo.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", source], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else {}


def test_backup_restore_elsewhere_sign_verify(
    site: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    first = script(site, SIGN)
    (site.folder / "keys" / "bsre.json").write_text('{"url": "https://x.id", "user": "u", "password": "p"}')
    made = site.run("backup", str(tmp_path / "copies"), **_tools)
    assert (made.code, made.quiet) == (0, True), made.err
    copy = only(tmp_path / "copies")
    kept = {path.name: path.read_bytes() for path in (site.folder / "keys").iterdir()}
    assert kept == {path.name: path.read_bytes() for path in (copy / "keys").iterdir()}
    assert any(name.startswith("letters-signer-") for name in kept)
    modes = {path.stat().st_mode & 0o077 for path in (copy, *copy.rglob("*"))}
    assert modes == {0}

    _refuse_each_lost_key(copy, empty, tmp_path, _tools)
    back = empty.run("restore", str(tmp_path / "copies"), **_tools)
    assert (back.code, back.quiet) == (0, True), back.err
    second = script(empty, SIGN)
    assert (second["key"], second["serial"]) == (first["key"], first["serial"]), (
        "signed by the same keys as before"
    )
    assert second["pdf"] == "%PDF-" and len(second["texts"]) == 2
    assert (first["number"].split("/")[1], second["number"].split("/")[1]) == ("001", "002")
    assert empty.run("verify", "--json").json["ok"] is True
    if not empty.database_url:
        assert {path.stat().st_mode & 0o077 for path in empty.folder.glob("pendopo.sqlite3*")} == {0}


def _refuse_each_lost_key(copy: Path, empty: Site, folder: Path, tools: dict[str, str]) -> None:
    """Restores without one key after the other; the letter key is named by the database too, for older lists."""
    for number, lost in enumerate(
        ("letters-*.key", "letters-ca.pem", "letters-signer-*.pem", "bsre.json", "unlisted")
    ):
        spoilt = folder / f"without-{number}"
        shutil.copytree(copy, spoilt)
        (gone,) = (spoilt / "keys").glob("letters-*.key" if lost == "unlisted" else lost)
        gone.unlink()
        if lost == "unlisted":
            listed = spoilt / "data" / "manifest.json"
            manifest = json.loads(listed.read_text())
            del manifest["keys"]
            listed.write_text(json.dumps(manifest))
        shutil.rmtree(empty.folder / "keys", ignore_errors=True)
        ran = empty.run("restore", str(spoilt), **tools)
        # One name in two thousand is drawn of digits alone and looks like a NIK.
        rest = replace(ran, err=ran.err.replace(gone.name, ""))
        assert (ran.code, rest.quiet, gone.name in ran.err) == (1, True, True), ran
    assert not empty.folder.exists() or not list(empty.folder.iterdir())


def test_a_lost_database_never_becomes_an_empty_village(site: Site, pattern_site: Site) -> None:
    if site.database_url:
        tables = site.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables:
            site.ask(f'DROP TABLE "{table}" CASCADE')
    else:
        (site.folder / "pendopo.sqlite3").unlink()
    keys = {path.name: path.read_bytes() for path in (site.folder / "keys").iterdir()}
    init, serve = ("init", "--village", "32.06.13.2001"), ("serve", "--port", "0")
    for words in (("verify",), ("backup", "x"), init, serve):
        ran = site.run(*words)
        assert (ran.code, ran.quiet, "pendopo --data FOLDER restore" in ran.err) == (1, True, True), ran
        assert "tautan" not in ran.out
    assert not (site.folder / "pendopo.sqlite3").exists()
    if not site.database_url:  # the file that the tests copied was made by `init`
        assert {path.stat().st_mode & 0o077 for path in pattern_site.folder.glob("pendopo.sqlite3*")} == {0}
    assert keys == {path.name: path.read_bytes() for path in (site.folder / "keys").iterdir()}
    for path in (*(site.folder / "keys").iterdir(), site.folder / "village"):
        path.unlink()
    (site.folder / "uploads").mkdir(exist_ok=True)
    (site.folder / "uploads" / "x.sealed").write_text("x")
    ran = site.run("serve", "--port", "0")  # uploads are left: no new keys either
    assert ran.code == 1 and "ulihkan" in ran.err and not list((site.folder / "keys").iterdir())


def test_a_restore_that_was_cut_off_says_so_everywhere_and_begins_anew(
    site: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    assert site.run("backup", str(tmp_path / "copies"), **_tools).code == 0
    # as a kill leaves it: the mark, and a key of which only a part was written
    (empty.folder / "keys").mkdir(parents=True)
    (empty.folder / "keys" / "django.key").write_text("0a")
    (empty.folder / "pemulihan").touch()
    for words in (
        ("verify",),
        ("backup", "x"),
        ("init", "--village", "32.06.13.2001"),
        ("serve", "--port", "0"),
    ):
        ran = empty.run(*words)
        assert (ran.code, ran.quiet, f"--data {empty.folder} restore DIR" in ran.err) == (1, True, True), ran
    assert (empty.folder / "keys" / "django.key").read_text() == "0a"
    ran = empty.run("restore", str(tmp_path / "copies"), **_tools)
    assert (ran.code, "diulang dari awal" in ran.err) == (0, True), ran
    assert empty.run("verify").code == 0


def test_a_first_start_that_was_cut_off_goes_on(empty: Site) -> None:
    script(empty, "import django; django.setup()")  # keys are made, and then the power goes
    assert (empty.folder / "keys" / "unused").exists()
    ran = empty.run("init", "--village", "32.06.13.2001")
    assert ran.code == 0, ran.err
    assert not (empty.folder / "keys" / "unused").exists()


def test_an_older_program_leaves_a_newer_database_alone(
    site: Site, empty: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    made = site.run("backup", str(tmp_path / "before"), **_tools)
    assert made.code == 0, made.err
    for app, name in (("people", "0099_from_the_future"), ("welfare", "0001_initial")):
        site.ask(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, CURRENT_TIMESTAMP)", app, name
        )
        rows = site.ask("SELECT COUNT(*) FROM kernel_journalentry")
        commands = (
            *(("verify",), ("backup", str(tmp_path / "x")), ("import", "residents", __file__)),
            *(("export", "residents"), ("init", "--village", "32.06.13.2001"), ("serve", "--port", "0")),
        )
        for words in commands:
            ran = site.run(*words, **_tools)
            assert (ran.code, ran.quiet, "lebih baru" in ran.err, ran.err.count("\n")) == (
                1,
                True,
                True,
                1,
            ), ran
        assert rows == site.ask("SELECT COUNT(*) FROM kernel_journalentry")
        site.ask("DELETE FROM django_migrations WHERE name = ?", name)
    copy = only(tmp_path / "before")
    if not site.database_url:
        database = copy / "data" / "database.sqlite3"
        with closing(sqlite3.connect(database)) as held, held:
            held.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0099_x', '2030-01-01')"
            )
        _list_again(copy, database)
        ran = empty.run("restore", str(copy))
        assert (ran.code, ran.quiet, "lebih baru" in ran.err) == (1, True, True)
        assert not empty.folder.exists() or not list(empty.folder.iterdir())


def _list_again(copy: Path, database: Path) -> None:
    import hashlib

    listed = copy / "data" / "manifest.json"
    manifest = json.loads(listed.read_text())
    manifest["files"][database.name] = hashlib.sha256(database.read_bytes()).hexdigest()
    listed.write_text(json.dumps(manifest))


def test_an_update_makes_a_backup_first_and_says_so(site: Site, empty: Site, _tools: dict[str, str]) -> None:
    site.ask("DROP TABLE axes_accessattemptexpiration")
    site.ask("DELETE FROM django_migrations WHERE app = 'axes' AND name = '0010_accessattemptexpiration'")
    ran = site.run("verify", **_tools)
    assert ran.code == 0, ran.err
    copy = only(site.folder / "backups")
    assert str(copy) in ran.err and "cadangan sebelum pembaruan" in ran.err
    assert site.run("verify").err == ""
    back = empty.run("restore", str(copy), **_tools)
    assert back.code == 0, back.err


def test_a_full_disk_stops_an_update_before_it_begins(site: Site, _tools: dict[str, str]) -> None:
    site.ask("DROP TABLE axes_accessattemptexpiration")
    site.ask("DELETE FROM django_migrations WHERE app = 'axes' AND name = '0010_accessattemptexpiration'")
    (site.folder / "backups").write_text("a file where the folder belongs")
    ran = site.run("verify", **_tools)
    assert (ran.code, ran.quiet) == (1, True)
    assert site.ask("SELECT COUNT(*) FROM django_migrations WHERE name = '0010_accessattemptexpiration'") == [
        (0,)
    ]


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from pendopo.site.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of Unix")
def test_a_full_disk_is_told_in_words_and_leaves_nothing(
    site: Site, tmp_path: Path, _tools: dict[str, str]
) -> None:
    if site.database_url:
        pytest.skip("pg_dump's own file is small here")
    target = tmp_path / "copies"
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, "backup", str(target)],
        env=site.environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Ruang penyimpanan penuh" in done.stderr and "Error" not in done.stderr, done.stderr
    assert not target.exists() or not list(target.iterdir())


def test_a_damaged_database_is_told_in_words(site: Site, tmp_path: Path) -> None:
    if site.database_url:
        pytest.skip("a file of SQLite")
    database = site.folder / "pendopo.sqlite3"
    whole, told = database.read_bytes(), []
    for turn in range(8):
        content, chance = bytearray(whole), random.Random(turn)
        if turn == 0:
            content = content[: len(content) // 2]
        elif turn == 1:
            content[:100] = bytes(100)
        else:
            at = chance.randrange(4096, len(content) - 4096)
            content[at : at + 4096] = chance.randbytes(4096)
        for words in (("verify",), ("backup", str(tmp_path / "copies"))):
            database.write_bytes(content)
            told.append(site.run(*words))
    for ran in told:
        assert ran.quiet and "tidak terduga" not in ran.err and "Error" not in ran.err, ran
    assert sum(bool(ran.code) for ran in told) >= 10
