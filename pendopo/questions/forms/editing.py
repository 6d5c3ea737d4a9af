"""One question, as an officer edits it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.questions.forms.fields import AnswersForm
from pendopo.questions.forms.repeated import GroupField
from pendopo.questions.rules.fields import FIELD_KINDS, WHEN, Field, named
from pendopo.questions.rules.parsing import key_of, parse_field
from pendopo.questions.rules.prefill import PREFILL
from pendopo.ui.forms import FormWords, Typed, WholeField

WHEN_WORDS = [("", _("Kapan saja")), ("past", _("Sudah lewat")), ("future", _("Belum lewat"))]
PART_KINDS = [key for key in FIELD_KINDS if key not in ("group", "resident", "choice", "longtext")]
assert len(WHEN_WORDS) == len(WHEN)


class QuestionForm(AnswersForm):
    """One question: words, kind and limits. Its key stays, because answers and wordings name it."""

    label = forms.CharField(
        label=_("Pertanyaan"), max_length=120, help_text=_("Pendek dan jelas. Contoh: Apa nama usaha Anda?")
    )
    hint = forms.CharField(
        label=_("Petunjuk"),
        max_length=300,
        required=False,
        help_text=_("Beri contoh. Contoh: Warung Bu Euis."),
    )
    kind = forms.ChoiceField(
        label=_("Jenis jawaban"), choices=[(key, _(word)) for key, word in FIELD_KINDS.items()]
    )
    required = forms.BooleanField(label=_("Wajib diisi"), required=False, initial=True)
    choices = forms.CharField(
        label=_("Pilihan jawaban"),
        required=False,
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Untuk jenis Pilihan: satu jawaban setiap baris."),
    )
    max_length = WholeField(
        label=_("Paling banyak huruf"),
        required=False,
        min_value=0,
        max_value=5_000,
        help_text=_("Untuk teks."),
    )
    digits = WholeField(
        label=_("Banyaknya angka"),
        required=False,
        min_value=0,
        max_value=30,
        help_text=_("Untuk teks yang hanya berisi angka. NIK: 16."),
    )
    min_length = WholeField(
        label=_("Paling sedikit huruf"),
        required=False,
        min_value=0,
        max_value=5_000,
        help_text=_("Untuk teks."),
    )
    lowest = forms.CharField(
        label=_("Paling sedikit atau paling awal"),
        required=False,
        max_length=20,
        help_text=_(
            "Untuk angka, uang, tanggal, tahun, dan jam. Contoh: 17-08-2026, lahir, -5 tahun, +30 hari."
        ),
    )
    highest = forms.CharField(label=_("Paling banyak atau paling akhir"), required=False, max_length=20)
    unit = forms.CharField(
        label=_("Satuan"), required=False, max_length=20, help_text=_("Untuk angka. Contoh: orang, gram.")
    )
    when = forms.ChoiceField(label=_("Tanggalnya"), choices=WHEN_WORDS, required=False)
    rows = WholeField(
        label=_("Baris yang ditampilkan"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=_("Untuk daftar."),
    )
    asked_if = forms.ChoiceField(
        label=_("Hanya ditanyakan bila pertanyaan ini dijawab"),
        choices=[("", _("Selalu ditanyakan"))],
        required=False,
    )
    asked_when = forms.CharField(
        label=_("dengan salah satu jawaban ini"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu jawaban setiap baris. Kosongkan bila jawaban apa pun boleh."),
    )
    prefill = forms.ChoiceField(
        label=_("Isi lebih dulu dari data penduduk"),
        choices=[("", _("Tidak")), *((key, _(word)) for key, word in PREFILL.items())],
        required=False,
    )
    parts = GroupField(
        {
            "label": forms.CharField(label=_("Nama kolom"), max_length=120),
            "kind": forms.ChoiceField(
                label=_("Jenis jawaban"), choices=[(key, _(FIELD_KINDS[key])) for key in PART_KINDS]
            ),
            "digits": WholeField(label=_("Banyaknya angka"), required=False, min_value=0, max_value=30),
            "optional": forms.BooleanField(label=_("Boleh kosong"), required=False),
            "key": forms.CharField(widget=forms.HiddenInput, required=False),
        },
        label=_("Kolom daftar"),
        help_text=_("Untuk jenis Daftar berulang."),
        required=False,
        ignored=("kind", "key", "optional"),
    )

    def __init__(
        self, data: Typed = None, *, others: Sequence[Field] = (), **more: Unpack[FormWords]
    ) -> None:
        """`others`: the questions of the same set, on which this one may depend."""
        super().__init__(data, **more)
        self.others = others
        asked_if = self.fields["asked_if"]
        assert isinstance(asked_if, forms.ChoiceField)
        asked_if.choices = [("", _("Selalu ditanyakan")), *((one.key, one.label) for one in others)]

    @staticmethod
    def values(one: Field, others: Sequence[Field] = ()) -> dict[str, object]:
        """A question as the form shows it."""
        held = asdict(one)
        other = named(others, one.asked_if)
        words = dict(other.choices) if other else {}
        held["asked_when"] = "\n".join(words.get(answer, answer) for answer in one.asked_when)
        held["choices"] = "\n".join(label for _key, label in one.choices)
        held["parts"] = [
            {"label": part.label, "kind": part.kind, "digits": part.digits, "key": part.key}
            | {"optional": not part.required}
            for part in one.fields
        ]
        return held

    def question(self, before: Field | None) -> Field:
        """The question as it was filled in; keys of a question and its answers stay what they were."""
        given = self.cleaned_data
        plain = (
            "label",
            "hint",
            "kind",
            "required",
            "unit",
            "when",
            "lowest",
            "highest",
            "asked_if",
            "prefill",
        )
        other = named(self.others, given["asked_if"])
        answers = {label: key for key, label in other.choices} if other else {}
        held = dict(before.choices) if before else {}
        known = {label: key for key, label in held.items()}
        return parse_field(
            {
                **self._unasked(before, given["kind"]),
                **{name: given[name] for name in plain},
                "key": before.key if before else key_of(given["label"]),
                "choices": [(known.get(line) or key_of(line), line) for line in _lines(given["choices"])],
                "asked_when": [answers.get(line, line) for line in _lines(given["asked_when"]) if other],
                "max_length": given["max_length"] or 0,
                "min_length": given["min_length"] or 0,
                "digits": given["digits"] or 0,
                "rows": given["rows"] or 1,
                "least": min(before.least if before else 1, given["rows"] or 1),
                "fields": [self._part(row, before) for row in given["parts"]],
            }
        )

    @staticmethod
    def _unasked(before: Field | None, kind: str) -> dict[str, object]:
        """What a question says that this form does not ask for: it stays as long as the kind of answer stays."""
        if before is None or before.kind != kind:
            return {}
        return {name: getattr(before, name) for name in ("seldom_below", "seldom_above", "person_name")}

    @staticmethod
    def _part(row: Mapping[str, object], before: Field | None) -> dict[str, object]:
        held = {part.key: asdict(part) for part in (before.fields if before else ())}
        key = str(row["key"] or key_of(str(row["label"])))
        return {
            **held.get(key, {}),
            "key": key,
            "label": row["label"],
            "kind": row["kind"],
            "digits": row["digits"] or 0,
            "required": not row["optional"],
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
