"""What a reviewer answers."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.matching.rules.review import DIFFERENT, SAME, UNSURE


class KeyedRadios(forms.RadioSelect):
    """Choices that the keys 1, 2, 3 reach (with Alt, or plainly where the page's script runs)."""

    def create_option(
        self,
        name: str,
        value: object,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, object] | None = None,
    ) -> dict[str, object]:
        """Give each choice its number as a key."""
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["attrs"]["accesskey"] = str(index + 1)
        return option


class AnswerForm(forms.Form):
    """Are the two records one person, and if not, why."""

    mark_optional: ClassVar[bool] = False

    answer = forms.ChoiceField(
        label=_("Apakah keduanya orang yang sama?"),
        choices=(
            (SAME, _("Ya, orang yang sama")),
            (DIFFERENT, _("Bukan, orang lain")),
            (UNSURE, _("Belum yakin")),
        ),
        widget=KeyedRadios,
        error_messages={"required": _("Jawaban belum dipilih. Pilih salah satu.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=300,
        help_text=_("Wajib bila bukan, atau belum yakin."),
    )

    def clean(self) -> None:
        """Whoever says no, or is not sure, says why."""
        answer, reason = self.cleaned_data.get("answer"), self.cleaned_data.get("reason", "")
        if answer in (DIFFERENT, UNSURE) and not reason.strip():
            self.add_error("reason", _("Alasan belum diisi. Tulis alasannya, lalu simpan lagi."))
