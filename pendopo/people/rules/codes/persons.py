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
    aliases={"L": 1, "Lk": 1, "Pria": 1, "M": 1, "P": 2, "Pr": 2, "Wanita": 2, "W": 2, "F": 2},
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
        "Kristen Protestan": 2,
        "Protestan": 2,
        "Kristen Katolik": 3,
        "Moslem": 1,
        "Muslim": 1,
        "Kong Hu Cu": 6,
        "Konghucu": 6,
        "Kepercayaan": 7,
        "Kepercayaan terhadap Tuhan YME": 7,
        "Penghayat Kepercayaan": 7,
        "Aliran Kepercayaan": 7,
        "Lainnya": 7,
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
        "Tidak/Blm Sekolah": 1,
        "Belum Sekolah": 1,
        "Tidak Sekolah": 1,
        "Tidak Tamat SD/Sederajat": 2,
        "Blm Tamat SD/Sederajat": 2,
        "Belum Tamat SD": 2,
        "Tidak Tamat SD": 2,
        "SD": 3,
        "Tamat SD": 3,
        "SD/Sederajat": 3,
        "SLTP": 4,
        "SMP": 4,
        "SMP/Sederajat": 4,
        "Tamat SLTP/Sederajat": 4,
        "SLTA": 5,
        "SMA": 5,
        "SMK": 5,
        "SMA/Sederajat": 5,
        "Tamat SLTA/Sederajat": 5,
        "D1/D2": 6,
        "D3": 7,
        "Akademi/Diploma III/S.Muda": 7,
        "Diploma III": 7,
        "S1": 8,
        "Sarjana": 8,
        "D4/S1": 8,
        "Strata-I": 8,
        "S2": 9,
        "Strata-II": 9,
        "MI": 3,
        "SR": 3,
        "SD/MI": 3,
        "MTs": 4,
        "SMP/MTs": 4,
        "MA": 5,
        "STM": 5,
        "SMEA": 5,
        "SMA/SMK": 5,
        "SMA/SMK/MA": 5,
        "D1": 6,
        "D2": 6,
        "D4": 8,
        "S3": 10,
        "Strata-III": 10,
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
        "BK": 1,
        "Belum Menikah": 1,
        "B": 1,
        "K": 2,
        "Menikah": 2,
        "Kawin Tercatat": 2,
        "Kawin Belum Tercatat": 2,
        "Kawin Tidak Tercatat": 2,
        "CH": 3,
        "Cerai Hidup Tercatat": 3,
        "Cerai Hidup Belum Tercatat": 3,
        "CM": 4,
        "Cerai Mati Tercatat": 4,
        "Nikah": 2,
        "Kawin Siri": 2,
        "Nikah Siri": 2,
        "S": 2,
        "Sudah Kawin": 2,
        "Sudah Menikah": 2,
        "Sudah": 2,
        "Belum": 1,
        "Belum Nikah": 1,
        "Lajang": 1,
        "Tidak Kawin": 1,
        "Jejaka": 1,
        "Perawan": 1,
        "Ditinggal Mati": 4,
    },
    # Widowed or divorced: these words do not say which. "P" of B/S/P is "pernah kawin".
    doubted={
        **{"Janda": 4, "Duda": 4, "Janda/Duda": 4, "Duda/Janda": 4, "P": 4, "Pernah": 4, "Pernah Kawin": 4},
        **{"Cerai": 3, "C": 3},
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
        "KK": 1,
        "Kep. Keluarga": 1,
        "Kepala Klg": 1,
        "Isteri": 3,
        "Anak Kandung": 4,
        "Anak Tiri": 4,
        "Anak Angkat": 4,
        "Family Lain": 9,
        "Fam. Lain": 9,
        "Famili": 9,
        "Keluarga Lain": 9,
        "Saudara": 9,
        "Keponakan": 9,
        "Kakak": 9,
        "Adik": 9,
        "Kepala": 1,
        "Kepala Rumah Tangga": 1,
        "Orangtua": 7,
        "ART": 10,
        "Pembantu Rumah Tangga": 10,
        "Lain-lain": 11,
    },
)
CITIZENSHIP = make_table(
    "warganegara_id",
    (
        (1, _("WNI"), "Indonesian"),
        (2, _("WNA"), "Foreign"),
        (3, _("Dua Kewarganegaraan"), "Two citizenships"),
    ),
    aliases={"Indonesia": 1, "Warga Negara Indonesia": 1, "Warga Negara Asing": 2, "Asing": 2},
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
        "Aktif": 1,
        "Ada": 1,
        "Meninggal": 2,
        "Meninggal Dunia": 2,
        "Wafat": 2,
        "Pindah Dalam Negeri": 3,
        "Pindah Luar Negeri": 3,
        "Pindah Dalam/Luar Negeri": 3,
        "Pindah Keluar": 3,
        "Pindah Alamat": 3,
        "Alm": 2,
        "Almarhum": 2,
        "Almarhumah": 2,
        "Merantau": 6,
    },
)
RESIDENCE = make_table(
    "status",
    ((1, _("Tetap"), "Permanent"), (2, _("Tidak Tetap"), "Temporary")),
    aliases={"Sementara": 2},
)
