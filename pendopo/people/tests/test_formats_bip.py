"""The four layouts of the Buku Induk Penduduk, with the cells that the printed books have."""

from typing import Any

import pytest

from pendopo.people.formats.detect import open_file
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.files import judge_file
from pendopo.people.tests.sheets import TODAY, workbook

KK, KK2 = "3206131708120001", "3206131708120002"
BUDI, SITI, ADE = "3206131708850001", "3206135708850002", "3206131005100003"


def book_2016() -> list[list[object]]:
    def member(number: int, name: str, nik: str, birth: str, sex: str, relation: str) -> list[object]:
        rest = ["ISLAM", "TAMAT SD / SEDERAJAT", "PETANI/PEKEBUN", "ENEH", "UJANG"]
        return [number, name, nik, "TASIKMALAYA", birth, sex, relation, *rest]

    head = [
        "No",
        "Nama Lengkap",
        "NIK",
        "Tempat/Tanggal Lahir",
        "",
        "JK",
        "SHDK",
        "Agama",
        "Pendidikan",
        "Pekerjaan",
    ]
    return [
        ["BUKU INDUK PENDUDUK WNI"],
        ["PROVINSI : JAWA BARAT"],
        *([[]] * 4),
        [*head, "Nama Orang Tua"],
        [*([""] * 10), "Ibu", "Ayah"],
        [f"No. KK : {KK}", "", "Alamat : KP. CIKOLE, Nama Dusun : CIKOLE, RT/RW : 002/004"],
        member(1, "BUDI", BUDI, "17-08-1985", "L", "Kepala Keluarga"),
        member(2, "SITI", SITI, "17-08-1985", "P", "Istri"),
        [f"No. KK : {KK2}", "", "Alamat : MERTAK PAOK, Nama Dusun : MERTAK PAOK, RT/RW : -/-"],
        member(1, "ADE", ADE, "10-05-2010", "L", "Kepala Keluarga"),
        ["Keterangan:"],
        [1, "bukan orang"],
    ]


def family_list() -> list[list[object]]:
    def page(kk: str, address: str, block: str, *members: list[object]) -> list[list[object]]:
        gap: list[object] = [""] * 7
        head = "NO|NIK|NAMA|JK|TMPT LHR|TGL LHR|G.DRH|AGAMA|STATUS|HUB.KEL|PENDIDIKAN|PEKERJAAN|NAMA IBU|NAMA AYAH|KET"
        return [
            ["", "BUKU INDUK KEPENDUDUKAN KABUPATEN LUWU TIMUR (DAFTAR  KELUARGA)"],
            [],
            ["", "PROVINSI :", "SULAWESI SELATAN", *gap, "NO. KK :", kk],
            ["", "KABUPATEN :", "LUWU TIMUR", *gap, "NAMA. KK :", "BUDI"],
            ["", "KECAMATAN :", "KALAENA", *gap, "ALAMAT :", address],
            ["", "DESA :", "KALAENA KIRI", *gap, "NO.RT/RW :", block],
            [],
            ["", *head.split("|")],
            *(["", *cells] for cells in members),
            [],
        ]

    def member(number: int, nik: str, name: str, sex: str, birth: str, relation: str) -> list[object]:
        study = ["Akademi/Diploma III/S. Muda", "Pegawai Negeri Sipil", "HALIMAH", "NURDIN", ""]
        return [number, nik, name, sex, "PARE-PARE", birth, "O", "Islam", "Kawin", relation, *study]

    return [
        *page(
            KK,
            "DSN. TAMBAK YOSO,Kodepos :92974,Telp :,-",
            "002/004",
            member(1, BUDI, "BUDI", "L", "17-08-1985", "Kepala Keluarga"),
            member(2, SITI, "SITI", "P", "17-08-1985", "Istri"),
        ),
        *page(KK2, "JALAN RAYA", "-/-", member(1, ADE, "ADE", "L", "10-05-2010", "Kepala Keluarga")),
    ]


