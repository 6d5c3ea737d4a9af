"""Forms of cases, made from what a flow asks; every one carries a key, so that two clicks are one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.cases.forms.marks import MarksField
from pendopo.cases.forms.papers import PaperField
from pendopo.cases.rules.flow import Flow, Move
from pendopo.kernel.clock import today
from pendopo.questions.forms.fields import form_field
from pendopo.questions.rules.fields import Field, in_words
from pendopo.ui.forms import DayField
from pendopo.ui.rules import date_long

_LONGEST_REASON = 400
F = TypeVar("F", bound=forms.Form)
Sent = QueryDict | None
Files = MultiValueDict[str, Any] | None


class CaseForm(forms.Form):
    """A form of a case: the questions of a flow or a move, and what goes along with them."""

    questions: ClassVar[tuple[Field, ...]] = ()
    # What the page itself says already: which of the flow's sorts is handed in.
    settled: ClassVar[Mapping[str, object]] = {}
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def values(self) -> dict[str, object]:
        """What was answered, by the column that keeps it."""
        given = {
            one.key: self.cleaned_data[one.key] for one in self.questions if one.key in self.cleaned_data
        }
        return {**self.settled, **given}

    @property
    def key(self) -> UUID:
        """The key of this form."""
        found: UUID = self.cleaned_data["form_key"]
        return found

    @property
    def rows(self) -> list[dict[str, str]]:
        """Every visible answer in words, to be looked at before it is sent."""
        shown = [(field, self.cleaned_data.get(field.name)) for field in self.visible_fields()]
        return [{"label": str(field.label), "value": _said(field, value)} for field, value in shown if value]

    @property
    def sent_again(self) -> list[tuple[str, str]]:
        """Everything that was typed, as hidden fields carry it to the next page."""
        names = [self.add_prefix(name) for name in self.fields]
        return [(name, value) for name in names for value in self.data.getlist(name)]  # type: ignore[attr-defined]


def _said(field: forms.BoundField, value: object) -> str:
    if isinstance(value, date):
        return date_long(value)
    choices = dict(getattr(field.field, "choices", ()))
    if isinstance(value, Mapping):
        return "; ".join(
            ": ".join(filter(None, (str(choices.get(key, key)), why))) for key, why in value.items()
        )
    return str(choices.get(value, value))


class NamedForm(forms.Form):
    """Who asks, where the register does not know him."""

    name = forms.CharField(label=_("Nama Anda"), max_length=120)
    address = forms.CharField(label=_("Alamat"), max_length=200)
    contact = forms.CharField(
        label=_("Nomor telepon atau surel"),
        max_length=120,
        help_text=_("Hanya petugas yang menjawab membacanya."),
    )

    @property
    def named(self) -> dict[str, str]:
        """Who asks, as the case keeps it."""
        return {name: str(self.cleaned_data.get(name, "")) for name in ("name", "address", "contact")}


class MoveForm(CaseForm):
    """What a move asks: its own questions, which answers are wrong, and why."""

    @property
    def given(self) -> dict[str, Any]:
        """What the operation of the move takes."""
        said = self.cleaned_data
        return {
            "form_key": self.key,
            "values": self.values,
            "reason": said.get("reason", ""),
            "marked": said.get("marked") or {},
            "paper": said.get("paper"),
        }


class KeyInForm(MoveForm):
    """What a desk without an account has answered on paper: the move, who signed it and when."""

    on = DayField(label=_("Tanggal surat jawaban"), latest=today)
    said_by = forms.CharField(label=_("Ditandatangani oleh"), max_length=120)
    paper = PaperField(label=_("Pindaian atau foto surat jawabannya"))
    move = ""

    @property
    def place(self) -> str:
        """Where the form stands on the page of the case."""
        return f"paper-{self.move}"

    @property
    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        said = self.cleaned_data
        given = {key: value for key, value in super().given.items() if key != "marked"}
        return {**given, "move": self.move, "on": said["on"], "said_by": said["said_by"]}


class PlainForm(forms.Form):
    """A form whose fields go to the operation as they are."""

    @property
    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        return dict(self.cleaned_data)


class NoteForm(PlainForm):
    """A note of the office to itself."""

    text = forms.CharField(
        label=_("Catatan kantor"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class CarryForm(PlainForm):
    """The day on which the transfer letter was handed over, and to whom."""

    on = DayField(label=_("Diserahkan pada"), latest=today)
    received_by = forms.CharField(label=_("Diterima oleh"), max_length=120)


class OwnerForm(NamedForm):
    """Whose case the counter writes down: a resident who is looked up, or somebody else by name."""

    q = forms.CharField(
        label=_("Cari warga: nama atau NIK"),
        required=False,
        max_length=80,
        help_text=_("Bukan warga desa? Isi nama dan alamatnya di bawah."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person = forms.ChoiceField(label=_("Pemohon"), required=False, widget=forms.RadioSelect)
    field_order = ("q", "person", "name", "address", "contact")


class ReceiptForm(forms.Form):
    """The number and the code of a receipt."""

    receipt = forms.CharField(label=_("Nomor resi"), max_length=20, help_text=_("Contoh: S2611-7K4M9Q"))
    secret = forms.CharField(
        label=_("Kode resi"), max_length=20, help_text=_("Dua belas huruf dan angka pada tanda terima.")
    )


def ask_form(
    flow: Flow,
    sent: Sent,
    files: Files = None,
    *,
    named: bool,
    on_paper: bool = False,
    filled: Mapping[str, object] | None = None,
    sort: str = "",
) -> CaseForm:
    """Return the form by which a case is handed in, or one sort of it.

    `named` asks who it is, `on_paper` the day of a paper.
    """
    extra: dict[str, forms.Field] = dict(NamedForm.base_fields) if named else {}
    if on_paper:
        extra["on_paper"] = DayField(
            label=_("Diterima di kertas pada"),
            required=False,
            latest=today,
            help_text=_("Isi hanya bila permohonan tertulis dimasukkan belakangan. Contoh: 17-08-2026."),
        )
        extra["paper"] = PaperField(label=_("Pindaian atau foto kertasnya"), required=False)
    made = _made(CaseForm, flow.asked_on(sort), extra)
    made.settled = {flow.split: sort} if flow.split else {}
    return made(sent, files if sent is not None else None, initial=dict(filled or {}))


def move_form(
    flow: Flow,
    move: Move,
    sent: Sent = None,
    files: Files = None,
    *,
    filled: Mapping[str, object] | None = None,
    marked: Mapping[str, str] = MappingProxyType({}),
    sort: str = "",
) -> MoveForm:
    """Return the form of a move; what the office marked as wrong says so beside its field."""
    extra: dict[str, forms.Field] = {}
    if move.marks:
        extra["marked"] = MarksField(
            label=_("Isian yang harus diperbaiki"),
            required=False,
            choices=[(one.key, gettext(one.label)) for one in flow.asked_on(sort)],
        )
    if move.reason or move.marks:
        extra["reason"] = forms.CharField(
            label=_("Alasan"),
            max_length=_LONGEST_REASON,
            required=move.reason,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Dibaca oleh pemohon.") if move.by != "owner" else "",
        )
    if move.attaches:
        extra["paper"] = PaperField(label=_("Lampiran (PDF atau foto)"), required=move.stays)
    asked = [
        replace(one, hint=marked[one.key] or gettext("Kantor meminta ini diperbaiki."))
        if one.key in marked
        else one
        for one in (flow.asked_on(sort) if move.mends else ())
    ]
    made = _made(MoveForm, (*asked, *move.asks), extra)
    return made(sent, files if sent is not None else None, prefix=move.key, initial=dict(filled or {}))


def key_in_form(flow: Flow, move: Move, sent: Sent = None, files: Files = None) -> KeyInForm:
    """Return the form with which the counter keys in a move that was decided on paper, with a picture of the paper."""
    extra: dict[str, forms.Field] = {}
    if move.reason:
        extra["reason"] = forms.CharField(
            label=_("Alasan"), max_length=_LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
        )
    made = _made(KeyInForm, move.asks, extra)
    made.move = move.key
    return made(sent, files if sent is not None else None, prefix=f"kertas-{move.key}")


def owner_form(
    sent: Sent, found: Iterable[tuple[str, str]], person: object, filled: Mapping[str, object] | None = None
) -> OwnerForm:
    """Return the form that says whose case it is; with a resident chosen, nobody is named besides."""
    form = OwnerForm(sent, initial=dict(filled or {}))
    choices, chosen = list(found), form.fields["person"]
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = [*choices, ("", _("Bukan warga di daftar ini"))]
    if not choices:
        del form.fields["person"]
    for name in ("name", "address", "contact"):
        form.fields[name].required = person is None
    form.fields["name"].label = _("Nama pemohon")
    return form


def _made(base: type[F], asked: Iterable[Field], extra: Mapping[str, forms.Field]) -> type[F]:
    questions = tuple(in_words(one, gettext) for one in asked)
    made = {one.key: form_field(one) for one in questions}
    return type(base.__name__, (base,), {**made, **extra, "questions": questions})
