"""The filter of the list of events."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class EventFilterForm(forms.Form):
    """Month and kind; both may stay empty."""

    mark_optional: ClassVar[bool] = False

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[tuple[str, str]],
        months: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bulan"] = forms.ChoiceField(
            label=_("Bulan"), required=False, choices=[("", _("Semua bulan")), *months]
        )
        self.fields["jenis"] = forms.ChoiceField(
            label=_("Jenis peristiwa"), required=False, choices=[("", _("Semua jenis")), *kinds]
        )
