"""Forms of the office: what it writes with its steps, and what it adds when it writes a request down."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.cases.forms.marks import MarksField
from pendopo.letters.queries.requests import RequestPage
from pendopo.letters.rules.verification import RevocationGround
from pendopo.questions.forms.keyed import OnPaperForm
from pendopo.ui.forms import PageForm


class StepForm(PageForm[RequestPage]):
    """A step of the office; its key makes two clicks one step."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def ask(self, page: RequestPage) -> None:
        """Most steps ask the same of every request."""

    @property
    def given(self) -> dict[str, object]:
        """What the operation takes."""
        return dict(self.cleaned_data)


class ReturnForm(StepForm):
    """Which papers and answers are missing or wrong, or what has to be mended."""

    missing = MarksField(
        label=_("Yang kurang atau keliru"),
        required=False,
        help_text=_("Tandai satu atau beberapa, dan tulis singkat apa yang keliru."),
    )
    note = forms.CharField(
        label=_("Pesan kepada pemohon"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pemohon membaca kalimat ini."),
    )

    def ask(self, page: RequestPage) -> None:
        """Name everything that may be wrong."""
        asked = [(one.key, one.label) for one in page.asked]
        _choose_from(self, "missing", [*((one["key"], one["name"]) for one in page.wanted_papers), *asked])

    def clean(self) -> dict[str, object]:
        answers = super().clean() or self.cleaned_data
        if not answers.get("missing") and not answers.get("note"):
            raise ValidationError(_("Pilih yang kurang atau keliru, atau tulis apa yang harus diperbaiki."))
        return answers

    @property
    def given(self) -> dict[str, object]:
        """What the operation takes."""
        said = self.cleaned_data
        return {
            "form_key": said["form_key"],
            "marked": said.get("missing") or {},
            "reason": said["note"],
        }


def _choose_from(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = choices
    if not choices:
        del form.fields[name]


class _Shown(forms.Form):
    """Which papers the officer has seen at the counter."""

    shown = forms.MultipleChoiceField(
        label=_("Syarat yang sudah Anda lihat aslinya"), required=False, widget=forms.CheckboxSelectMultiple
    )


class ShownForm(_Shown, StepForm):
    """The papers that are not there as files: the officer has seen the originals."""

    def ask(self, page: RequestPage) -> None:
        """Name the papers that are not there."""
        lacking = [(one["key"], one["name"]) for one in page.wanted_papers if not one["files"]]
        _choose_from(self, "shown", lacking)


class DeskAskForm(_Shown, OnPaperForm):
    """What the desk adds to a request: papers seen, and the day of a paper request."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("shown", "on_paper", "form_code")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        wanted: Sequence[tuple[str, str]],
        initial: Mapping[str, object],
        expected: str,
    ) -> None:
        """`wanted`: key and name of each paper; `expected`: what the printed form calls itself."""
        super().__init__(data, initial=dict(initial), expected=expected)
        _choose_from(self, "shown", wanted)


class ReasonForm(StepForm):
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


class HandOverForm(StepForm):
    """Who took the printed letter."""

    received_by = forms.CharField(label=_("Diterima oleh"), max_length=120)
    remark = forms.CharField(label=_("Keterangan"), max_length=200, required=False)

    def ask(self, page: RequestPage) -> None:
        """Most take their own letter."""
        self.initial["received_by"] = page.row.owner_name


class SearchForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(
        label=_("Nama, NIK, atau nomor KK pemohon"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
