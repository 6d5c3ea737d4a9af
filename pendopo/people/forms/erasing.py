"""Forms about erasing what the journal keeps of a person."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.people.rules.erasing import is_reason


class FindForm(forms.Form):
    """Whose history is to be erased; the number travels in the body of the request, never in an address."""

    person = forms.CharField(
        label=_("NIK, atau nomor catatan warga"),
        max_length=60,
        help_text=_("NIK lengkap dari KTP. Nomor catatan ada di jurnal."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-m"}),
    )


class ErasureForm(forms.Form):
    """Why, and that the one who asks has been recognised."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Contoh: permintaan tertulis warga, nomor agenda 12/2026"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(
        label=_("Saya sudah memeriksa permintaan dan orangnya. Penghapusan tidak dapat dibatalkan."),
        error_messages={"required": _("Centang ini jika Anda sudah yakin.")},
    )

    def clean_reason(self) -> str:
        """A reason says something to the one who checks later."""
        text = str(self.cleaned_data["reason"])
        if not is_reason(text):
            raise forms.ValidationError(gettext("Tulis alasan yang jelas, sedikitnya sepuluh huruf."))
        return text
