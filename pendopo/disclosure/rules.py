"""The way of a request for public information, its clocks, and who may do what: readable by a secretary."""

from datetime import date
from typing import Final

from pendopo.cases.rules.flow import OWNER, Desk, Flow, Move, State
from pendopo.kernel.powers import COUNTER, Powers
from pendopo.kernel.rules import RuleDefault
from pendopo.questions.rules.fields import Field

_ = str  # marks a text for the catalogue
READ: Final = "disclosure.read"
RECORD: Final = "disclosure.record"
ANSWER: Final = "disclosure.answer"
DECIDE: Final = "disclosure.decide"
CLOCK: Final = "disclosure.clock"
JOIN: Final = "disclosure.join"

HELD: Final[Powers] = {
    COUNTER: (READ, RECORD),
    "administrator": (CLOCK,),
    "ppid_desa": (READ, RECORD, ANSWER),
    "sekretaris_desa": (ANSWER,),
    "kepala_desa": (READ,),
}
DECIDING: Final[Powers] = {"sekretaris_desa": (JOIN,), "kepala_desa": (DECIDE,)}

ANSWER_DAYS: Final = "disclosure.answer_days"
EXTENSION_DAYS: Final = "disclosure.extension_days"
OBJECT_WITHIN: Final = "disclosure.object_within_days"
DECISION_DAYS: Final = "disclosure.decision_days"
_LAW, _SINCE = "UU 14/2008", date(2010, 4, 30)  # in force two years after it was passed (article 64)
RULES = (
    RuleDefault(
        ANSWER_DAYS, "Permohonan informasi dijawab (hari kerja)", 10, f"{_LAW} Pasal 22 ayat (7)", _SINCE
    ),
    RuleDefault(EXTENSION_DAYS, "Jawaban diperpanjang (hari kerja)", 7, f"{_LAW} Pasal 22 ayat (8)", _SINCE),
    RuleDefault(
        OBJECT_WITHIN, "Keberatan diajukan dalam (hari kerja)", 30, f"{_LAW} Pasal 36 ayat (1)", _SINCE
    ),
    RuleDefault(DECISION_DAYS, "Keberatan diputus (hari kerja)", 30, f"{_LAW} Pasal 36 ayat (2)", _SINCE),
)

PPID = Desk(ANSWER, _("PPID Desa"))
HEAD = Desk(DECIDE, _("Atasan PPID (kepala desa)"))

WANTED = Field(
    "wanted",
    _("Informasi yang Anda minta"),
    "longtext",
    _("Sebutkan dokumen, tahun, atau kegiatannya."),
    max_length=2000,
)
PURPOSE = Field(
    "purpose",
    _("Untuk apa informasi ini"),
    hint=_("Contoh: penelitian, ingin tahu, membuat laporan."),
    max_length=300,
)
DELIVERY = Field(
    "delivery",
    _("Cara Anda menerima jawabannya"),
    "choice",
    choices=(
        ("online", _("Dibaca di halaman resi")),
        ("paper", _("Salinan cetak, diambil di kantor desa")),
        ("spoken", _("Dibacakan di kantor desa atau lewat telepon")),
    ),
)
GRANTED = Field(
    "granted",
    _("Diberikan"),
    "choice",
    choices=(("all", _("Seluruhnya")), ("part", _("Sebagian, sisanya dikecualikan"))),
)
ANSWER_TEXT = Field("answer", _("Jawaban kepada pemohon"), "longtext", max_length=4000)
# UU 14/2008 Pasal 17: what may be kept back, letter by letter.
ARTICLE = Field(
    "article",
    _("Dasar penolakan"),
    "choice",
    choices=(
        ("a", _("Pasal 17 huruf a: menghambat penegakan hukum")),
        ("b", _("Pasal 17 huruf b: hak kekayaan intelektual dan persaingan usaha")),
        ("c", _("Pasal 17 huruf c: pertahanan dan keamanan negara")),
        ("d", _("Pasal 17 huruf d: kekayaan alam Indonesia")),
        ("e", _("Pasal 17 huruf e: ketahanan ekonomi nasional")),
        ("f", _("Pasal 17 huruf f: hubungan luar negeri")),
        ("g", _("Pasal 17 huruf g: akta otentik pribadi, kemauan terakhir, atau wasiat")),
        ("h", _("Pasal 17 huruf h: rahasia pribadi")),
        ("i", _("Pasal 17 huruf i: surat antar badan publik yang bersifat rahasia")),
        ("j", _("Pasal 17 huruf j: tidak boleh diungkapkan menurut undang-undang")),
        ("absent", _("Tidak dikuasai kantor desa")),
    ),
)
# UU 14/2008 Pasal 35 ayat (1).
GROUND = Field(
    "ground",
    _("Sebab keberatan"),
    "choice",
    choices=(
        ("a", _("Ditolak dengan alasan pengecualian")),
        ("b", _("Informasi berkala tidak disediakan")),
        ("c", _("Permohonan tidak ditanggapi")),
        ("d", _("Ditanggapi tidak sebagaimana diminta")),
        ("e", _("Permohonan tidak dipenuhi")),
        ("f", _("Biayanya tidak wajar")),
        ("g", _("Melebihi waktu yang ditentukan")),
    ),
)
OUTCOME = Field(
    "outcome",
    _("Putusan"),
    "choice",
    choices=(("granted", _("Keberatan diterima, informasi diberikan")), ("upheld", _("Keberatan ditolak"))),
)
DECISION = Field("decision", _("Isi putusan"), "longtext", max_length=4000)