def ektp() -> list[list[object]]:
    head: list[object] = [
        "NO",
        "Nama Lengkap",
        "NIK",
        "Tempat Lahir",
        "Tanggal Lahir",
        "JK",
        "Stat Kwn",
        "Gol. Drh",
        "SHDK",
        "Agama",
        "Pendidikan Terakhir",
        "No Akta Lahir",
        "Pekerjaan",
        "Nama Ibu",
        "Nama Ayah",
        "Wjb KTP",
        "KTP-eL",
        "Status",
        "Stat Rkm",
    ]

    def member(number: int, name: str, nik: str, birth: str, sex: str, relation: str) -> list[object]:
        study = ["ISLAM", "SLTP / SEDERAJAT", "6767/TAMB/2002", "BELUM / TIDAK BEKERJA", "ENEH", "UJANG"]
        card = ["WAJIB", "KTP-eL", "SDH DPT", "CARD\nSHIPPED"]
        return [number, name, nik, "LUBUK BESAR", birth, sex, "CM", "-", relation, *study, *card]

    gap: list[object] = [""] * 8
    return [
        head,
        [KK, "", "BUDI", *gap, "DESA LUBUK BESAR RT/RW : 002/004 DUSUN : CIKOLE"],
        member(1, "BUDI", BUDI, "17-08-1985", "Lk", "KEPALA KELUARGA"),
        member(2, "SITI", SITI, "17-08-1985", "Pr", "ISTRI"),
        [f"No. KK : {KK2} Nama Kepala Keluarga : ADE DESA LUBUK BESAR RT/RW : 001/- DUSUN : -"],
        member(1, "ADE", ADE, "10-05-2010", "Lk", "KEPALA KELUARGA"),
        ["Dicetak oleh petugas"],
    ]


def book_2012() -> list[list[object]]:
    head: list[object] = [
        "",
        "NO",
        "NIK",
        "NAMA",
        "JK",
        "TMPT LHR",
        "TGL LHR",
        "KTPEL",
        "AGAMA",
        "STATUS",
        "HUB. KEL",
        "PENDIDIKAN",
        "PEKERJAAN",
        "NAMA IBU",
        "NAMA AYAH",
        "NO.AKTE LAHIR",
    ]

    def member(number: int, nik: str, name: str, sex: str, birth: str, relation: str) -> list[object]:
        study = ["Tamat SD/Sederajat", "Petani/Pekebun", "ENEH", "UJANG", "12/2010"]
        return ["", number, nik, name, sex, "TASIKMALAYA", birth, "Y", "Islam", "Kawin", relation, *study]

    gap: list[object] = [""] * 4
    return [
        ["", "BUKU INDUK PENDUDUK"],
        *([[]] * 6),
        ["", "NO.KK", *gap, "ALAMAT"],
        ["", KK, *gap, "DUSUN KERANDANGAN, RT:002, RW:004, Kodepos:83355,-"],
        head,
        member(1, BUDI, "BUDI", "L", "17-08-1985", "Kepala Keluarga"),
        member(2, SITI, "SITI", "P", "17-08-1985", "Isteri"),
        ["", "NO.KK", *gap, "ALAMAT"],
        ["", KK2, *gap, "JL. RAYA 5, DUSUN BARU, RT:001, RW:001, Kodepos:83355,-"],
        head,
        member(1, ADE, "ADE", "L", "10-05-2010", "Kepala Keluarga"),
    ]


def judged(rows: list[list[object]], expected: str) -> list[Any]:
    source = open_file(workbook(("Sheet1", rows)))
    assert source.format == expected
    return list(judge_file(source, columns_given=source.columns_given, today=TODAY))


LAYOUTS = [
    (book_2016, "bip_2016"),
    (family_list, "bip_family_list"),
    (ektp, "bip_ektp"),
    (book_2012, "bip_2012"),
]


@pytest.mark.parametrize(("rows", "expected"), LAYOUTS)
def test_three_members_of_two_families(rows: Any, expected: str) -> None:
    verdicts = judged(rows(), expected)
    assert all(verdict.accepted for verdict in verdicts), [verdict.problems for verdict in verdicts]
    people = [verdict.row for verdict in verdicts]
    assert [person.name for person in people] == ["BUDI", "SITI", "ADE"]
    assert [person.nik for person in people] == [BUDI, SITI, ADE]
    assert [person.kk_number for person in people] == [KK, KK, KK2]
    assert [person.relation for person in people] == [1, 3, 1]
    assert [person.sex for person in people] == [1, 2, 1]
    assert [f"{person.birth_date:%d-%m-%Y}" for person in people] == [
        "17-08-1985",
        "17-08-1985",
        "10-05-2010",
    ]
    assert (people[0].rt, people[0].rw) == ("002", "004")
    assert all(person.religion == 1 for person in people)


