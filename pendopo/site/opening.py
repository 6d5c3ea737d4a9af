"""Opening a site: schema and keys that fit."""

import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from pendopo.kernel.clock import set_zone
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.guard import unguarded
from pendopo.kernel.heads import HeadsUnreadable, newest_missing
from pendopo.kernel.keys import UNUSED, forget_keys, site_keys
from pendopo.kernel.models import KeyCheck
from pendopo.kernel.triggers import put_back_kept, put_back_triggers, restored
from pendopo.kernel.widening import widen_journal
from pendopo.places.queries import public_zone
from pendopo.site.office_clock import heed_the_clock
from pendopo.site.schema import require_not_newer, schema_is_old, update
from pendopo.site.troubles import DatabaseGone, NoSite, WrongOrder, was_a_site


def check_site() -> None:
    """Refuse to go on without a site, with keys that are not its own, or after a newer program; an older schema is
    brought up to date, with a backup before."""
    check_order()
    require_database()
    require_not_newer()
    check_keys()
    close_database_file()
    if schema_is_old():
        print(f"cadangan sebelum pembaruan: {update()}", file=sys.stderr, flush=True)
        remember_keys()
    carry_posts_over()
    carry_letters_over()
    restored.extend((*put_back_triggers(), *put_back_kept()))
    for name in restored:
        print(f"pemicu basis data dipasang kembali: {name}", file=sys.stderr, flush=True)
    heed_the_clock()
    broken = widen_journal()
    if broken is not None:
        print(f"jurnal rusak ({broken.problem}), jalankan: pendopo verify", file=sys.stderr, flush=True)
    look_back()


def look_back() -> None:
    """Say so when the journal is shorter, or another, than it was when its heads were last kept beside the keys."""
    try:
        missing = newest_missing()
    except (OSError, HeadsUnreadable) as trouble:
        print(f"kepala jurnal tidak terbaca: {trouble}", file=sys.stderr, flush=True)
        return
    if missing is not None:
        print(f"jurnal tidak memuat catatan {missing.seq} wilayah {missing.area or 'nasional'} yang pernah ada: "
              "basis data lama dipasang kembali, atau akhirnya dipotong. Jalankan: pendopo verify --since",
              file=sys.stderr, flush=True)  # fmt: skip


def carry_posts_over() -> None:
    """Link the accounts that signed by their names before posts were linked to accounts (ADR 0039); once a village."""
    from pendopo.accounts.operations import carry_over
    from pendopo.accounts.queries.posts import public_villages_by_name
    from pendopo.kernel.actor import system_actor

    for village in public_villages_by_name():
        count = carry_over(system_actor("pembaruan"), area=village)
        print(f"jabatan dihubungkan dari nama yang sama di {village}: {count}", file=sys.stderr, flush=True)


def carry_letters_over() -> None:
    """Let the figures of all cases count the letters of an older program too (ADR 0045); once a village."""
    from pendopo.kernel.actor import system_actor
    from pendopo.letters.operations.carrying import carry_over
    from pendopo.letters.queries.older import public_villages_as_before

    for village in public_villages_as_before():
        count = carry_over(system_actor("pembaruan"), area=village)
        print(f"langkah surat dilengkapi di {village}: {count}", file=sys.stderr, flush=True)


def require_database() -> None:
    """Refuse a data folder without tables: a place that never was a site, or one that lost its database."""
    if "kernel_keycheck" not in connection.introspection.table_names():
        folder = settings.PENDOPO_DATA
        raise DatabaseGone.at(folder) if was_a_site(folder) else NoSite.at(folder)


def close_database_file() -> None:
    """Leave the database file to its owner alone; older programs made it readable by everybody."""
    if connection.vendor == "sqlite":
        for path in Path(settings.PENDOPO_DATA).glob("pendopo.sqlite3*"):
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)


