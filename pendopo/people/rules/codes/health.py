"""Codes about body, health, identity card and insurance."""

from pendopo.people.rules.codes.table import make_table
from pendopo.people.rules.marker import gettext_noop as _

BLOOD_GROUP = make_table(
    "golongan_darah_id",
    (
        (1, "A", "A"),
        (2, "B", "B"),
        (3, "AB", "AB"),
        (4, "O", "O"),
        (5, "A+", "A+"),
        (6, "A-", "A-"),
        (7, "B+", "B+"),
        (8, "B-", "B-"),
        (9, "AB+", "AB+"),
        (10, "AB-", "AB-"),
        (11, "O+", "O+"),
        (12, "O-", "O-"),
        (13, _("Tidak Tahu"), "Not known"),
    ),
    aliases={
        5: "A Positif, A Rh+",
        6: "A Negatif, A Rh-",
        7: "B Positif, B Rh+",
        8: "B Negatif, B Rh-",
        9: "AB Positif, AB Rh+",
        10: "AB Negatif, AB Rh-",
        11: "O Positif, O Rh+",
        12: "O Negatif, O Rh-",
        13: "Tdk Th, Tidak Diketahui, Tdk Tahu, TT, Belum Tahu",
    },
)
# The old systems say "cacat"; UU 8/2016 and plain courtesy say "disabilitas".
DISABILITY = make_table(
    "cacat_id",
    (
        (1, _("Disabilitas Fisik"), "Physical disability"),
        (2, _("Disabilitas Netra"), "Visual disability"),
        (3, _("Disabilitas Rungu/Wicara"), "Hearing/speech disability"),
        (4, _("Disabilitas Mental/Jiwa"), "Mental disability"),
        (5, _("Disabilitas Fisik dan Mental"), "Physical and mental disability"),
        (6, _("Disabilitas Lainnya"), "Other disability"),
        (7, _("Tidak Ada Disabilitas"), "No disability"),
    ),
    official={
        1: "CACAT FISIK",
        2: "CACAT NETRA/BUTA",
        3: "CACAT RUNGU/WICARA",
        4: "CACAT MENTAL/JIWA",
        5: "CACAT FISIK DAN MENTAL",
        6: "CACAT LAINNYA",
        7: "TIDAK CACAT",
    },
    aliases={
        1: "Fisik, Tuna Daksa",
        2: "Netra, Tuna Netra, Buta",
        3: "Rungu/Wicara, Tuna Rungu, Tuna Wicara, Bisu, Tuli",
        4: "Mental/Jiwa, Tuna Grahita, ODGJ",
        6: "Lainnya",
        7: "Tidak, Tidak Ada, Normal, Sehat",
    },
)
CONTRACEPTION = make_table(
    "cara_kb_id",
    (
        (1, _("Pil"), "Pill"),
        (2, _("IUD"), "IUD"),
        (3, _("Suntik"), "Injection"),
        (4, _("Kondom"), "Condom"),
        (5, _("Susuk KB"), "Implant"),
        (6, _("Sterilisasi Wanita"), "Female sterilisation"),
        (7, _("Sterilisasi Pria"), "Male sterilisation"),
        (8, _("Cara Lain (Kode 8)"), "Other method (code 8)"),
        (99, _("Lainnya"), "Other"),
    ),
)
PREGNANT = make_table(
    "hamil",
    ((1, _("Hamil"), "Pregnant"), (2, _("Tidak Hamil"), "Not pregnant")),
    aliases={
        1: "Ya",
        2: "Tidak",
    },
)
EID = make_table(
    "ktp_el",
    ((1, _("Belum"), "No e-KTP yet"), (2, _("KTP-el"), "e-KTP"), (3, _("KIA"), "Child's identity card")),
    aliases={
        1: "Belum KTP-el, Belum Memiliki, Belum Ada, Tidak, B, T",
        2: "KTP EL, KTPEL, e-KTP, Sudah, Ada, Ya, S, Y",
        3: "Kartu Identitas Anak",
    },
)
# Codes of the column itself, not row numbers of the old system's table (handbook resident-codes.md, traps).
EID_STATUS = make_table(
    "status_rekam",
    (
        (1, _("Belum Wajib"), "Not yet required"),
        (2, _("Belum Rekam"), "Not yet enrolled"),
        (3, _("Sudah Rekam"), "Enrolled"),
        (4, _("Kartu Tercetak"), "Card printed"),
        (5, _("Siap Cetak"), "Ready to print"),
        (6, _("Kartu Dikirim"), "Card shipped"),
        (7, _("Dikirim untuk Dicetak"), "Sent for printing"),
        (8, _("Kartu Diterima"), "Card issued"),
    ),
    official={
        4: "CARD PRINTED",
        5: "PRINT READY RECORD",
        6: "CARD SHIPPED",
        7: "SENT FOR CARD PRINTING",
        8: "CARD ISSUED",
    },
)
INSURANCE = make_table(
    "id_asuransi",
    (
        (1, _("Tidak/Belum Punya"), "None (yet)"),
        (2, _("BPJS Penerima Bantuan Iuran"), "BPJS, contribution paid by the state"),
        (3, _("BPJS Non Penerima Bantuan Iuran"), "BPJS, own contribution"),
        (99, _("Asuransi Lainnya"), "Other insurance"),
    ),
    aliases={
        1: "Tidak Ada, Tidak Punya, Belum Punya, Belum Ada, Tidak",
        2: "PBI, BPJS PBI, KIS, KIS PBI, Jamkesmas, BPJS PBI APBN",
        3: "Non PBI, BPJS Non PBI, BPJS Mandiri, Mandiri",
        99: "Lainnya",
    },
)
