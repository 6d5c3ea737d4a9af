"""The site that an ordeal begins with, the people who work there, and what must never stand twice in it."""

from __future__ import annotations

import contextlib
import io
import time
import uuid
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models.functions import Now

from pendopo.accounts.models import ResidentAccount, ResidentSession, User
from pendopo.accounts.tests import folk
from pendopo.kernel import jobs
from pendopo.kernel.models import Job
from pendopo.kernel.worker import Holder
from pendopo.letters.tests.office import Office, open_office
from pendopo.people.models import Person
from pendopo.people.tasks import resume_imports
from pendopo.people.tests import import_files as files
from pendopo.site import opening
from tests.sites import Site

TARAJU = "32.06.13.2001"
OFFICERS = {"operator": "operator", "secretary": "sekretaris", "head": "kepala"}
OPENED_ITEMS = uuid.UUID(int=11)
# Table -> columns that no two rows may share, and which rows are asked.
ONCE: Sequence[tuple[str, str, str]] = (
    ("letters_registerentry", "area_code, counter, year, number", ""),
    ("letters_registerentry", "request_id", "request_id IS NOT NULL"),
    ("letters_registerentry", "form_key", "form_key IS NOT NULL"),
    ("letters_letterdocument", "number", ""),
    ("letters_letterdocument", "request_id", ""),
    ("letters_letterrequest", "receipt", "receipt IS NOT NULL"),
    ("letters_letterrequest", "form_key", ""),
    ("letters_letterstep", "case_id, move, at", ""),
    ("letters_queueticket", "area_code, day, number", ""),
    ("disclosure_informationrequest", "receipt", ""),
    ("disclosure_informationrequest", "form_key", ""),
    ("disclosure_informationstep", "case_id, move", ""),
    ("people_person", "nik_index", "nik_index IS NOT NULL"),
    ("people_person", "name", "name LIKE 'Ordeal %'"),
    ("people_family", "kk_number_index", "kk_number_index IS NOT NULL"),
    ("people_populationevent", 'person_id, kind, "on"', "kind IN ('birth', 'death', 'move_out', 'move_in')"),
    ("people_importbatch", "file_hash", "state = 'running'"),
    ("kernel_journalentry", "feed_id, seq", ""),
)


def twice(each: Sequence[str], items: int | None) -> list[str]:
    """What stands twice, and numbers that a counter gave to nobody; tables with a row for each of so many items."""
    found = []
    with connection.cursor() as cursor:
        for table in each if items is not None else ():
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            (rows,) = cursor.fetchone()
            found += [f"{table}: {rows} rows of {items} items"] if rows != items else []
        for table, columns, which in ONCE:
            where = f"WHERE {which}" if which else ""
            cursor.execute(
                f"SELECT {columns}, COUNT(*) FROM {table} {where} GROUP BY {columns} HAVING COUNT(*) > 1"
            )
            found += [f"{table} {columns}: {row[-1]} times" for row in cursor.fetchall()]
        cursor.execute(
            "SELECT c.counter, c.last, COUNT(e.id) FROM letters_numbercounter c LEFT JOIN letters_registerentry e"
            " ON e.counter = c.counter AND e.year = c.year AND e.area_code = c.area_code"
            " GROUP BY c.counter, c.year, c.area_code, c.last HAVING COUNT(e.id) <> c.last"
        )
        found += [
            f"counter {name} gave {last} numbers to {given} lines" for name, last, given in cursor.fetchall()
        ]
    return found


def opened(site: Site) -> list[str]:
    """Opens a site as `pendopo serve` does, with what it goes on with and its chores; answers its complaints."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        opening.open_or_create()
        resume_imports()
        do_all(site)
    return [f"the start says: {line}" for line in said.getvalue().splitlines() if line.startswith("jurnal")]


def do_all(site: Site) -> None:
    """Does what stands in the queue of work, and every chore whether its turn has come or not."""
    with Holder(site.folder) as holder:
        jobs.plan_chores()
        Job.objects.update(due_at=Now())
        for long in (True, False):
            jobs.work_off(holder.name, long=long)


def make_village(site: Site) -> None:
    """Makes a site with a village whose office can sign letters and answer requests."""
    opened(site)
    open_office()
    folk.officer("ppid", "ppid_desa")
    opening.note_village(TARAJU)


def office() -> Office:
    """The people of that village, as they work there today."""
    held = {key: folk.actor(User.objects.get(username=name)) for key, name in OFFICERS.items()}
    person, neighbour = (Person.objects.get(name=name) for name in ("Dadang Suryana", "Neneng Hasanah"))
    return Office(held["operator"], held["secretary"], held["head"], person=person, neighbour=neighbour)


def key_of(item: int, part: str = "") -> uuid.UUID:
    """The key of a form: whoever sends it again after a kill sends the same one."""
    return uuid.uuid5(OPENED_ITEMS, f"{item} {part}")


def people_file(item: int, families: int = 12) -> bytes:
    """A file with families of three that no other file of this site holds."""

    def people() -> Iterator[dict[str, object]]:
        for number in range(1, families + 1):
            card = {"no_kk": f"3206132001{item:03}{number:03}", "alamat": f"Kp. {item}"}
            for member, pattern in enumerate((files.FATHER, files.CHILD, files.CHILD)):
                nik = f"320613{17 if not member else 41:02}{8 if not member else 1:02}{85 if not member else 15:02}"
                yield {**pattern, **card, "nik": f"{nik}{item * 40 + number * 3 + member:04}",
                       "nama": f"Warga {item} {number} {member}",
                       "tanggallahir": "17-08-1985" if not member else "01-01-2015"}  # fmt: skip

    return files.sheet(people())


def signed_in() -> dict[str, dict[str, str]]:
    """Signs everybody in and answers the cookies of each one's browser; whoever decides has shown a second factor."""
    resident = Person.objects.get(name="Dadang Suryana")
    account = ResidentAccount.objects.filter(resident=resident).first() or folk.active_account(resident)
    found = {}
    for name in ("", "warga", *OFFICERS.values(), "ppid"):
        session = SessionStore()
        if name == "warga":
            session["resident_session"] = str(ResidentSession.objects.filter(account=account).latest("pk").pk)
        elif name:
            user = User.objects.get(username=name)
            proven = [
                {"method": "password", "at": time.time()},
                {"method": "mfa", "type": "totp", "at": time.time()},
            ]
            session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
            session["account_authentication_methods"] = proven
            session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        found[name] = {
            settings.SESSION_COOKIE_NAME: str(session.session_key),
            settings.CSRF_COOKIE_NAME: "a" * 32,
        }
    return found
