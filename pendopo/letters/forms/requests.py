"""Forms of asking: a paper's file, the status page, what the office writes with its steps."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.letters.rules.verification import RevocationGround
from pendopo.questions.forms.keyed import OnPaperForm


class ReturnForm(forms.Form):
    """Which papers are missing, or what has to be mended."""

    missing = forms.MultipleChoiceField(
        label=_("Syarat yang kurang"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Yang harus diperbaiki"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pemohon membaca kalimat ini."),
    )

    def __init__(self, *args: Any, wanted: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missing"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = wanted
        if not wanted:
            del self.fields["missing"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not answers.get("missing") and not answers.get("note"):
            raise ValidationError(_("Pilih syarat yang kurang, atau tulis apa yang harus diperbaiki."))
        return answers


class ShownForm(forms.Form):
    """Which papers the officer has seen at the counter."""

    shown = forms.MultipleChoiceField(
        label=_("Syarat yang sudah Anda lihat aslinya"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, wanted: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shown"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = wanted
        if not wanted:
            del self.fields["shown"]


class DeskAskForm(ShownForm, OnPaperForm):
    """What the desk adds to a request: papers seen, and the day of a paper request."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("shown", "on_paper", "form_code")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pemohon membaca alasan ini."),
    )


class VoidForm(ReasonForm):
    """Why a signed letter is void."""

    ground = forms.ChoiceField(
        label=_("Sebab"),
        choices=(
            (RevocationGround.WRONG_CONTENT.value, _("Isi surat keliru")),
            (RevocationGround.ASKED_BY_HOLDER.value, _("Diminta pemilik surat")),
            (RevocationGround.ISSUED_BY_MISTAKE.value, _("Terbit karena kekeliruan kantor")),
            (RevocationGround.MISUSED.value, _("Disalahgunakan")),
            (RevocationGround.REPLACED.value, _("Diganti surat baru")),
        ),
    )
    field_order = ("ground", "reason")


class HandOverForm(forms.Form):
    """Who took the printed letter."""

    received_by = forms.CharField(label=_("Diterima oleh"), max_length=120)
    remark = forms.CharField(label=_("Keterangan"), max_length=200, required=False)


class SearchForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(
        label=_("Nama, NIK, atau nomor KK pemohon"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
