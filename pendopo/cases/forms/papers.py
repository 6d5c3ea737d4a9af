"""One file that becomes a paper: a bounded picture without its metadata, or a PDF that anybody can open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pendopo.cases.formats.papers import MOST_BYTES, MOST_PDF_BYTES, Paper, PaperTrouble, prepare

_MB = 1024 * 1024
TROUBLES = {
    "empty": _("Berkas ini kosong. Pilih berkas lain."),
    "too_big": _("Berkas terlalu besar. Paling besar %(mb)s MB; potret ulang dengan ukuran lebih kecil."),
    "pdf_too_big": _("PDF terlalu besar. Paling besar %(pdf)s MB; kirim fotonya saja."),
    "pdf_cut": _("PDF ini terpotong atau rusak. Simpan ulang, lalu pilih lagi."),
    "pdf_locked": _("PDF ini terkunci kata sandi. Buka kuncinya dan simpan ulang, atau kirim fotonya saja."),
    "heic": _("Ini foto iPhone (HEIC). Ubah ke JPG, atau kirim tangkapan layarnya."),
    "too_many_pixels": _("Gambar ini terlalu lebar. Potret ulang dengan ukuran lebih kecil."),
    "not_installed": _("Bagian foto masih dipasang di situs ini. Coba lagi sebentar."),
    "no_picture": _("Berkas ini bukan foto atau PDF yang dapat dibaca. Potret suratnya, lalu pilih fotonya."),
}
ACCEPT = {"accept": "image/*,application/pdf", "data-shrink": "1800"}


def read_paper(file: "UploadedFile[Any]") -> Paper:
    """Make a paper of what was sent, or raise ValidationError with the next step."""
    try:
        if (file.size or 0) > MOST_BYTES:
            raise PaperTrouble("too_big")
        return prepare(file.read())
    except PaperTrouble as trouble:
        sizes = {"mb": MOST_BYTES // _MB, "pdf": MOST_PDF_BYTES // _MB}
        words = f"{file.name}: {TROUBLES[str(trouble)] % sizes}"
        raise ValidationError(words, code=str(trouble)) from None


class PaperField(forms.FileField):
    """A file that becomes a paper; nothing, where none was chosen and none is needed."""

    widget = forms.FileInput(attrs=ACCEPT)

    def clean(self, data: Any, initial: object = None) -> Paper | None:
        """Read the file, or say why not and what to do."""
        if not data:
            super().clean(data, initial)
            return None
        return read_paper(data)
