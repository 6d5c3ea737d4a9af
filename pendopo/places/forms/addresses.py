"""The form for the address of the site."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm


class AddressForm(EditForm):
    """Where people outside reach this site."""

    refusal_fields: ClassVar[Mapping[str, str]] = {
        code: "address"
        for code in ("address_unreadable", "address_leads_home", "address_fixed", "address_not_answered")
    }

    address = forms.CharField(
        label=_("Alamat situs"),
        max_length=200,
        help_text=_("Contoh: https://taraju.desa.id. Alamat ini tercetak dalam kode QR setiap surat."),
    )
