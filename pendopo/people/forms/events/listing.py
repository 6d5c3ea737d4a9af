"""The filter of the list of events."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.people.queries.events import EventPage
from pendopo.ui.forms import PageForm


class EventFilterForm(PageForm[EventPage]):
    """Month and kind; both may stay empty."""

    mark_optional: ClassVar[bool] = False

    def ask(self, page: EventPage) -> None:
        self.fields["bulan"] = forms.ChoiceField(
            label=_("Bulan"), required=False, choices=[("", _("Semua bulan")), *page.months]
        )
        self.fields["jenis"] = forms.ChoiceField(
            label=_("Jenis peristiwa"), required=False, choices=[("", _("Semua jenis")), *page.kinds]
        )
