"""The way of a request to a kecamatan: readable by a secretary. It lies in the village whose letter it brings."""

from datetime import date
from typing import Final

from pendopo.cases.rules.flow import OWNER, Desk, Flow, Move, State
from pendopo.district.rules.paten import DISPENSATION, SERVICES
from pendopo.district.rules.permissions import CHECK, CLOCK, JOIN, READ, RECORD, SIGN
from pendopo.kernel.areas import Tier
from pendopo.kernel.rules import RuleDefault
from pendopo.questions.rules.fields import Field

_ = str  # marks a text for the catalogue
CHECK_DAYS: Final = "district.check_days"
SIGN_DAYS: Final = "district.sign_days"
NOTICE_DAYS: Final = "district.marriage_notice_days"
_LAW = "Permendagri 4/2010 (PATEN); standar pelayanan ditetapkan kantor"
RULES = (
    RuleDefault(CHECK_DAYS, "Kecamatan memeriksa permohonan (hari kerja)", 1, _LAW, date(2010, 1, 1)),
    RuleDefault(SIGN_DAYS, "Camat menandatangani (hari kerja)", 2, _LAW, date(2010, 1, 1)),
    RuleDefault(
        NOTICE_DAYS,
        "Nikah didaftarkan sebelum akad (hari kerja)",
        10,
        "PMA 20/2019 Pasal 3, kini PMA 30/2024",
        date(2019, 9, 30),
    ),
)
COUNTER = Desk(CHECK, _("Petugas pelayanan kecamatan"), Tier.DISTRICT)
CAMAT = Desk(SIGN, _("Camat"), Tier.DISTRICT)

SERVICE = Field(
    "service", _("Layanan kecamatan"), "choice", choices=tuple((one.key, one.name) for one in SERVICES)
)
LETTER = Field(
    "letter",
    _("Kode atau nomor surat desa"),
    hint=_("Ketik kode di bawah gambar QR surat itu. Surat kertas: ketik nomornya."),
    max_length=120,
)
WEDDING = Field(
    "wedding",
    _("Tanggal akad nikah"),
    "date",
    required=False,
    asked_if="service",
    asked_when=(DISPENSATION,),
)
PURPOSE = Field("purpose", _("Untuk apa"), hint=_("Contoh: mengurus izin keramaian."), max_length=300)
SEEN = Field(
    "seen",
    _("Surat desa itu"),
    "choice",
    choices=(
        ("code", _("Cocok dengan yang tercatat di situs ini")),
        ("paper", _("Di kertas: pindaian dilampirkan")),
    ),
)

REQUEST = Flow(
    name="district.request",
    mark="C",
    title=_("Permohonan ke kecamatan"),
    short=_("Kecamatan"),
    about=_("Tanda tangan camat pada surat desa, dispensasi nikah, rekomendasi. Gratis."),
    read=READ,
    record=RECORD,
    counters=frozenset({Tier.VILLAGE, Tier.DISTRICT}),
    clock=CLOCK,
    join=JOIN,
    asks=(SERVICE, LETTER, WEDDING, PURPOSE),
    again=("refused", "withdrawn"),
    order=25,
    states=(
        State("asked", _("Menunggu diperiksa petugas kecamatan"), (COUNTER, CAMAT), CHECK_DAYS),
        State("returned", _("Menunggu kelengkapan dari pemohon"),
              bring=_("Perbaiki isian yang ditandai, lalu kirim lagi.")),
        State("signing", _("Menunggu tanda tangan camat"), (CAMAT,), SIGN_DAYS),
        State("signed", _("Selesai, dapat diambil"), answers=True),
        State("refused", _("Ditolak dengan alasan"), answers=True),
        State("handed", _("Sudah diserahkan"), answers=True, ended=True),
        State("withdrawn", _("Dibatalkan pemohon"), ended=True),
    ),
    moves=(
        Move("check", _("Suratnya benar"), _("Surat desa diperiksa kecamatan"), ("asked",), "signing", CHECK, (SEEN,),
             attaches=True),
        Move("return", _("Minta dilengkapi"), _("Dikembalikan untuk dilengkapi"), ("asked",), "returned", CHECK,
             marks=True, tells=_("Permohonan %(receipt)s ke kecamatan perlu dilengkapi")),
        Move("complete", _("Lengkapi dan kirim lagi"), _("Dilengkapi pemohon"), ("returned",), "asked", OWNER,
             mends=True),
        Move("sign", _("Tanda tangani"), _("Ditandatangani camat"), ("signing",), "signed", SIGN, clear=True,
             tells=_("Permohonan %(receipt)s ke kecamatan selesai"),
             body=_("Ambil di kantor kecamatan. Bawa nomor resi %(receipt)s.")),
        Move("send_back", _("Kembalikan ke petugas"), _("Dikembalikan camat ke petugas"), ("signing",), "asked", SIGN,
             reason=True),
        Move("refuse", _("Tolak"), _("Ditolak dengan alasan"), ("signing",), "refused", SIGN, reason=True,
             tells=_("Permohonan %(receipt)s ke kecamatan ditolak")),
        Move("hand_over", _("Serahkan"), _("Diserahkan"), ("signed",), "handed", RECORD, recuse=False),
        Move("withdraw", _("Batalkan permohonan"), _("Dibatalkan pemohon"), ("asked", "returned", "signing"),
             "withdrawn", OWNER),
    ),
)  # fmt: skip