def check_order() -> None:
    """Refuse a database that sorts by the rules of a language: areas are ranges of codes, compared byte by byte."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT '32.06.13' < '32.06/' AND '32.061' > '32.06/' AND 'Z' < 'a' AND 'a b' < 'aa'")
        if not cursor.fetchone()[0]:
            raise WrongOrder.of(str(connection.settings_dict["NAME"]))


def create() -> None:
    """Make the tables of a new site; from then on its keys are never without a database."""
    settings.PENDOPO_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    remember_keys()
    widen_journal()
    (Path(settings.PENDOPO_KEYS) / UNUSED).unlink(missing_ok=True)


def remember_keys() -> None:
    """Note the fingerprint of each key, new ones included; a known name with another fingerprint stays as it was."""
    rows = [KeyCheck(name=name, fingerprint=mark) for name, mark in site_keys().fingerprints().items()]
    with unguarded("key fingerprints at first start"):
        KeyCheck.objects.bulk_create(rows, ignore_conflicts=True)


def check_keys() -> None:
    """Raise KeyTrouble naming the first key file that does not belong to this database."""
    checks = list(KeyCheck.objects.order_by("name"))
    marks = site_keys().fingerprints()
    if any(check.name not in marks for check in checks):
        forget_keys()  # another process may have added a key since this one read the file
        checks, marks = list(KeyCheck.objects.order_by("name")), site_keys().fingerprints()
    for check in checks:
        name = check.name.split("#")[0]
        if check.name not in marks:
            raise KeyTrouble(
                f"{name}: kunci {check.name} tidak ada. Pulihkan berkas ini dari cadangan kunci."
            )
        if marks[check.name] != check.fingerprint:
            raise KeyTrouble(
                f"{name} di {settings.PENDOPO_KEYS} bukan kunci situs ini. Pulihkan berkas ini dari cadangan kunci."
            )


def open_or_create() -> None:
    """Open this data folder's site, or make an empty one; a folder that lost its database gets no new one."""
    folder: Path = settings.PENDOPO_DATA
    check_order()
    if "kernel_keycheck" in connection.introspection.table_names():
        check_site()
        # left by a first start that was cut off
        (Path(settings.PENDOPO_KEYS) / UNUSED).unlink(missing_ok=True)
    elif was_a_site(folder):
        raise DatabaseGone.at(folder)
    else:
        create()


def set_village(code: str) -> None:
    """Give the site its village, through the same operation as everything else; a second one needs a wider area."""
    from pendopo.kernel.actor import system_actor
    from pendopo.places.operations import add_village, set_up_village
    from pendopo.places.queries import public_site_area

    another = public_site_area() not in ("", code)
    (add_village if another else set_up_village)(system_actor("pendopo init"), code=code)
    note_village(code)


def set_area(code: str) -> None:
    """Make this the site of a kecamatan, kabupaten, kota or province; its villages are added one by one."""
    from pendopo.kernel.actor import system_actor
    from pendopo.places.operations import serve_area

    serve_area(system_actor("pendopo init"), area=code)
    note_village(code)


def note_village(code: str) -> None:
    """Write the village's code beside the data: a folder with it never gets new keys."""
    path = Path(settings.PENDOPO_DATA / "village")
    if not path.exists():
        path.write_text(code + "\n")
    set_zone(public_zone(code))


def first_administrator_link() -> str:
    """Return the path of a one-time link while nobody has set a password on this site yet, else an empty text."""
    from django.urls import reverse

    from pendopo.accounts import operations
    from pendopo.accounts.queries.setup import first_officer_waiting
    from pendopo.kernel.actor import system_actor
    from pendopo.places.queries import public_site_area

    actor = system_actor("pendopo serve")
    waiting, officer = first_officer_waiting(actor)
    if not waiting:
        return ""
    area = public_site_area()
    if officer is None:
        officer, token = operations.create_officer(
            actor, area=area, username="pengelola", name="Pengelola situs"
        )
        operations.grant_role(
            actor, user=officer, role="administrator", area=area, reason="pengelola pertama"
        )
    else:
        token = operations.issue_link(actor, user=officer)
    return reverse("officer-link", args=[token])


def stop_on_signals() -> None:
    """Let SIGTERM end the server as Ctrl-C does."""
    import signal

    def stop(number: int, frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    if os.name == "nt":
        signal.signal(signal.SIGINT, stop)
