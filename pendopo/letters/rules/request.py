"""The way of a request for a letter: where it can stand, at whose desk and until when, readable by a secretary."""

from typing import Final

from pendopo.cases.rules.flow import OWNER, Desk, Flow, Move, State
from pendopo.letters.rules.clocks import (
    CHECK_DAYS,
    OBJECT_WITHIN,
    OBJECTION_DAYS,
    REQUEST_DAYS,
    SIGN_DAYS,
    VERIFY_DAYS,
)
from pendopo.letters.rules.permissions import ASK, CHECK, FOLLOW, READ, REVIEW, SIGN, VERIFY, WIND_CLOCKS
from pendopo.letters.rules.states import RequestState as To

_ = str  # marks a text for the catalogue

OPERATOR = Desk(CHECK, _("Operator desa"))
SECRETARY = Desk(VERIFY, _("Sekretaris desa"))
SIGNER = Desk(SIGN, _("Penanda tangan"))
REVIEWER = Desk(REVIEW, _("Pejabat pemutus keberatan"))
_REFUSALS = ("refuse", "refuse_to_sign")
_AT_OFFICE = (To.CHECKING.value, To.VERIFYING.value, To.SIGNING.value)
_REFUSED = _("Permohonan %(receipt)s ditolak")
_FINISHED = _("Surat Anda selesai: %(matter)s")
_FETCH = _("Unduh suratnya di sini, atau ambil di kantor desa. Bawa nomor resi %(receipt)s.")

