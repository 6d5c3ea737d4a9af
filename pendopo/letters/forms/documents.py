"""Forms about finished letters: a code or a file to check, a scan, the provider's passphrase."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.cases.formats.scan import LARGEST


class CodeForm(forms.Form):
    """The short code on paper, or the whole address from the QR code."""

    kode = forms.CharField(
        label=_("Kode surat"),
        max_length=1500,
        help_text=_("Ketik 26 huruf dan angka di bawah kode QR, atau tempel alamat dari kode QR."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )


class FileForm(forms.Form):
    """A PDF whose fingerprint is compared; the file itself is not kept."""

    berkas = forms.FileField(
        label=_("Berkas PDF surat"),
        help_text=_("Hanya sidiknya yang dibandingkan. Berkas tidak disimpan."),
        error_messages={
            "required": _("Pilih berkas PDF-nya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_berkas(self) -> Any:
        """Refuse a file that is larger than any letter."""
        file = self.cleaned_data["berkas"]
        if file.size is None or file.size > LARGEST:
            raise ValidationError(_t("Berkas ini terlalu besar untuk sebuah surat. Pilih berkas lain."))
        return file


class ScanForm(forms.Form):
    """The scan of a letter that was signed in ink."""

    pindaian = forms.FileField(
        label=_("Pindaian surat yang sudah ditandatangani"),
        help_text=_("PDF, JPEG, atau PNG. Foto yang tegak dan terang sudah cukup."),
        error_messages={
            "required": _("Pilih berkas pindaiannya dahulu."),
            "empty": _("Berkas ini kosong. Pindai lagi, lalu unggah."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )


class PassphraseForm(forms.Form):
    """The passphrase of the official's certificate: used once, kept nowhere."""

    passphrase = forms.CharField(
        label=_("Frasa sandi BSrE Anda"),
        help_text=_("Dipakai satu kali untuk surat di bawah ini. Tidak disimpan."),
        strip=False,
        max_length=200,
        error_messages={"required": _("Isi frasa sandi BSrE Anda dahulu.")},
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
    )
