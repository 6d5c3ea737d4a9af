"""The form about an office above the villages."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm
from pendopo.places.rules.identity import OfficeCard
from pendopo.ui.forms import DigitsField


class OfficeForm(EditForm):
    """Where and when an office is reached; what stays empty is printed nowhere."""

    refusal_fields: ClassVar[Mapping[str, str]] = {"bad_postal_code": "postal_code"}

    address = forms.CharField(label=_("Alamat kantor"), max_length=200, required=False)
    postal_code = DigitsField(label=_("Kode pos"), length=5, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    website = forms.URLField(label=_("Situs web"), required=False, assume_scheme="https")
    hours = forms.CharField(
        label=_("Jam layanan"), max_length=120, required=False, help_text=_("Contoh: Senin–Jumat 08.00–15.00")
    )

    def card(self) -> OfficeCard:
        """What was filled in, as the operation takes it."""
        return OfficeCard(**{name: self.cleaned_data[name] for name in OfficeCard._fields})