REQUEST: Final = Flow(
    name="letters.request",
    mark="S",
    title=_("Permohonan surat"),
    short=_("Surat"),
    about=_("Surat keterangan dan surat pengantar."),
    read=READ,
    record=ASK,
    clock=WIND_CLOCKS,
    join=FOLLOW,
    asks=(),  # each type of letter brings its own questions
    again=(To.REFUSED, To.UPHELD, To.WITHDRAWN, To.VOID),
    carried=False,  # a signature on paper has its own way: printed, signed in ink, scanned
    order=10,
    # Steps that were written down before letters stood with the other cases.
    older={
        "checked": "check", "returned": "return", "completed": "complete", "verified": "verify", "escalated": "climbed",
        "signed": "sign", "inked": "ink", "handed": "hand_over", "refused": "refuse", "withdrawn": "withdraw",
    },
    addresses={
        "front": "letters-catalogue", "mine-one": "letters-request", "desk": "letters-desk",
        "record": "letters-desk-find", "case": "letters-desk-request", "download": "letters-desk-download",
    },
    states=(
        State(To.CHECKING, _("Menunggu diperiksa operator"), (OPERATOR, SECRETARY, SIGNER), CHECK_DAYS, REQUEST_DAYS),
        State(To.RETURNED, _("Menunggu kelengkapan dari pemohon"),
              bring=_("Lengkapi yang diminta petugas, lalu kirim lagi."), calls=_("Perlu diperbaiki")),
        State(To.VERIFYING, _("Menunggu verifikasi sekretaris"), (SECRETARY, SIGNER), VERIFY_DAYS, REQUEST_DAYS),
        State(To.SIGNING, _("Menunggu tanda tangan"), (SIGNER,), SIGN_DAYS, REQUEST_DAYS),
        State(To.INKING, _("Menunggu tanda tangan di kertas")),
        State(To.SIGNED, _("Surat selesai"), bring=_("Ambil suratnya di kantor desa, atau unduh sendiri."),
              calls=_("Surat Anda selesai, unduh"), answers=True),
        State(To.HANDED, _("Surat diserahkan"), answers=True),
        State(To.REFUSED, _("Ditolak dengan alasan"), answers=True),
        State(To.OBJECTED, _("Menunggu putusan keberatan"), (REVIEWER,), OBJECTION_DAYS),
        State(To.UPHELD, _("Keberatan ditolak"), answers=True, ended=True),
        State(To.WITHDRAWN, _("Dibatalkan pemohon"), ended=True),
        State(To.VOID, _("Surat dibatalkan"), ended=True),
    ),
    moves=(
        Move("check", _("Lengkap, teruskan"), _("Syarat lengkap"), (To.CHECKING,), To.VERIFYING, CHECK,
             or_to=(To.SIGNING,)),
        Move("complete", _("Sudah lengkap, kirim lagi"), _("Dilengkapi pemohon"), (To.RETURNED,), To.CHECKING, OWNER,
             or_to=(To.VERIFYING, To.SIGNING)),
        Move("verify", _("Verifikasi"), _("Diverifikasi"), (To.VERIFYING,), To.SIGNING, VERIFY),
        Move("recheck", _("Kembalikan ke operator"), _("Dikembalikan ke meja sebelumnya"), (To.VERIFYING,),
             To.CHECKING, VERIFY, reason=True, or_to=(To.RETURNED,)),
        Move("take_over", _("Teruskan ke tanda tangan"), _("Diteruskan karena batas waktu langkah sebelumnya lewat"),
             (To.CHECKING, To.VERIFYING), To.SIGNING, SIGN, late=(To.CHECKING, To.VERIFYING)),
        Move("sign", _("Tanda tangani"), _("Ditandatangani"), (To.SIGNING,), To.SIGNED, SIGN,
             clear=True, tells=_FINISHED, body=_FETCH),
        Move("reverify", _("Kembalikan ke meja sebelumnya"), _("Dikembalikan ke meja sebelumnya"), (To.SIGNING,),
             To.VERIFYING, SIGN, reason=True, or_to=(To.CHECKING, To.RETURNED)),
        Move("return", _("Kembalikan ke pemohon"), _("Dikembalikan untuk dilengkapi"), _AT_OFFICE, To.RETURNED, CHECK,
             marks=True, held=True, tells=_("Permohonan %(receipt)s perlu diperbaiki")),
        Move("ink", _("Cetak untuk ditandatangani"), _("Dicetak untuk tanda tangan basah"), (To.SIGNING,), To.INKING,
             SIGN, clear=True),
        Move("scan", _("Simpan pindaian"), _("Ditandatangani di kertas, pindaian disimpan"), (To.INKING,), To.SIGNED,
             CHECK, tells=_FINISHED, body=_FETCH),
        Move("certify", _("Terima tanda tangan BSrE"), _("Ditandatangani dengan sertifikat BSrE"), (To.INKING,),
             To.SIGNED, SIGN, tells=_FINISHED, body=_FETCH),
        Move("hand_over", _("Catat penyerahan"), _("Surat diserahkan"), (To.SIGNED,), To.HANDED, CHECK, recuse=False),
        Move("refuse", _("Tolak"), _("Ditolak"), (*_AT_OFFICE, To.RETURNED), To.REFUSED, CHECK, reason=True,
             tells=_REFUSED),
        Move("refuse_to_sign", _("Tolak"), _("Tidak ditandatangani"), (*_AT_OFFICE, To.RETURNED), To.REFUSED, SIGN,
             reason=True, tells=_REFUSED),
        # UU 30/2014 Pasal 77: whoever was refused objects, another officer decides, and silence grants it (ayat 5).
        Move("object", _("Ajukan keberatan"), _("Keberatan diajukan"), (To.REFUSED,), To.OBJECTED, OWNER, reason=True,
             within=OBJECT_WITHIN, attaches=True),
        Move("grant", _("Terima keberatan"), _("Keberatan diterima, permohonan diperiksa lagi"), (To.OBJECTED,),
             To.CHECKING, REVIEW, reason=True, or_to=(To.VERIFYING, To.SIGNING), against=_REFUSALS,
             tells=_("Keberatan %(receipt)s diterima")),
        Move("uphold", _("Tolak keberatan"), _("Keberatan ditolak"), (To.OBJECTED,), To.UPHELD, REVIEW, reason=True,
             against=_REFUSALS, tells=_("Keberatan %(receipt)s ditolak")),
        Move("resume", _("Lanjutkan permohonan"), _("Dilanjutkan, keberatan tidak diputus pada waktunya"),
             (To.OBJECTED,), To.CHECKING, OWNER, late=(To.OBJECTED,), or_to=(To.VERIFYING, To.SIGNING)),
        Move("withdraw", _("Batalkan permohonan ini"), _("Dibatalkan pemohon"),
             (*_AT_OFFICE, To.RETURNED, To.OBJECTED), To.WITHDRAWN, OWNER),
        Move("void", _("Batalkan surat"), _("Surat dibatalkan"), (To.SIGNED, To.HANDED, To.INKING), To.VOID, SIGN,
             reason=True, tells=_("Surat %(matter)s dibatalkan")),
    ),
)  # fmt: skip
