"""Opening a site: its keys must be its own, and an older schema is brought up to date."""

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.db import DatabaseError, OperationalError

from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.guard import unguarded
from pendopo.kernel.heads import keep_heads
from pendopo.kernel.keys import add_seal_key, create_keys, forget_keys
from pendopo.kernel.models import KeyCheck
from pendopo.kernel.tests.steps import cut_end, do
from pendopo.places.operations import set_up_village
from pendopo.site.middleware import _trouble_in_words
from pendopo.site.opening import check_keys, check_order, check_site, look_back, remember_keys
from pendopo.site.schema import schema_is_old
from pendopo.site.troubles import FULL, NoSite, WrongOrder, in_words
from tests.making import TARAJU
from tests.sites import Site


@pytest.fixture
def keys(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Keys of a site that has been opened once."""
    settings.PENDOPO_KEYS = tmp_path / "keys"
    create_keys(settings.PENDOPO_KEYS)
    forget_keys()
    with unguarded("a site of its own in a test"):
        KeyCheck.objects.all().delete()
    remember_keys()
    yield settings.PENDOPO_KEYS
    forget_keys()


@pytest.mark.django_db
def test_its_own_keys_open_a_site(keys: Path) -> None:
    check_keys()
    check_site()
    assert {check.name for check in KeyCheck.objects.all()} == {
        "node.key",
        "index.key",
        "pepper.key",
        "seal.key#1",
    }


@pytest.mark.django_db
def test_a_journal_that_lost_its_end_is_told_at_the_start(keys: Path, capsys: Any) -> None:
    for _ in range(3):
        do(lambda: None)
    keep_heads()
    look_back()
    assert capsys.readouterr().err == ""
    cut_end(1)
    check_site()
    assert f"tidak memuat catatan 3 wilayah {TARAJU}" in capsys.readouterr().err
    (keys / "heads.log").write_text("{}\n")
    look_back()
    assert "tidak terbaca" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["node.key", "index.key", "pepper.key", "seal.key"])
def test_a_foreign_key_is_named_and_never_remembered(keys: Path, name: str) -> None:
    (keys / name).write_text(("1 " if name == "seal.key" else "") + "ab" * 32)
    forget_keys()
    for _turn in range(2):
        with pytest.raises(KeyTrouble, match=name):
            check_site()
        remember_keys()


@pytest.mark.django_db
def test_a_new_sealing_key_is_remembered_and_then_missed(keys: Path) -> None:
    before = (keys / "seal.key").read_text()
    add_seal_key(keys)
    remember_keys()
    check_keys()
    (keys / "seal.key").write_text(before)
    forget_keys()
    with pytest.raises(KeyTrouble, match=r"seal\.key#2"):
        check_keys()


@pytest.mark.django_db
def test_a_database_that_sorts_by_language_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    check_order()
    answers = MagicMock()
    answers.cursor.return_value.__enter__.return_value.fetchone.return_value = (False,)
    monkeypatch.setattr("pendopo.site.opening.connection", answers)
    with pytest.raises(WrongOrder, match="lc-collate=C"):
        check_order()


@pytest.mark.django_db
def test_the_schema_of_the_tests_is_the_newest() -> None:
    assert not schema_is_old()


@pytest.mark.database
def test_a_site_with_an_older_schema_is_brought_up_to_date(site: Site, _tools: dict[str, str]) -> None:
    before = site.ask("SELECT COUNT(*) FROM django_migrations")
    site.ask("DROP TABLE axes_accessattemptexpiration")
    site.ask("DELETE FROM django_migrations WHERE app = 'axes' AND name = '0010_accessattemptexpiration'")
    assert site.ask("SELECT COUNT(*) FROM django_migrations") != before
    assert site.run("verify", **_tools).code == 0
    assert site.ask("SELECT COUNT(*) FROM django_migrations") == before
    assert site.ask("SELECT COUNT(*) FROM axes_accessattemptexpiration") == [(0,)]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (NoSite.at(Path("/data")), "Belum ada situs di /data"),
        (KeyTrouble("node.key hilang"), "node.key hilang"),
        (OSError(28, "No space left on device", "/data/x"), FULL),
        (FileNotFoundError(2, "No such file", "warga.xlsx"), "warga.xlsx"),
        (PermissionError(13, "Permission denied", "/data"), "Periksa izinnya"),
        (OSError(5, "Input/output error", "/data/x"), "Cakram tidak dapat dibaca"),
        (OperationalError("database or disk is full"), FULL),
        (OperationalError("could not extend file: No space left on device"), FULL),
        (OperationalError("database is locked"), "sibuk"),
        (OperationalError("file is not a database"), "Pulihkan cadangan"),
        (sqlite3.DatabaseError("database disk image is malformed"), "Pulihkan cadangan"),
        (sqlite3.OperationalError("database or disk is full"), FULL),
        (OSError(27, "File too large", "/data/x"), FULL),
        (OperationalError("attempt to write a readonly database"), "hanya dapat dibaca"),
    ],
)
def test_trouble_in_words(trouble: Exception, words: str) -> None:
    assert words in in_words(trouble)


@pytest.mark.parametrize("said", ["database is locked", "deadlock detected", "connection already closed"])
def test_two_writers_in_each_other_s_way_are_asked_to_try_again(said: str) -> None:
    assert "coba lagi" in str(_trouble_in_words(OperationalError(said)))
    assert "coba lagi" in in_words(OperationalError(said)).lower()


@pytest.mark.parametrize("said", ["database disk image is malformed", "file is not a database"])
def test_a_page_over_a_damaged_database_says_so(said: str) -> None:
    assert "memulihkan cadangan" in str(_trouble_in_words(DatabaseError(said)))


@pytest.mark.parametrize(
    "trouble",
    [OperationalError("attempt to write a readonly database"), PermissionError(errno.EACCES, "x")],
)
def test_a_page_over_a_folder_that_cannot_be_written_says_so(trouble: Exception) -> None:
    assert "hanya dapat dibaca" in str(_trouble_in_words(trouble))


def test_an_unforeseen_trouble_names_its_place_and_no_value() -> None:
    try:
        int("3206131708850001x")
    except ValueError as trouble:
        said = in_words(trouble)
    assert "ValueError, test_opening.py:" in said
    assert "3206131708850001" not in said


@pytest.mark.django_db
def test_a_refusal_speaks_for_itself() -> None:
    from pendopo.kernel.actor import system_actor
    from pendopo.kernel.errors import Refusal

    with pytest.raises(Refusal) as caught:
        set_up_village(system_actor("test"), code="32.06.13.2999")
    assert in_words(caught.value) == str(caught.value)
    assert set_up_village(system_actor("test"), code=TARAJU).area_code == TARAJU
