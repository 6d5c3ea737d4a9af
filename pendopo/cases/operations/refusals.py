"""What an operation on a case may say instead of doing."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import WordedRefusal


class CaseRefused(WordedRefusal):
    """A step that cannot be made, in the words of the next one."""

    words: ClassVar[Mapping[str, str | Promise]] = {
        "case_moved": _(
            "Langkah ini tidak dapat dilakukan sekarang. Muat ulang halaman, lalu lihat keadaannya."
        ),
        "changed_meanwhile": _(
            "Permohonan ini berubah sejak Anda membukanya. Baca lagi isinya, lalu putuskan."
        ),
        "contradicted": _(
            "Data penduduk sekarang bertentangan dengan permohonan ini. Buka permohonannya, lalu luruskan "
            "yang bertanda merah."
        ),
        "reason_missing": _("Alasan belum diisi. Tulis alasannya, lalu kirim lagi."),
        "nothing_marked": _("Tandai isian yang harus diperbaiki, atau tulis apa yang kurang."),
        "unknown_answer": _("Isian yang ditandai tidak ada pada permohonan ini. Muat ulang halaman."),
        "future_day": _("Tanggal ini belum tiba. Isi hari surat itu diterima."),
        "name_missing": _("Nama dan cara menghubungi belum diisi. Isi keduanya, lalu kirim lagi."),
        "not_on_paper": _("Meja ini memakai Pendopo. Biarkan petugasnya menjawab sendiri."),
        "before_handed_over": _("Jawaban bertanggal sebelum berkasnya disampaikan. Periksa tanggalnya."),
        "answer_missing": _("Ada isian wajib yang kosong. Lengkapi, lalu kirim lagi."),
        "note_empty": _("Catatan masih kosong. Tulis catatannya, lalu simpan."),
        "owned_already": _("Permohonan ini sudah ada pemiliknya."),
    }
