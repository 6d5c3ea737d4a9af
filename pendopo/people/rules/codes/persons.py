"""Codes about a person: sex, faith, schooling, marriage, place in the family, citizenship, basic status."""

from enum import IntEnum

from pendopo.people.rules.codes.table import make_table
from pendopo.people.rules.marker import gettext_noop as _


class Sex(IntEnum):
    MALE = 1
    FEMALE = 2


class MaritalStatus(IntEnum):
    SINGLE = 1
    MARRIED = 2
    DIVORCED = 3
    WIDOWED = 4


class Relation(IntEnum):
    """SHDK: what a member is to the head of the family (handbook resident-codes.md)."""

    HEAD = 1
    HUSBAND = 2
    WIFE = 3
    CHILD = 4
    CHILD_IN_LAW = 5
    GRANDCHILD = 6
    PARENT = 7
    PARENT_IN_LAW = 8
    OTHER_KIN = 9
    DOMESTIC_WORKER = 10
    OTHER = 11


class Citizenship(IntEnum):
    INDONESIAN = 1
    FOREIGN = 2
    DUAL = 3


class BasicStatus(IntEnum):
    """Whether the register counts a person, and if not, why. 5, 7 and 8 were never given out."""

    ALIVE = 1
    DEAD = 2
    MOVED = 3
    MISSING = 4
    AWAY = 6
    INVALID = 9


