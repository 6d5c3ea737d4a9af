"""Forms about the villages that a site serves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindVillageForm(forms.Form):
    """Ask for a village of the site's area by its name or code."""

    q = forms.CharField(
        label=_("Nama atau kode desa"),
        max_length=80,
        help_text=_("Misalnya Cikubang, atau 32.06.13.2002."),
    )


class WidenForm(forms.Form):
    """The code of the wider area that was chosen from those offered."""

    wider = forms.CharField(max_length=8, widget=forms.HiddenInput)


class AddVillageForm(forms.Form):
    """The code of the village that was chosen from those found."""

    code = forms.CharField(max_length=13, widget=forms.HiddenInput)
