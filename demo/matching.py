"""A list about invented people for the demo: like a real one, it was typed by somebody in a hurry."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from pendopo.kernel.actor import Actor, system_actor
from pendopo.matching.models import MatchRun, PersonList, RunKind
from pendopo.matching.operations.lists import map_list
from pendopo.matching.operations.receiving import accept_and_begin, receive_list
from pendopo.matching.operations.running import WORKER, execute
from pendopo.matching.operations.runs import request_run
from pendopo.matching.rules.columns import guess
from pendopo.people.queries.linking import RegisterLine, register_lines

TITLE: Final = "Penerima bantuan pangan (contoh)"
_HEADS: Final = (
    *(
        "No",
        "NIK",
        "No KK",
        "Nama Penerima",
        "L/P",
        "Tempat Lahir",
        "Tgl Lahir",
        "Alamat",
        "RT",
        "RW",
        "Dusun",
    ),
    "Desa",
)
_EVERY, _AT_MOST, _DOUBTFUL = 9, 160, 12
Cells = dict[str, str]


def seed_example(actor: Actor, *, village: str, wait: bool = True) -> MatchRun:
    """Upload an example list about the invented people of a village and match it, now or, without
    `wait`, as soon as the server works on what was interrupted."""
    people = list(register_lines(system_actor(WORKER), area=village))
    lines = list(islice(_lines(people), _AT_MOST))
    content = _as_csv([*lines, *lines[4:6], *_strangers()])
    source = receive_list(actor, area=village, title=TITLE, file_name="bantuan-pangan.csv", content=content)
    source = map_list(actor, source=source, mapping=guess(source.headings))
    accepted = accept_and_begin(actor, source=source, start=False)
    assert isinstance(accepted, PersonList)
    run = request_run(actor, area=village, kind=RunKind.REGISTER.value, source=accepted)
    return execute(run) if wait else run


def _lines(people: Sequence[RegisterLine]) -> Iterator[Cells]:
    """Every ninth family with the usual slips, and single people who share their name, without date or number."""
    names = Counter(person.name for person in people)
    families: dict[object, list[RegisterLine]] = {}
    for person in people:
        families.setdefault(person.family_id or person.id, []).append(person)
    number, doubtful = 0, 0
    for place, family in enumerate(families.values()):
        namesake = doubtful < _DOUBTFUL and any(names[person.name] > 1 for person in family)
        doubtful += namesake
        if place % _EVERY and not namesake:
            continue
        for person in family:
            if namesake and names[person.name] == 1:
                continue
            number += 1
            cells = _plain(person, number)
            slip = _only_a_name if namesake else _SLIPS[number % len(_SLIPS)]
            slip(cells)
            yield cells


def _plain(person: RegisterLine, number: int) -> Cells:
    born = person.birth_date
    return {
        "No": str(number),
        "NIK": person.nik,
        "No KK": person.kk,
        "Nama Penerima": person.name.upper(),
        "L/P": person.sex,
        "Tempat Lahir": person.birth_place,
        "Tgl Lahir": f"{born:%d/%m/%Y}" if born else "",
        "Alamat": person.address,
        "RT": person.rt,
        "RW": person.rw,
        "Dusun": person.hamlet,
        "Desa": person.village,
    }


def _nothing(cells: Cells) -> None:
    """Somebody copied the line with care."""


def _cut_by_excel(cells: Cells) -> None:
    cells["NIK"] = cells["NIK"][:15] + "0" if cells["NIK"] else ""


def _old_spelling(cells: Cells) -> None:
    cells["Nama Penerima"] = cells["Nama Penerima"].replace("U", "OE").replace("J", "DJ")
    cells["NIK"] = ""


def _first_name_only(cells: Cells) -> None:
    cells["Nama Penerima"] = cells["Nama Penerima"].split()[0]
    cells["NIK"], cells["No KK"] = "", ""


def _year_slip(cells: Cells) -> None:
    day, month, year = cells["Tgl Lahir"].split("/") if cells["Tgl Lahir"] else ("01", "01", "1980")
    cells["Tgl Lahir"] = f"{month}/{day}/{int(year) - 1}" if int(day) < 13 else f"01/01/{int(year) + 1}"
    cells["NIK"], cells["No KK"] = "", ""


def _only_a_name(cells: Cells) -> None:
    for name in ("NIK", "No KK", "Tgl Lahir", "Alamat", "RT", "RW", "Dusun"):
        cells[name] = ""


def _nickname(cells: Cells) -> None:
    name = cells["Nama Penerima"].split()
    cells["Nama Penerima"] = " ".join([name[0][-4:], *name[1:]])
    cells["NIK"], cells["Tgl Lahir"] = "", ""


_SLIPS: Final[tuple[Callable[[Cells], None], ...]] = (
    *(_nothing, _nothing, _cut_by_excel, _nothing, _old_spelling, _nothing, _first_name_only, _nothing),
    *(_year_slip, _nothing, _nickname),
)


def _strangers() -> list[Cells]:
    """People whom the register does not know; they stay "tidak ditemukan"."""
    names = ("CARWA BIN KASDI", "DASTI", "ENTIN SUPARTINI", "GOFUR", "OMI ROHMI", "WASTEM")
    return [
        {
            **dict.fromkeys(_HEADS, ""),
            "No": str(900 + number),
            "NIK": f"32120{number}41077{number}0{number:03d}"[:16],
            "Nama Penerima": name,
            "L/P": "L" if number % 2 == 0 else "P",
            "Tgl Lahir": f"{number + 3:02d}/07/19{60 + number * 5}",
            "Alamat": "Kp. Sukasari",
        }
        for number, name in enumerate(names)
    ]


def _as_csv(lines: list[Cells]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=_HEADS, delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()
