"""Files of a small village, and the import of them as the desk does it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from pendopo.kernel.actor import system_actor
from pendopo.people.models import Family, ImportBatch, PastMembership, Person
from pendopo.people.operations.importing import confirm_import, receive_file
from pendopo.people.rules.plan import Plan
from pendopo.people.tasks import run_import
from pendopo.places.operations import set_up_village

TARAJU = "32.06.13.2001"
CLERK = system_actor("test")
SHORT = (
    "nik", "nama", "no_kk", "sex", "tempatlahir", "tanggallahir", "kk_level", "status_dasar", "alamat",
    "dusun", "rw", "rt", "agama_id",
)  # fmt: skip
HOME = {
    "alamat": "Kp. Cikole",
    "dusun": "Cikole",
    "rw": "4",
    "rt": "2",
    "agama_id": "1",
    "tempatlahir": "Tasikmalaya",
}
Cells = Mapping[str, object]


def kk(number: int) -> str:
    """Answers a KK number."""
    return f"320613170812{number:04}"


def nik(day: str, number: int) -> str:
    """Answers the NIK of somebody born on a day (ddmmyy; women with 40 added to the day)."""
    return f"320613{day}{number:04}"


FATHER = {
    **HOME, "nik": nik("170885", 1), "nama": "Asep Sodikin", "no_kk": kk(1), "sex": "L",
    "tanggallahir": "17-08-1985", "kk_level": "1", "status_dasar": "1",
}  # fmt: skip
MOTHER = {
    **HOME, "nik": nik("520688", 2), "nama": "Euis Komariah", "no_kk": kk(1), "sex": "P",
    "tanggallahir": "12-06-1988", "kk_level": "3", "status_dasar": "1",
}  # fmt: skip
CHILD = {
    **HOME, "nik": "", "nama": "Neneng", "no_kk": kk(1), "sex": "P",
    "tanggallahir": "01-11-2024", "kk_level": "4", "status_dasar": "1",
}  # fmt: skip
WIDOW = {
    **HOME, "nik": nik("410150", 3), "nama": "Ai Rokayah", "no_kk": kk(2), "sex": "P",
    "tanggallahir": "01-01-1950", "kk_level": "1", "status_dasar": "1", "rt": "3", "alamat": "Kp. Sukasari",
}  # fmt: skip
VILLAGE = (FATHER, MOTHER, CHILD, WIDOW)


def sheet(people: Iterable[Cells], columns: Sequence[str] = SHORT) -> bytes:
    """Writes people as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(dict(person) for person in people)
    return text.getvalue().encode()


def set_up(code: str = TARAJU) -> None:
    """Gives the database its village."""
    set_up_village(CLERK, code=code)


def take_in(content: bytes, *, village: str = TARAJU) -> tuple[ImportBatch, Plan]:
    """Imports a file to its end."""
    batch, plan = receive_file(CLERK, village=village, file_name="warga.csv", content=content)
    if plan.writable:
        batch = run_import(CLERK, confirm_import(CLERK, batch=batch, plan=plan), plan=plan)
    return batch, plan


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Answers how many rows were created, updated, unchanged, rejected."""
    return batch.created, batch.updated, batch.unchanged, batch.rejected


def codes(plan: Plan, batch: ImportBatch) -> dict[int, list[str]]:
    """Answers the reasons of the rejected lines."""
    found = {
        item.line: [p.code for p in item.problems if p.is_error] for item in plan.items if item.row is None
    }
    for line, code, _field, _values in batch.late_refusals:
        found.setdefault(line, []).append(code)
    return found


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Answers every column of the register as it stands in the database, the last entry apart."""
    kept = {}
    for model in (Family, Person, PastMembership):
        names = sorted(str(f.column) for f in model._meta.concrete_fields if f.name != "last_entry")
        quoted = ", ".join(f'"{name}"' for name in names)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {quoted} FROM "{model._meta.db_table}" ORDER BY id')
            found = cursor.fetchall()
        plain = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in found]
        kept[model.__name__] = plain
    return kept


def person(name: str) -> Person:
    """Answers the one person of this name."""
    return Person.objects.get(name=name)
