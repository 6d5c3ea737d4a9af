"""The field into which whatever stands on a paper is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A code, a receipt's number, or the address from a QR code."""

    kode = forms.CharField(
        label=_("Kode atau nomor"),
        max_length=1500,
        help_text=_("Huruf besar atau kecil sama saja. Tanda hubung boleh tidak ditulis."),
        error_messages={"required": _("Isi kode atau nomornya dahulu.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )
