"""The 43 columns leave the house: complete, written down, and unchanged when they come back."""

import csv
import io
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

import cbor2
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.models import JournalBody, JournalEntry
from pendopo.people.commands import export_residents
from pendopo.people.operations.exporting import PurposeMissing, record_export
from pendopo.people.operations.importing import confirm_import, receive_file
from pendopo.people.queries.export import export_choice, residents_file
from pendopo.people.queries.persons import Wanted
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.intake import Action
from pendopo.people.tasks import run_import
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, TESTER, officer, person
from pendopo.ui.files import MadeFile

TODAY = date(2026, 11, 21)
NIK, KK = "3206131708850001", "3206131203100001"
CLERK = officer("people.read", "people.export")


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    settings.PENDOPO_VILLAGE = TARAJU


@pytest.fixture
def taraju(transactional_db: None) -> None:
    places = crowd.village()
    crowd.neighbour()
    home = crowd.family(area_code=places["Babakan", "001", "002"], kk_number=KK, address="Kp. Babakan 7")
    crowd.write(
        [
            home,
            person(
                "Asep Suryana", area_code=places["Babakan", "001", "002"], nik=NIK, birth_place="Garut",
                birth_date=date(1985, 8, 17), family=home, relation=1, religion=1, education=5, occupation=9,
                marital_status=2, citizenship=1, mother_name="Ibu Iis", mother_nik="3206135708600002", blood_group=13,
                disability=7, insurance=2, insurance_number="0001234567890", lat=-7.45, lng=108.02, ethnicity="Sunda",
                passport="=1+1", card_tag="00AB12CD34",
            ),
            person(
                "Neng Rara", area_code=places["Cikoneng", "001", "001"], sex=2, birth_date=date(2001, 2, 28),
                current_address="Jl. Baru 3",
            ),
            person(
                "Almarhum", area_code=places["Cikoneng", "001", "001"], basic_status=2, birth_date=date(1940, 1, 1),
                present_until=date(2026, 1, 1), nik="3206130101400003",
            ),
        ]
    )  # fmt: skip


def _content(made: MadeFile) -> bytes:
    with made.content:
        return made.content.read()


def _csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def _exports() -> list[tuple[str, str, list[bytes]]]:
    rows = JournalEntry.objects.filter(operation="people.register.export").order_by("seq")
    found = []
    for entry in rows:
        body = cbor2.loads(bytes(JournalBody.objects.get(pk=entry.pk).body))
        found.append((entry.outcome, body["reason"], body["evidence"]))
    return found


@pytest.mark.parametrize("area", [TARAJU, "32"])
def test_a_csv_has_43_columns_and_whole_numbers(taraju: None, area: str) -> None:
    clerk = officer("people.export", area=area)
    assert export_choice(clerk, Wanted()).count == 2  # who lives
    made = residents_file(clerk, format="csv")
    rows = {row["nama"]: row for row in _csv(_content(made))}
    assert made.count == 3 and set(next(iter(rows.values()))) == set(NAMES)
    asep = rows["Asep Suryana"]
    assert (asep["nik"], asep["no_kk"], asep["ibu_nik"]) == (NIK, KK, "3206135708600002")
    assert (asep["alamat"], asep["dusun"], asep["rw"], asep["rt"]) == (
        "Kp. Babakan 7",
        "Babakan",
        "001",
        "002",
    )
    assert asep["dokumen_pasport"] == "'=1+1"  # no formula for a spreadsheet
    assert rows["Neng Rara"]["no_kk"] == "" and rows["Almarhum"]["status_dasar"] == "2"


def test_a_workbook_keeps_identity_numbers_as_text(taraju: None) -> None:
    made = residents_file(CLERK, format="xlsx", wanted=Wanted(area=f"{TARAJU}.01"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(_content(made))).get_sheet_by_index(0).to_python()
    assert tuple(sheet[0]) == NAMES and len(sheet) == 2 == made.count + 1
    assert sheet[1][NAMES.index("nik")] == NIK and sheet[1][NAMES.index("no_asuransi")] == "0001234567890"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_was_exported_changes_nothing_when_it_comes_back(taraju: None, format: Any) -> None:
    made = residents_file(CLERK, format=format)
    content = _content(made)
    batch, plan = receive_file(TESTER, village=TARAJU, file_name=made.name, content=content)
    counts = plan.counted()
    assert (counts[Action.SAME], counts[Action.REJECT]) == (3, 0), [item for item in plan.items]
    confirm_import(TESTER, batch=batch, plan=plan)
    batch.refresh_from_db()
    done = run_import(TESTER, batch, plan=plan)
    assert (done.created, done.updated, done.unchanged) == (0, 0, 3)


def test_only_who_may_export_gets_a_file(taraju: None) -> None:
    for actor in (
        officer("people.read"),
        officer("people.export", area=ELSEWHERE),
        officer("people.export", area=f"{TARAJU}.01"),
    ):
        with pytest.raises(NotFound):
            residents_file(actor, format="csv")
    with pytest.raises(NotFound):
        residents_file(CLERK, format="csv", wanted=Wanted(area=f"{ELSEWHERE}.01"))
    with pytest.raises(NotPermitted):
        record_export(officer("people.read"), area=TARAJU, reason="Ingin tahu")
    with pytest.raises(PurposeMissing):
        record_export(CLERK, area=TARAJU, reason=" ")
    assert [outcome for outcome, _reason, _evidence in _exports()] == ["refused", "refused"]


def _as(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> Client:
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
    return Client()


def test_the_desk_asks_for_the_purpose_and_writes_it_down(
    taraju: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _as(monkeypatch, CLERK)
    page = client.get("/meja/warga/ekspor/")
    assert page.status_code == 200 and "Berkas ini untuk apa?" in page.content.decode()
    assert client.post("/meja/warga/ekspor/", {"format": "csv", "purpose": ""}).status_code == 422
    assert _exports() == []
    answer = client.post(
        f"/meja/warga/ekspor/?area={TARAJU}.02&status=1", {"format": "csv", "purpose": "Rapat dusun"}
    )
    rows = _csv(answer.getvalue())
    assert [row["nama"] for row in rows] == ["Neng Rara"]
    assert NIK not in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    (entry,) = _exports()
    assert entry[:2] == ("done", "Rapat dusun · 43 kolom csv · 1 baris") and len(entry[2][0]) == 32
    assert _as(monkeypatch, officer("people.read")).get("/meja/warga/ekspor/").status_code == 404
    stranger = _as(monkeypatch, officer("people.export", area=ELSEWHERE))
    assert stranger.post("/meja/warga/ekspor/", {"format": "csv", "purpose": "x"}).status_code == 404


def test_the_command_writes_a_file_and_an_entry(
    taraju: None, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert export_residents.run(_options("--out", str(tmp_path / "warga.xlsx"))) == 0
    sheet = CalamineWorkbook.from_path(tmp_path / "warga.xlsx").get_sheet_by_index(0).to_python()
    assert len(sheet) == 4
    capsysbinary.readouterr()
    assert export_residents.run(_options()) == 0
    assert len(_csv(capsysbinary.readouterr().out)) == 3
    assert export_residents.run(_options("--format", "xlsx")) == 2
    assert [reason for _outcome, reason, _evidence in _exports()] == [
        "baris perintah · 43 kolom xlsx · 3 baris",
        "baris perintah · 43 kolom csv · 3 baris",
    ]


def _options(*words: str) -> Namespace:
    parser = ArgumentParser()
    export_residents.add_arguments(parser)
    return parser.parse_args(words)
