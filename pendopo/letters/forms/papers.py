"""The papers of a request: one form for all of them, several files each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pendopo.letters.formats.papers import MOST_BYTES, MOST_PDF_BYTES, Paper, PaperTrouble, prepare

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


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once, as they came."""

    widget = _FilesInput

    def clean(self, data: Any, initial: object = None) -> Any:
        return data or []


class PapersForm(forms.Form):
    """Every paper of a request with its files. A wrong file says why under its own name; the others count."""

    def __init__(self, data: Any = None, files: Any = None, *, wanted: Sequence[tuple[str, str]]) -> None:
        """`wanted`: key and name of each paper. One paper may also be sent alone, as `key` and `file`."""
        if data and files and "file" in files:
            files = files.copy()
            files.setlist(f"file-{data.get('key', '')}", files.getlist("file"))
        super().__init__(data, files)
        self.good: list[tuple[str, Paper]] = []
        for key, name in wanted:
            accept = {"accept": "image/*,application/pdf", "data-shrink": "1800", "form": "papers"}
            self.fields[f"file-{key}"] = _FilesField(label=name, required=False, widget=_FilesInput(accept))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.fields:
            wrong = [trouble for file in given.get(name) or () if (trouble := self._take(name, file))]
            if wrong:
                self.add_error(name, wrong)
        if not self.good and not self.errors:
            raise ValidationError(_("Belum ada berkas. Pilih foto atau PDF, lalu unggah."))
        return given

    def _take(self, name: str, file: "UploadedFile[Any]") -> ValidationError | None:
        """Make a bounded picture of whatever was sent, or say why not."""
        try:
            if (file.size or 0) > MOST_BYTES:
                raise PaperTrouble("too_big")
            self.good.append((name.removeprefix("file-"), prepare(file.read())))
        except PaperTrouble as trouble:
            sizes = {"mb": MOST_BYTES // _MB, "pdf": MOST_PDF_BYTES // _MB}
            words = f"{file.name}: {TROUBLES[str(trouble)] % sizes}"
            return ValidationError(words, code=str(trouble))
        return None
