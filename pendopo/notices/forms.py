"""Where a resident wants messages sent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """The resident's own e-mail address; empty ends it."""

    email = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        max_length=200,
        help_text=_("Kosongkan bila tidak ingin menerima surel."),
    )
