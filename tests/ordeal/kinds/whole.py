"""Work on the whole site: keys, backups, restoring, updating."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pendopo.kernel.actor import system_actor
from pendopo.kernel.keys import site_keys
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import Person
from pendopo.people.queries.persons import identify_resident
from pendopo.people.tests import crowd
from pendopo.site import cli
from pendopo.site.backup import back_up
from pendopo.site.restoring import _checked_manifest
from pendopo.site.rotation import rotate
from pendopo.site.tests.older import walk
from pendopo.site.troubles import RESTORING, NoSite, RestoreCut
from tests.ordeal.kinds.frame import Ack, Kind
from tests.ordeal.kinds.office import Numbering
from tests.ordeal.kinds.register import Import, found
from tests.ordeal.village import opened, people_file
from tests.sites import ROOT, Site


class Rotation(Kind):
    """A resident is written down, then both keys are changed; everybody is found by NIK."""

    name = "key rotation"
    a_site = 4

    def prepare(self, site: Site) -> None:
        opened(site)
        for _word in Import().item(site, 200):
            pass

    def item(self, site: Site, item: int) -> Iterator[str]:
        nik = f"320613170885{9000 + item}"
        if not Person.objects.filter(nik_index=blind_index("nik", nik)).exists():
            crowd.write([crowd.person(f"Ordeal {item}", nik=nik)])
        yield f"nik {nik[-4:]}"
        rotate(lambda _words: None)
        yield f"keys {site_keys().seal_id} {max(site_keys().index_keys)}"

    def stands(self, site: Site, item: int, word: str) -> bool:
        what, *rest = word.split()
        if what == "nik":
            return identify_resident(system_actor("ordeal"), nik=f"320613170885{rest[0]}") is not None
        return site_keys().seal_id >= int(rest[0]) and max(site_keys().index_keys) >= int(rest[1])

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        missing = 36 - found(people_file(200))
        return super().lost(site, seen) + ([f"{missing} residents are not found by NIK"] if missing else [])


class Backup(Kind):
    """A line of mail, then a backup; what stands as a backup is whole and holds what came before it."""

    name = "backup"
    a_site = 4

    def item(self, site: Site, item: int) -> Iterator[str]:
        mail = list(Numbering().item(site, item))[-1]
        yield mail
        yield f"backup {back_up(_backups(site) / str(item)).name} {mail}"

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        wrong = []
        for item, word in seen:
            what, name, *mail = word.split(" ", 3)
            if what == "mail":
                wrong += [] if Numbering().stands(site, item, word) else [f"item {item}: {word}"]
            elif not _holds(_backups(site) / str(item) / name, mail[-1]):
                wrong.append(f"item {item}: {word}")
        for made in _backups(site).glob("*/pendopo-*"):  # also those that nobody saw done
            wrong += [] if _holds(made, "") else [f"{made.name} stands as a backup and is not whole"]
        return wrong


def _backups(site: Site) -> Path:
    return site.folder / "cadangan"


def _holds(made: Path, mail: str) -> bool:
    """Whether a backup is whole as `pendopo restore` asks, and holds a line of mail."""

    try:
        _checked_manifest(made / "data")
        with closing(
            sqlite3.connect(f"file:{made}/data/database.sqlite3?mode=ro&immutable=1", uri=True)
        ) as copy:
            numbers = {text for (text,) in copy.execute("SELECT text FROM letters_registerentry")}
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except Exception:
        return False
    return sound and (not mail or mail in numbers)


class Restore(Kind):
    """A backup is put into an empty folder; what is interrupted is said to be no site, and put back anew."""

    name = "restore"
    a_site = most = items = 1

    def prepare(self, site: Site) -> None:
        opened(site)
        words = [word for item in range(9) for word in Numbering().item(site, item)]

        back_up(_kept(site))
        (_kept(site) / "words").write_text("\n".join(words), encoding="utf-8")
        _empty(site)

    def work(self, site: Site, item: int) -> Iterator[str]:
        if (site.folder / RESTORING).exists() or not any(site.folder.iterdir()):
            with contextlib.redirect_stdout(sys.stderr):
                if cli.main(["restore", str(_kept(site))]):
                    raise SystemExit(1)
        yield "restored"

    def settle(self, site: Site) -> list[str] | None:
        try:
            RestoreCut.check(site.folder)  # as every command does first
            cli._open_site()
        except (NoSite, RestoreCut):
            return None
        return []

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        words = (_kept(site) / "words").read_text(encoding="utf-8").splitlines()
        return super().lost(site, [(at // 2, word) for at, word in enumerate(words)])

    def stands(self, site: Site, item: int, word: str) -> bool:
        return Numbering().stands(site, item, word)


def _kept(site: Site) -> Path:
    """Where the backup lies that is put back: beside all sites of a kind."""
    return site.folder.parent / "kept"


def _empty(site: Site) -> None:
    from django.db import connections

    connections.close_all()
    shutil.rmtree(site.folder)
    site.folder.mkdir()


class Migration(Kind):
    """The site of an older program is brought up to date; every row of it that a user knew is there unchanged."""

    name = "migration"
    a_site = most = items = 1
    bare, share = True, 0.5

    def prepare(self, site: Site) -> None:
        site.folder.mkdir()
        with tarfile.open(ROOT / "pendopo/site/tests/older/site-c27e40a.tar.xz") as packed:
            packed.extractall(site.folder, filter="data")
        (site.folder / "before").mkdir()
        shutil.copy2(site.folder / "pendopo.sqlite3", site.folder / "before")

    def item(self, site: Site, item: int) -> Iterator[str]:
        yield from walk.TABLES

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        before, after = walk.rows(site.folder / "before", walk.OLD), walk.rows(site.folder, walk.NEW)
        return [table for table, same in walk.kept(before, after).items() if not same]
