"""Builds the demo village through the same operations that its officers use; nothing is written past the door."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demo.accounts import KELURAHAN, PASSWORD, PIN, DemoOfficer, DemoResident, guests, hire, invite
from demo.people.history import YEAR, Counts, Year, is_new_born
from demo.people.localities import TARAJU, hamlets_of
from demo.people.population import CIVIL_SERVANT, COLUMNS, VILLAGE_HEAD, VILLAGE_OFFICIAL, Row, generate
from demo.places import office_of, open_office
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.people.operations.importing import confirm_import, receive_file, run_import
from pendopo.people.operations.printing import print_book

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class DemoVillage:
    """What was made, for the demo command to print."""

    village: str
    residents: int
    families: int
    officers: list[DemoOfficer]
    password: str
    accounts: list[DemoResident]
    pin: str
    happened: dict[str, int]


@dataclass(frozen=True)
class Settled:
    """The village on its first day, and what its year needs to know of it."""

    made: DemoVillage
    rows: list[Row]
    births: list[Row]
    spared: frozenset[object]
    number: int
    day: date


def seed(
    village: str = TARAJU,
    families: int = 2000,
    number: int = 2026,
    on: date | None = None,
    say: Say = silent,
) -> DemoVillage:
    """Fill an empty, migrated site with an invented village: the same for the same seed number and day."""
    settled = settle(village, families, number, on, say)
    return replace(settled.made, happened=live(settled, say))


def settle(
    village: str = TARAJU,
    families: int = 2000,
    number: int = 2026,
    on: date | None = None,
    say: Say = silent,
    before: int = 0,
) -> Settled:
    """Make office, register and accounts: all that the first page and a first sign-in need.

    `before` says how many residents have accounts in villages that stand already; theirs is the first if none has.
    """
    actor, day = system_actor("demo"), on or clock.today()
    rows = list(generate(village, families=families, seed=number, on=day))
    hamlets = hamlets_of(village, number)
    neighbourhood = open_office(actor, village=village, rows=rows, hamlets=hamlets)
    place = office_of(village)
    say(f"{place.title}: profil, batas, {len(hamlets)} {place.labels['hamlet'].lower()}, perangkat")
    if place.kind == KELURAHAN:
        _employ(rows)
    births = [row for row in rows if is_new_born(row, day)]
    say(f"{len(rows)} warga fiktif dalam {families} keluarga")
    # The books begin before the year of which the demo tells.
    opening = (day - timedelta(days=YEAR)).replace(day=1)
    bring_in(actor, village, [row for row in rows if not is_new_born(row, day)], opening)
    officers = hire(actor, village=village, neighbourhood=neighbourhood, first=not before)
    chosen = guests(rows)
    accounts = invite(actor, village=village, chosen=chosen, before=before)
    made = DemoVillage(village, len(rows), families, officers, PASSWORD, accounts, PIN, {})
    return Settled(made, rows, births, frozenset(row["no_kk"] for row in chosen), number, day)


def _employ(rows: Sequence[Row]) -> None:
    """Make civil servants of those at the office: a lurah and his staff are no elected village officials."""
    for row in rows:
        if row["pekerjaan_id"] in (VILLAGE_HEAD, VILLAGE_OFFICIAL):
            row["pekerjaan_id"] = CIVIL_SERVANT


def live(settled: Settled, say: Say = silent) -> dict[str, int]:
    """Let the last year happen, leave work on the desks, and say how often each event happened."""
    actor, made = system_actor("demo"), settled.made
    say("peristiwa kependudukan satu tahun terakhir")
    year = Year(actor, made.village, settled.rows, settled.number, settled.day, spared=settled.spared)
    happened = year.live(settled.births, Counts().scaled(made.families))
    print_months(actor, made.village, year)
    leave_waiting(actor, made.village, settled.rows)
    return happened


def print_months(actor: Actor, village: str, year: Year) -> None:
    """Print last month's report, and the month before's book, which a death told late then revises."""
    last = year.on.replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    for book, month in (("rekapitulasi-penduduk", before), ("lampid", last)):
        reason = "Laporan bulanan ke kecamatan"
        print_book(actor, village=village, book=book, year=month.year, month=month.month, reason=reason)
    year.dies_late(before.replace(day=20))


def bring_in(actor: Actor, village: str, rows: Sequence[Row], as_of: date) -> None:
    """Import the rows as a village imports its workbook: preview, confirm, one batch after the other."""
    batch, plan = receive_file(
        actor, village=village, file_name="warga-contoh.csv", content=as_csv(rows), as_of=as_of
    )
    batch = run_import(actor, confirm_import(actor, batch=batch, plan=plan), plan=plan)
    if batch.rejected:
        raise RuntimeError(f"the register refused {batch.rejected} invented residents")


def leave_waiting(actor: Actor, village: str, rows: Sequence[Row]) -> None:
    """Leave a file of one RW on the operator's desk: known people with a new trade, and a line that must be refused."""
    part = [dict(row) for row in rows if row["rw"] == rows[0]["rw"] and row["nik"] not in (None, "0", 0)][:24]
    for row in part[:6]:
        row["pekerjaan_id"] = 84
    part[-1]["nik"] = str(part[-1]["nik"])[:15]
    name = f"pendataan-rw-{rows[0]['rw']}.csv"
    receive_file(actor, village=village, file_name=name, content=as_csv(part))


def as_csv(rows: Sequence[Row]) -> bytes:
    """The rows as a CSV file with the 43 headings: read ten times faster than a workbook."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(["" if cell is None else cell for cell in row.values()] for row in rows)
    return out.getvalue().encode()