def test_what_only_some_books_tell() -> None:
    first = judged(book_2016(), "bip_2016")[0].row
    assert (first.address, first.hamlet, first.mother_name, first.father_name) == (
        "KP. CIKOLE",
        "CIKOLE",
        "ENEH",
        "UJANG",
    )
    assert (first.education, first.occupation) == (3, 9)
    first, _, other = (verdict.row for verdict in judged(family_list(), "bip_family_list"))
    assert (first.hamlet, first.blood_group, first.marital_status, first.occupation) == (
        "TAMBAK YOSO",
        4,
        2,
        5,
    )
    assert (other.address, other.hamlet, other.rt) == ("JALAN RAYA", "", "")
    first, _, other = (verdict.row for verdict in judged(ektp(), "bip_ektp"))
    assert (first.eid, first.eid_status, first.marital_status, first.blood_group) == (2, 6, 4, None)
    assert (first.address, first.hamlet, first.birth_certificate) == (
        "DESA LUBUK BESAR",
        "CIKOLE",
        "6767/TAMB/2002",
    )
    assert (other.kk_number, other.rt, other.rw, other.hamlet) == (KK2, "001", "", "")
    first, _, other = (verdict.row for verdict in judged(book_2012(), "bip_2012"))
    assert (first.hamlet, first.address, first.birth_certificate) == ("KERANDANGAN", "", "12/2010")
    assert (other.hamlet, other.address, other.rw) == ("BARU", "JL. RAYA 5", "001")


@pytest.mark.parametrize(("rows", "expected"), LAYOUTS)
def test_every_sheet_of_a_book_is_read_and_every_line_stays_unique(rows: Any, expected: str) -> None:
    source = open_file(workbook(("RW 1", rows()), ("Kosong", []), ("RW 2", rows())))
    lines = [line for line, _ in source]
    assert len(lines) == len(set(lines)) == 6
    assert source.format == expected


@pytest.mark.parametrize(("rows", "expected"), LAYOUTS)
def test_a_book_without_people_is_refused(rows: Any, expected: str) -> None:
    empty = [cells for cells in rows() if not any(cell in (BUDI, SITI, ADE) for cell in cells)]
    with pytest.raises(FileRefused) as caught:
        open_file(workbook(("Sheet1", empty)))
    assert caught.value.code == "file_without_rows", expected


def test_a_heading_of_two_lines_and_a_next_sheet_without_any() -> None:
    first, *rest = ektp()
    upper = [*first[:3], "Tempat dan Tanggal Lahir", "", *first[5:]]
    lower: list[object] = ["", "", "", "Tempat Lahir", "Tgl/Bln/Th"]
    numbers: list[object] = [f"-{number}.0" for number in range(1, 20)]
    source = open_file(workbook(("Table 1", [upper, lower, numbers, *rest[:3]]), ("Table 2", rest[3:])))
    people = [v.row for v in judge_file(source, columns_given=source.columns_given, today=TODAY)]
    assert [person and (person.name, str(person.birth_date), person.birth_place) for person in people] == [
        ("BUDI", "1985-08-17", "LUBUK BESAR"),
        ("SITI", "1985-08-17", "LUBUK BESAR"),
        ("ADE", "2010-05-10", "LUBUK BESAR"),
    ]


def test_the_members_headings_may_stand_above_the_family_and_the_card_is_read() -> None:
    rows = book_2012()
    opened = next(place for place, cells in enumerate(rows) if cells[1:2] == ["NO.KK"])
    mixed = [*rows[: opened + 1], rows[opened + 2], rows[opened + 1], *rows[opened + 3 :]]
    for one in (rows, mixed):
        found = [verdict.row for verdict in judged(one, "bip_2012")]
        assert [person.name for person in found] == ["BUDI", "SITI", "ADE"]
        assert [person.kk_number for person in found] == [KK, KK, KK2]
        assert {person.eid for person in found} == {2}
