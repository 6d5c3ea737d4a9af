"""Two million invented residents into PostgreSQL by COPY, past the journal: only a benchmark may do so."""

import time
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import connection, models

from demo.people.population import Row, generate_many
from pendopo.kernel.actor import system_actor
from pendopo.kernel.guard import unguarded
from pendopo.kernel.ids import uuid7
from pendopo.kernel.sealed import blind_index, seal
from pendopo.people.models import Family, Person
from pendopo.people.rules.columns import COLUMNS
from pendopo.people.rules.names import fold
from pendopo.places.models import Locality, VillageProfile
from pendopo.places.operations import serve_area
from pendopo.places.queries import public_area_children

ENTRY = UUID(int=0)
SINCE = date(2020, 1, 1)
_FIELD_OF = {column.name: column.field for column in COLUMNS}
_SEALED = (("nik", "nik"), ("father_nik", "ayah_nik"), ("mother_nik", "ibu_nik"))


FIRST = "32.06.13"  # the district of the village whose pages are asked for


def run(regency: str, total: int, most: int = 0) -> dict[str, object]:
    """Load `total` residents into the villages of a regency, or into the first `most` of them."""
    start = time.perf_counter()
    serve_area(system_actor("bench"), area=regency)
    districts = sorted(public_area_children(regency), key=lambda area: (area.code != FIRST, area.code))
    named = [(area.code, area.name) for each in districts for area in public_area_children(each.code)]
    villages = dict(named[: most or None])
    loader = Loader(villages)
    with unguarded("a kabupaten's residents are copied past the journal"):
        for village, row in generate_many(list(villages), total):
            loader.add(village, row)
        loader.flush()
    loaded = time.perf_counter() - start
    with connection.connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT pg_database_size(current_database())")
        size = cursor.fetchone()[0]
    return {
        "villages": len(villages),
        "residents": loader.count,
        "seconds": loaded,
        "gigabytes": size / 2**30,
    }


class Loader:
    """Collects one village and copies it."""

    def __init__(self, villages: dict[str, str]) -> None:
        connection.ensure_connection()
        self.villages, self.count = villages, 0
        self._person_fields = [field for field in Person._meta.concrete_fields]
        self._blank = {field.attname: _blank(field) for field in self._person_fields}
        self._contexts = {name: f"{Person._meta.db_table}.{name}:".encode() for name, _ in _SEALED}
        self._reset("")

    def _reset(self, village: str) -> None:
        self._village = village
        self._families: dict[str, tuple[UUID, str]] = {}
        self._people: list[tuple[object, ...]] = []
        self._places: dict[str, tuple[str, str]] = {}

    def add(self, village: str, row: Row) -> None:
        """Add one row; a new village copies the one before."""
        if village != self._village:
            self.flush()
            self._reset(village)
        card = str(row["no_kk"])
        held = self._families.get(card)
        if held is None:
            held = self._families[card] = (uuid7(), self._place(row))
        values = dict(self._blank)
        for column, field in _FIELD_OF.items():
            cell = row[column]
            if cell is not None and field in values:
                values[field] = cell
        person_id = uuid7()
        for field, column in _SEALED:
            number = row[column]
            given = isinstance(number, str) and number != "0"
            values[field] = seal(str(number), self._contexts[field] + person_id.bytes) if given else None
        number = str(row["nik"])
        values["nik_index"] = blind_index("nik", number) if number != "0" else None
        values.update(
            id=person_id, last_entry=ENTRY, village_code=village, area_code=held[1], family_id=held[0],
            name_key=fold(str(row["nama"])), family_since=SINCE, present_from=SINCE,
            present_until=None if row["status_dasar"] == 1 else date(2025, 6, 1), residence=1,
        )  # fmt: skip
        self._people.append(tuple(values.values()))
        self.count += 1

    def _place(self, row: Row) -> str:
        hamlet, rw, rt = str(row["dusun"]), str(row["rw"]), str(row["rt"])
        hamlets = [code for code, (name, _) in self._places.items() if len(code) == 16]
        code = next((each for each in hamlets if self._places[each][0] == hamlet), "")
        if not code:
            code = f"{self._village}.{len(hamlets) + 1:02d}"
            self._places[code] = (hamlet, "hamlet")
        self._places[f"{code}.{rw}"] = (rw, "rw")
        self._places[f"{code}.{rw}.{rt}"] = (rt, "rt")
        return f"{code}.{rw}.{rt}"

    def flush(self) -> None:
        """Copy the village that was collected."""
        if not self._village:
            return
        village = self._village
        copy(VillageProfile, [_profile(village, self.villages[village])])
        copy(Locality, [_locality(village, code, *place) for code, place in self._places.items()])
        copy(Family, [_family(village, card, *held) for card, held in self._families.items()])
        columns = ", ".join(f'"{field.column}"' for field in self._person_fields)
        statement = f"COPY {Person._meta.db_table} ({columns}) FROM STDIN"
        with connection.connection.cursor() as cursor, cursor.copy(statement) as out:
            for person in self._people:
                out.write_row(person)


def copy(model: type[models.Model], rows: list[dict[str, object]]) -> None:
    """Copy rows into the table of a model; what a row leaves out gets the model's default."""
    fields = model._meta.concrete_fields
    blank = {field.attname: _blank(field) for field in fields}
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(statement) as out:
        for row in rows:
            out.write_row(tuple({**blank, "id": uuid7(), "last_entry": ENTRY, **row}.values()))


def _blank(field: "models.Field[object, object]") -> object:
    return field.get_default() if field.has_default() else None if field.null else ""


def _profile(village: str, name: str) -> dict[str, object]:
    from psycopg.types.json import Jsonb

    from pendopo.places.rules.codes import kind_of
    from pendopo.places.rules.labels import default_labels

    kind = kind_of(village)
    labels = Jsonb(dict(default_labels(kind, village, "Kabupaten Tasikmalaya")))
    return {"area_code": village, "name": name, "kind": kind.value, "labels": labels, "kode_bps": None}


def _locality(village: str, code: str, name: str, tier: str) -> dict[str, object]:
    parent = code.rpartition(".")[0]
    return {"code": code, "village_code": village, "parent_code": parent, "tier": tier, "name": name,
            "active_from": SINCE}  # fmt: skip


def _family(village: str, card: str, family_id: UUID, area: str) -> dict[str, object]:
    context = f"{Family._meta.db_table}.kk_number:".encode() + family_id.bytes
    return {
        "id": family_id, "village_code": village, "area_code": area, "kk_number": seal(card, context),
        "kk_number_index": blind_index("kk_number", card), "address": "Kp. Contoh", "formed_on": SINCE,
    }  # fmt: skip


def villages_in(regency: str) -> Iterator[str]:
    """The codes of a regency's villages."""
    for district in public_area_children(regency):
        yield from (area.code for area in public_area_children(district.code))
