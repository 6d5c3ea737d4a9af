"""The way of a report of what happened in a family, its clocks, and who may do what: readable by a secretary."""

from datetime import date, timedelta
from typing import Final

from pendopo.cases.rules.flow import OWNER, Desk, Flow, Move, State
from pendopo.kernel.powers import COUNTER, Powers
from pendopo.kernel.rules import RuleDefault
from pendopo.people.rules.names import fold
from pendopo.people.rules.registering import BIRTH_DAYS, CARD_DAYS, DEATH_DAYS
from pendopo.questions.rules.fields import Field

_ = str  # marks a text for the catalogue
READ: Final = "vital.read"
RECORD: Final = "vital.record"
REPORT: Final = "vital.report"
CHECK: Final = "vital.check"
OVERSEE: Final = "vital.oversee"
CLOCK: Final = "vital.clock"
JOIN: Final = "vital.join"

HELD: Final[Powers] = {
    COUNTER: (READ, RECORD),
    "administrator": (CLOCK,),
    "operator_desa": (CHECK,),
    "kepala_desa": (READ,),
    **dict.fromkeys(("bidan", "ketua_rt", "ketua_rw", "kepala_dusun"), (REPORT,)),
}
DECIDING: Final[Powers] = {"sekretaris_desa": (OVERSEE, JOIN)}

CHECK_DAYS: Final = "vital.check_days"
ANSWER_DAYS: Final = "vital.answer_days"
_OWN, _SINCE = "Ketentuan Pendopo: laporan peristiwa", date(2026, 1, 1)
RULES = (
    RuleDefault(CHECK_DAYS, "Laporan peristiwa diperiksa (hari kerja)", 3, _OWN, _SINCE),
    RuleDefault(ANSWER_DAYS, "Yang bersangkutan menjawab laporan (hari kerja)", 5, _OWN, _SINCE),
)
BIRTH, DEATH, ARRIVAL, DEPARTURE, WRONG = "kelahiran", "kematian", "kedatangan", "kepindahan", "data-keliru"
EVENTS = (
    (BIRTH, _("Kelahiran")),
    (DEATH, _("Kematian")),
    (ARRIVAL, _("Kedatangan")),
    (DEPARTURE, _("Kepindahan")),
    (WRONG, _("Data yang keliru")),
)
# Within how many days of the event each is to be reported: dated rules of the register.
LIMITS: Final = {BIRTH: BIRTH_DAYS, DEATH: DEATH_DAYS, ARRIVAL: CARD_DAYS, DEPARTURE: CARD_DAYS}
# Two births to one mother so near each other are one child, until an officer says that they are twins.
SAME_CHILD: Final = timedelta(days=2)


def same_birth(one: tuple[str, date | None], other: tuple[str, date | None]) -> bool:
    """Say whether two reports, each the mother's name and the day, are about one child (handbook domain.md 2)."""
    if one[1] is None or other[1] is None or abs(one[1] - other[1]) > SAME_CHILD:
        return False
    return fold(one[0]) == fold(other[0]) != ""


def _asked(key: str, label: str, kind: str, events: tuple[str, ...], **more: object) -> Field:
    return Field(key, label, kind, asked_if="event", asked_when=events, **more)  # type: ignore[arg-type]


# The columns of the register that a resident may say are wrong; numbers are looked at with the paper in hand.
COLUMNS = (
    ("name", _("Nama")),
    ("birth_place", _("Tempat lahir")),
    ("birth_date", _("Tanggal lahir")),
    ("sex", _("Jenis kelamin")),
    ("religion", _("Agama")),
    ("marital_status", _("Status kawin")),
    ("education", _("Pendidikan dalam KK")),
    ("occupation", _("Pekerjaan")),
    ("blood_group", _("Golongan darah")),
    ("father_name", _("Nama ayah")),
    ("mother_name", _("Nama ibu")),
    ("current_address", _("Alamat")),
    ("other", _("Lainnya, misalnya NIK atau nomor KK")),
)
ASKS = (
    Field("event", _("Peristiwa"), "choice", choices=EVENTS),
    _asked("who", _("Nama lengkapnya"), "text", (DEATH, ARRIVAL, DEPARTURE), max_length=120),
    _asked(
        "known", _("Agar tidak tertukar"), "text", (DEATH, ARRIVAL, DEPARTURE), required=False, max_length=200,
        hint=_("Misalnya tahun lahir, RT, atau nama ayahnya. Jangan tulis NIK di sini."),
    ),
    _asked(
        "child", _("Nama anak"), "text", (BIRTH,), required=False, max_length=120,
        hint=_("Kosongkan bila belum diberi nama."),
    ),
    _asked("sex", _("Jenis kelamin anak"), "choice", (BIRTH,), choices=(("2", _("Perempuan")), ("1", _("Laki-laki")))),
    _asked(
        "on", _("Tanggal kejadian"), "date", (BIRTH, DEATH, ARRIVAL, DEPARTURE), when="past",
        hint=_("Hari lahir, meninggal, datang, atau pindah. Contoh: 17-08-2026."),
    ),
    _asked(
        "place", _("Tempat kejadian"), "text", (BIRTH, DEATH), required=False, max_length=100,
        hint=_("Misalnya kabupaten kelahiran, rumah, atau rumah sakit."),
    ),
    _asked("mother", _("Nama ibu"), "text", (BIRTH,), max_length=120),
    _asked(
        "father", _("Nama ayah"), "text", (BIRTH,), required=False, max_length=120,
        hint=_("Kosongkan bila tidak diketahui atau tidak ingin dicatat."),
    ),
    _asked("cause", _("Sebab, bila diketahui"), "text", (DEATH,), required=False, max_length=120),
    _asked(
        "elsewhere", _("Alamat asal atau tujuan"), "text", (ARRIVAL, DEPARTURE), max_length=200,
        hint=_("Desa, kecamatan, dan kabupaten: asal bagi yang datang, tujuan bagi yang pindah."),
    ),
    _asked("wrong", _("Data Anda yang keliru"), "choice", (WRONG,), choices=COLUMNS),
    _asked("should", _("Seharusnya"), "text", (WRONG,), max_length=200),
    Field(
        "proof", _("Surat pendukung"), "choice",
        choices=(
            ("bring", _("Bawa aslinya saja ke kantor")),
            ("photo", _("Kirim fotonya sesudah ini")),
            ("none", _("Belum ada")),
        ),
        hint=_("Surat bidan, dokter, atau ketua RT; surat pindah; akta; KTP pelapor. Ketiganya sama-sama diterima."),
    ),
)  # fmt: skip
EVIDENCE = Field(
    "evidence",
    _("Bukti kematian"),
    "choice",
    required=False,
    choices=(
        ("letter", _("Surat keterangan kematian dilihat aslinya")),
        ("visit", _("Rumah didatangi, keluarga membenarkan")),
    ),
)
OPERATOR = Desk(CHECK, _("Operator desa"))
SECRETARY = Desk(OVERSEE, _("Sekretaris desa"))
_DESKS, _OPEN = (OPERATOR, SECRETARY), ("reported", "asked")
_STILL_HERE = (DEATH, DEPARTURE)

