"""Which of two records stays, and what it takes over from the other."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.matching.forms.lists import ReasonForm
from pendopo.people.queries.merging import MergePage
from pendopo.ui.forms import PageForm

FIRST, SECOND = "first", "second"


class MergeForm(PageForm[MergePage], ReasonForm):
    """The record that stays, one choice for each column that differs, and the reason."""

    keep = forms.ChoiceField(
        label=_("Data mana yang tetap?"),
        widget=forms.RadioSelect,
        help_text=_("Data yang lain ditandai tidak valid. Isinya tetap dapat dibaca."),
        error_messages={"required": _("Pilih data yang tetap.")},
    )
    field_order = ("keep",)

    def ask(self, page: MergePage) -> None:
        ids = (str(page.first.pk), str(page.second.pk))
        names = (page.describe(page.first), page.describe(page.second))
        keep = self.fields["keep"]
        assert isinstance(keep, forms.ChoiceField)
        keep.choices = list(zip(ids, names, strict=True))
        for column in page.fields:
            if column.first and column.second:
                self.fields[column.name] = forms.ChoiceField(
                    label=column.label,
                    choices=((FIRST, column.first), (SECOND, column.second)),
                    widget=forms.RadioSelect,
                    initial=FIRST,
                    error_messages={"required": _("Pilih salah satu.")},
                )
        self.order_fields(["keep", *(column.name for column in page.fields), "reason"])

    @property
    def chosen(self) -> UUID:
        """The record that stays."""
        return UUID(self.cleaned_data["keep"])

    @property
    def take(self) -> frozenset[str]:
        """The columns that come from the record that goes."""
        away = SECOND if self.chosen == self.page.first.pk else FIRST
        return frozenset(
            column.name for column in self.page.fields if self.cleaned_data.get(column.name) == away
        )