SEX = make_table(
    "sex",
    ((1, _("Laki-laki"), "Male"), (2, _("Perempuan"), "Female")),
    aliases={
        1: "L, Lk, Pria, M",
        2: "P, Pr, Wanita, W, F",
    },
)
RELIGION = make_table(
    "agama_id",
    (
        (1, _("Islam"), "Islam"),
        (2, _("Kristen"), "Protestant"),
        (3, _("Katolik"), "Catholic"),
        (4, _("Hindu"), "Hindu"),
        (5, _("Buddha"), "Buddhist"),
        (6, _("Khonghucu"), "Confucian"),
        (7, _("Kepercayaan terhadap Tuhan YME/Lainnya"), "Belief in One God/Other"),
    ),
    official={3: "KATHOLIK", 5: "BUDHA"},
    aliases={
        1: "Moslem, Muslim",
        2: "Kristen Protestan, Protestan",
        3: "Kristen Katolik",
        6: "Kong Hu Cu, Konghucu",
        7: (
            "Kepercayaan, Kepercayaan terhadap Tuhan YME, Penghayat Kepercayaan, Aliran Kepercayaan, Lainnya"
        ),
    },
)
EDUCATION = make_table(
    "pendidikan_kk_id",
    (
        (1, _("Tidak/Belum Sekolah"), "No schooling (yet)"),
        (2, _("Belum Tamat SD/Sederajat"), "Primary school not finished"),
        (3, _("Tamat SD/Sederajat"), "Primary school"),
        (4, _("SLTP/Sederajat"), "Junior secondary school"),
        (5, _("SLTA/Sederajat"), "Senior secondary school"),
        (6, _("Diploma I/II"), "Diploma I/II"),
        (7, _("Akademi/Diploma III/Sarjana Muda"), "Academy/Diploma III"),
        (8, _("Diploma IV/Strata I"), "Diploma IV/Bachelor"),
        (9, _("Strata II"), "Master"),
        (10, _("Strata III"), "Doctorate"),
    ),
    official={7: "AKADEMI/ DIPLOMA III/S. MUDA"},
    aliases={
        1: "Tidak/Blm Sekolah, Belum Sekolah, Tidak Sekolah",
        2: "Tidak Tamat SD/Sederajat, Blm Tamat SD/Sederajat, Belum Tamat SD, Tidak Tamat SD",
        3: "SD, Tamat SD, SD/Sederajat, MI, SR, SD/MI",
        4: "SLTP, SMP, SMP/Sederajat, Tamat SLTP/Sederajat, MTs, SMP/MTs",
        5: "SLTA, SMA, SMK, SMA/Sederajat, Tamat SLTA/Sederajat, MA, STM, SMEA, SMA/SMK, SMA/SMK/MA",
        6: "D1/D2, D1, D2",
        7: "D3, Akademi/Diploma III/S.Muda, Diploma III",
        8: "S1, Sarjana, D4/S1, Strata-I, D4",
        9: "S2, Strata-II",
        10: "S3, Strata-III",
    },
)
EDUCATION_CURRENT = make_table(
    "pendidikan_sedang_id",
    (
        (1, _("Belum Masuk TK/Kelompok Bermain"), "Not yet in kindergarten/play group"),
        (2, _("Sedang TK/Kelompok Bermain"), "In kindergarten/play group"),
        (3, _("Tidak Pernah Sekolah"), "Never went to school"),
        (4, _("Sedang SD/Sederajat"), "In primary school"),
        (5, _("Tidak Tamat SD/Sederajat"), "Left primary school unfinished"),
        (6, _("Sedang SLTP/Sederajat"), "In junior secondary school"),
        (7, _("Sedang SLTA/Sederajat"), "In senior secondary school"),
        (8, _("Sedang D-1/Sederajat"), "In Diploma I"),
        (9, _("Sedang D-2/Sederajat"), "In Diploma II"),
        (10, _("Sedang D-3/Sederajat"), "In Diploma III"),
        (11, _("Sedang S-1/Sederajat"), "In a bachelor's course"),
        (12, _("Sedang S-2/Sederajat"), "In a master's course"),
        (13, _("Sedang S-3/Sederajat"), "In a doctoral course"),
        (14, _("Sedang SLB A/Sederajat"), "In special school A"),
        (15, _("Sedang SLB B/Sederajat"), "In special school B"),
        (16, _("Sedang SLB C/Sederajat"), "In special school C"),
        (17, _("Tidak Dapat Membaca dan Menulis Huruf Latin/Arab"), "Cannot read and write Latin/Arabic"),
        (18, _("Tidak Sedang Sekolah"), "Not in school"),
    ),
)
MARITAL_STATUS = make_table(
    "status_kawin",
    (
        (1, _("Belum Kawin"), "Single"),
        (2, _("Kawin"), "Married"),
        (3, _("Cerai Hidup"), "Divorced"),
        (4, _("Cerai Mati"), "Widowed"),
    ),
    # "Tercatat/belum tercatat" stands on family cards since Permendagri 109/2019.
    aliases={
        1: "BK, Belum Menikah, B, Belum, Belum Nikah, Lajang, Tidak Kawin, Jejaka, Perawan",
        2: (
            "K, Menikah, Kawin Tercatat, Kawin Belum Tercatat, Kawin Tidak Tercatat, Nikah, "
            "Kawin Siri, Nikah Siri, S, Sudah Kawin, Sudah Menikah, Sudah"
        ),
        3: "CH, Cerai Hidup Tercatat, Cerai Hidup Belum Tercatat",
        4: "CM, Cerai Mati Tercatat, Ditinggal Mati",
    },
    # Widowed or divorced: these words do not say which. "P" of B/S/P is "pernah kawin".
    doubted={
        3: "Cerai, C",
        4: "Janda, Duda, Janda/Duda, Duda/Janda, P, Pernah, Pernah Kawin",
    },
)
RELATION = make_table(
    "kk_level",
    (
        (1, _("Kepala Keluarga"), "Head of family"),
        (2, _("Suami"), "Husband"),
        (3, _("Istri"), "Wife"),
        (4, _("Anak"), "Child"),
        (5, _("Menantu"), "Child-in-law"),
        (6, _("Cucu"), "Grandchild"),
        (7, _("Orang Tua"), "Parent"),
        (8, _("Mertua"), "Parent-in-law"),
        (9, _("Famili Lain"), "Other relative"),
        (10, _("Pembantu"), "Domestic worker"),
        (11, _("Lainnya"), "Other"),
    ),
    official={7: "ORANGTUA"},
    aliases={
        1: "KK, Kep. Keluarga, Kepala Klg, Kepala, Kepala Rumah Tangga",
        3: "Isteri",
        4: "Anak Kandung, Anak Tiri, Anak Angkat",
        7: "Orangtua",
        9: "Family Lain, Fam. Lain, Famili, Keluarga Lain, Saudara, Keponakan, Kakak, Adik",
        10: "ART, Pembantu Rumah Tangga",
        11: "Lain-lain",
    },
)
CITIZENSHIP = make_table(
    "warganegara_id",
    (
        (1, _("WNI"), "Indonesian"),
        (2, _("WNA"), "Foreign"),
        (3, _("Dua Kewarganegaraan"), "Two citizenships"),
    ),
    aliases={
        1: "Indonesia, Warga Negara Indonesia",
        2: "Warga Negara Asing, Asing",
    },
)
BASIC_STATUS = make_table(
    "status_dasar",
    (
        (1, _("Hidup"), "Alive"),
        (2, _("Mati"), "Deceased"),
        (3, _("Pindah"), "Moved out"),
        (4, _("Hilang"), "Missing"),
        (6, _("Pergi"), "Away"),
        (9, _("Tidak Valid"), "Not valid"),
    ),
    aliases={
        1: "Aktif, Ada",
        2: "Meninggal, Meninggal Dunia, Wafat, Alm, Almarhum, Almarhumah",
        3: (
            "Pindah Dalam Negeri, Pindah Luar Negeri, Pindah Dalam/Luar Negeri, Pindah Keluar, Pindah Alamat"
        ),
        6: "Merantau",
    },
)
RESIDENCE = make_table(
    "status",
    ((1, _("Tetap"), "Permanent"), (2, _("Tidak Tetap"), "Temporary")),
    aliases={
        2: "Sementara",
    },
)