FLOW = Flow(
    name="vital.report",
    mark="P",
    title=_("Laporan peristiwa"),
    short=_("Lapor peristiwa"),
    about=_("Laporkan kelahiran, kematian, kedatangan, kepindahan, atau data Anda yang keliru. Gratis."),
    read=READ,
    record=RECORD,
    clock=CLOCK,
    join=JOIN,
    asks=ASKS,
    split="event",
    open_to_all=True,
    again=("refused", "withdrawn"),
    order=15,
    states=(
        State("reported", _("Menunggu diperiksa operator desa"), _DESKS, CHECK_DAYS),
        State("asked", _("Menunggu jawaban yang bersangkutan"), _DESKS, ANSWER_DAYS),
        State("returned", _("Menunggu kelengkapan dari pelapor"),
              bring=_("Perbaiki isian yang ditandai, lalu kirim lagi.")),
        State("entered", _("Dicatat dalam data penduduk"), answers=True, ended=True),
        State("joined", _("Digabung dengan laporan yang lebih dulu"), answers=True, ended=True),
        State("denied", _("Tidak dicatat: yang bersangkutan membantah"), answers=True, ended=True),
        State("refused", _("Tidak dicatat, dengan alasan"), answers=True, ended=True),
        State("withdrawn", _("Dibatalkan pelapor"), ended=True),
    ),
    moves=(
        Move("enter", _("Catat dalam data penduduk"), _("Dicatat dalam data penduduk"), _OPEN, "entered", CHECK,
             (EVIDENCE,), clear=True, tells=_("%(matter)s yang Anda laporkan sudah dicatat (%(receipt)s)"),
             body=_("Terima kasih. Kartu keluarga dan akta diurus di Dukcapil; tanyakan di kantor desa.")),
        Move("same", _("Anak yang sama: gabungkan dengan laporan pertama"), _("Digabung dengan laporan pertama"),
             ("reported",), "joined", CHECK, sorts=(BIRTH,), tells=_("Laporan %(receipt)s digabung"),
             body=_("Kelahiran ini sudah dilaporkan lebih dulu. Tidak ada yang perlu Anda lakukan.")),
        Move("twins", _("Anak kembar: catat keduanya"), _("Dinyatakan anak kembar"), ("reported",), "reported", CHECK,
             sorts=(BIRTH,), stays=True),
        Move("ask_person", _("Tanyakan dulu kepada yang bersangkutan"), _("Ditanyakan kepada yang bersangkutan"),
             ("reported",), "asked", CHECK, sorts=_STILL_HERE,
             tells=_("Laporan %(receipt)s sedang ditanyakan kepada yang bersangkutan")),
        Move("deny", _("Ternyata masih hidup atau masih tinggal di sini"), _("Dibantah yang bersangkutan"), ("asked",),
             "denied", CHECK, sorts=_STILL_HERE, tells=_("Laporan %(receipt)s tidak dicatat"),
             body=_("Yang bersangkutan menyatakan laporan ini keliru. Datanya tidak berubah.")),
        Move("return", _("Minta dilengkapi"), _("Dikembalikan untuk dilengkapi"), ("reported",), "returned", CHECK,
             marks=True, tells=_("Laporan %(receipt)s perlu dilengkapi")),
        Move("settle", _("Sudah dicatat lewat halaman lain"), _("Dicatat lewat halaman lain"), _OPEN, "entered", CHECK,
             reason=True, tells=_("%(matter)s yang Anda laporkan sudah dicatat (%(receipt)s)")),
        Move("refuse", _("Tidak dicatat"), _("Tidak dicatat, dengan alasan"), _OPEN, "refused", CHECK, reason=True,
             tells=_("Laporan %(receipt)s tidak dicatat")),
        Move("complete", _("Lengkapi dan kirim lagi"), _("Dilengkapi pelapor"), ("returned",), "reported", OWNER,
             mends=True),
        Move("attach", _("Kirim foto surat"), _("Surat dikirim pelapor"), ("reported",), "reported", OWNER, stays=True,
             attaches=True),
        Move("withdraw", _("Batalkan laporan"), _("Dibatalkan pelapor"), (*_OPEN, "returned"), "withdrawn", OWNER),
    ),
)  # fmt: skip
