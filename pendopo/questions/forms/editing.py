"""One question, as an officer edits it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.questions.forms.fields import AnswersForm
from pendopo.questions.forms.repeated import GroupField
from pendopo.questions.rules.fields import FIELD_KINDS, WHEN, Field
from pendopo.questions.rules.parsing import key_of, parse_field
from pendopo.ui.forms import WholeField

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

    @staticmethod
    def values(one: Field) -> dict[str, Any]:
        """A question as the form shows it."""
        held = asdict(one)
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
        plain = ("label", "hint", "kind", "required", "unit", "when")
        held = dict(before.choices) if before else {}
        known = {label: key for key, label in held.items()}
        lines = [line.strip() for line in given["choices"].splitlines() if line.strip()]
        return parse_field(
            {
                **{name: given[name] for name in plain},
                "key": before.key if before else key_of(given["label"]),
                "choices": [(known.get(line) or key_of(line), line) for line in lines],
                "max_length": given["max_length"] or 0,
                "digits": given["digits"] or 0,
                "rows": given["rows"] or 1,
                "least": min(before.least if before else 1, given["rows"] or 1),
                "fields": [self._part(row, before) for row in given["parts"]],
            }
        )

    @staticmethod
    def _part(row: Mapping[str, Any], before: Field | None) -> dict[str, Any]:
        held = {part.key: asdict(part) for part in (before.fields if before else ())}
        key = row["key"] or key_of(row["label"])
        return {
            **held.get(key, {}),
            "key": key,
            "label": row["label"],
            "kind": row["kind"],
            "digits": row["digits"] or 0,
            "required": not row["optional"],
        }
