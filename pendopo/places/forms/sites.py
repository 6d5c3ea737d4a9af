"""Forms about the villages that a site serves."""

from typing import Unpack, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.ui.forms import FormWords, Typed


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


class AddVillagesForm(forms.Form):
    """The codes of the villages that were ticked among those found; whether they may be added the operation says."""

    code = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Typed = None, **more: Unpack[FormWords]) -> None:
        super().__init__(data, **more)
        sent = data.getlist("code") if isinstance(data, QueryDict) else []
        cast(forms.MultipleChoiceField, self.fields["code"]).choices = [(one, one) for one in sent]
