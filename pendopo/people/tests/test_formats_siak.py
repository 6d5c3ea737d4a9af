"""The flat export of SIAK."""

from typing import Any

from pendopo.people.formats.detect import open_file
from pendopo.people.rules.files import judge_file
from pendopo.people.tests.sheets import TODAY, workbook

HEAD = [
    "Nomor KK",
    "NIK",
    "Nama Penduduk",
    "Status",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Kelamin",
    "NIK Ayah",
    "Ayah",
    "NIK Ibu",
    "Ibu",
    "Status Kawin",
    "SHDK",
    "Agama",
    "Kecamatan",
    "Desa/Kel",
    "Alamat",
    "RW",
    "RT",
    "Pendidikan",
    "Pekerjaan",
    "Deskripsi Pekerjaan",
    "Gol. Darah",
    "Cacat",
    "Cetak KTP",
    "Ganti KTP",
    "KTP Berakhir",
    "Nomor Paspor",
    "Nomor Akta Lahir",
    "Nomor Akta Kawin",
    "Tanggal Kwn",
    "Nomor Akta Cerai",
    "Tgl Cerai",
    "Petugas Registrasi",
    "Tgl Ubah",
    "Petugas Entri",
    "Tgl Entri",
]
BUDI = {
    "Nomor KK": "3206131708120001",
    "NIK": "3206131708850001",
    "Nama Penduduk": "BUDI SANTOSO",
    "Status": "AKTIF",
    "Tempat Lahir": "TASIKMALAYA",
    "Tanggal Lahir": "17-08-1985",
    "Kelamin": "Laki-laki",
    "Ayah": "UJANG",
    "Ibu": "ENEH",
    "Status Kawin": "KAWIN BELUM TERCATAT",
    "SHDK": "KEPALA KELUARGA",
    "Agama": "ISLAM",
    "Kecamatan": "TARAJU",
    "Desa/Kel": "TARAJU",
    "Alamat": "KP. CIKOLE",
    "RW": "4",
    "RT": "2",
    "Pendidikan": "TAMAT SD / SEDERAJAT",
    "Pekerjaan": "PETANI/PEKEBUN",
    "Gol. Darah": "TIDAK TAHU",
    "Cacat": "TIDAK CACAT",
    "Petugas Registrasi": "SEORANG PETUGAS",
}


def export(*people: dict[str, str]) -> bytes:
    return workbook(("Sheet1", [list(HEAD), *([person.get(name, "") for name in HEAD] for person in people)]))


def judged(content: bytes) -> list[Any]:
    source = open_file(content)
    assert source.format == "siak"
    return list(judge_file(source, columns_given=source.columns_given, today=TODAY))


def test_the_export_has_37_columns_and_gives_our_names() -> None:
    assert len(HEAD) == 37
    (verdict,) = judged(export(BUDI))
    assert verdict.problems == ()
    row = verdict.row
    assert (row.name, row.nik, row.kk_number) == ("BUDI SANTOSO", "3206131708850001", "3206131708120001")
    assert (row.sex, row.relation, row.marital_status, row.religion) == (1, 1, 2, 1)
    assert (row.education, row.occupation, row.blood_group, row.disability) == (3, 9, 13, 7)
    assert (row.rt, row.rw, row.basic_status, row.mother_name) == ("002", "004", 1, "ENEH")


def test_who_typed_it_is_left_out() -> None:
    source = open_file(export(BUDI))
    assert "SEORANG PETUGAS" not in [cell for _, cells in source for cell in cells.values()]
    assert len(source.columns_given) == 27


def test_those_who_moved_or_died_keep_their_status() -> None:
    moved, dead = (
        {**BUDI, "Status": "PINDAH DALAM NEGERI"},
        {**BUDI, "NIK": "3206131708850003", "Status": "MENINGGAL"},
    )
    assert [verdict.row.basic_status for verdict in judged(export(moved, dead))] == [3, 2]


def test_the_export_is_recognised_by_its_marks_only() -> None:
    content = workbook(("Sheet1", [["Nomor KK", "NIK", "Nama Penduduk"], ["", "3206131708850001", "Budi"]]))
    assert open_file(content).format == "workbook"