_OPEN = ("asked", "extended")
REQUEST = Flow(
    name="disclosure.request",
    mark="I",
    title=_("Permohonan informasi publik"),
    short=_("Informasi publik"),
    about=_("Minta dokumen atau keterangan apa pun dari kantor desa. Gratis, dari mana pun Anda berasal."),
    read=READ,
    record=RECORD,
    clock=CLOCK,
    join=JOIN,
    asks=(WANTED, PURPOSE, DELIVERY),
    open_to_all=True,
    again=("refused", "withdrawn", "decided"),
    order=20,
    states=(
        State("asked", _("Menunggu jawaban PPID"), (PPID, HEAD), ANSWER_DAYS),
        State("extended", _("Menunggu jawaban PPID, diperpanjang"), (PPID, HEAD), EXTENSION_DAYS),
        State("returned", _("Menunggu kelengkapan dari pemohon"),
              bring=_("Perbaiki isian yang ditandai, lalu kirim lagi."), calls=_("Perlu diperbaiki")),
        State("answered", _("Dijawab"), answers=True),
        State("refused", _("Ditolak dengan alasan"), answers=True),
        State("objected", _("Menunggu putusan atasan PPID"), (HEAD,), DECISION_DAYS),
        State("decided", _("Keberatan diputus"), answers=True, ended=True),
        State("withdrawn", _("Dibatalkan pemohon"), ended=True),
    ),
    moves=(
        Move("answer", _("Jawab"), _("Dijawab PPID"), _OPEN, "answered", ANSWER, (GRANTED, ANSWER_TEXT),
             attaches=True, tells=_("Permohonan informasi %(receipt)s dijawab")),
        Move("extend", _("Perpanjang"), _("Waktu jawaban diperpanjang"), ("asked",), "extended", ANSWER, reason=True,
             extends=True, tells=_("Jawaban permohonan informasi %(receipt)s diperpanjang")),
        Move("return", _("Minta dilengkapi"), _("Dikembalikan untuk dilengkapi"), _OPEN, "returned", ANSWER, marks=True,
             tells=_("Permohonan informasi %(receipt)s perlu dilengkapi")),
        Move("complete", _("Lengkapi dan kirim lagi"), _("Dilengkapi pemohon"), ("returned",), "asked", OWNER,
             mends=True),
        Move("refuse", _("Tolak"), _("Ditolak dengan alasan"), _OPEN, "refused", ANSWER, (ARTICLE,), reason=True,
             tells=_("Permohonan informasi %(receipt)s ditolak")),
        Move("object", _("Ajukan keberatan"), _("Keberatan diajukan"), ("answered", "refused", *_OPEN), "objected",
             OWNER, (GROUND,), reason=True, attaches=True, late=_OPEN, within=OBJECT_WITHIN),
        Move("decide", _("Putuskan keberatan"), _("Keberatan diputus"), ("objected",), "decided", DECIDE,
             (OUTCOME, DECISION), attaches=True, tells=_("Keberatan %(receipt)s diputus")),
        Move("withdraw", _("Batalkan permohonan"), _("Dibatalkan pemohon"), (*_OPEN, "returned", "objected"),
             "withdrawn", OWNER),
    ),
)  # fmt: skip
