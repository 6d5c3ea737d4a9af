"""Correcting a person's data, a section a page, and choosing between two versions."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Unpack

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.people.forms.events import fields
from pendopo.people.forms.events.fields import checked_identity, checked_name
from pendopo.people.forms.events.wizard import in_words
from pendopo.people.queries.events import PersonPage
from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.nik import mask
from pendopo.people.rules.registering import FIELD_TABLES, IDENTITIES
from pendopo.ui.forms import Cleaned, FormWords, PageForm, Typed

_DAYS: Final = frozenset({"birth_date", "passport_expires_on", "married_on", "divorced_on"})
_FUTURE: Final = frozenset({"passport_expires_on"})
_DEGREES: Final = frozenset({"lat", "lng"})
_LIMITS: Final = {
    **{"name": 120, "father_name": 120, "mother_name": 120, "current_address": 200, "birth_place": 100},
    **{"birth_certificate": 60, "passport": 45, "kitas": 45, "marriage_certificate": 60},
    **{"divorce_certificate": 60, "card_tag": 17, "ethnicity": 60, "insurance_number": 40},
}
_REQUIRED: Final = frozenset({"name", "birth_date", "sex"})


@dataclass(frozen=True)
class Section:
    """A group of columns that stand on one page."""

    key: str
    title: str | Promise
    names: tuple[str, ...]


SECTIONS: Final = (
    Section(
        "identitas",
        gettext_lazy("Identitas"),
        (
            *("name", "nik", "sex", "birth_place", "birth_date", "religion", "citizenship", "ethnicity"),
            "marital_status",
        ),
    ),
    Section(
        "orang-tua",
        gettext_lazy("Orang tua"),
        ("father_name", "father_nik", "mother_name", "mother_nik"),
    ),
    Section(
        "pendidikan-pekerjaan",
        gettext_lazy("Pendidikan dan pekerjaan"),
        ("education", "education_current", "occupation"),
    ),
    Section(
        "dokumen",
        gettext_lazy("Dokumen"),
        (
            *(
                "birth_certificate",
                "marriage_certificate",
                "married_on",
                "divorce_certificate",
                "divorced_on",
            ),
            *("passport", "passport_expires_on", "kitas", "eid", "eid_status", "card_tag"),
        ),
    ),
    Section(
        "kesehatan",
        gettext_lazy("Kesehatan dan jaminan"),
        ("blood_group", "disability", "contraception", "pregnant", "insurance", "insurance_number"),
    ),
    Section(
        "alamat",
        gettext_lazy("Alamat dan status tinggal"),
        ("current_address", "residence", "lat", "lng"),
    ),
)


def section_named(key: str) -> Section | None:
    """Find a section by the word in its address."""
    return next((section for section in SECTIONS if section.key == key), None)


def label_of(name: str) -> str:
    """Name a column for people."""
    own = {"residence": _("Status penduduk"), "area_code": _("Dusun, RW, dan RT"), "address": _("Alamat")}
    return own.get(name) or _(BY_FIELD[name].label)


def asked_for(name: str) -> forms.Field:
    """Make the question for one column."""
    label, required = label_of(name), name in _REQUIRED
    if name in IDENTITIES:
        return fields.number(label)
    if name in FIELD_TABLES:
        return fields.code(name, label, required=required)
    if name in _DAYS:
        return fields.day(label, required=required, past=name not in _FUTURE)
    if name in _DEGREES:
        limit = 90 if name == "lat" else 180
        return forms.FloatField(
            label=label,
            required=False,
            min_value=-limit,
            max_value=limit,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
    return fields.text(label, limit=_LIMITS[name], required=required)


class CorrectionForm(PageForm[tuple[Section, PersonPage]]):
    """One section of a person's data, with the version it was opened with."""

    reason = fields.reason(gettext_lazy("Dasar pembetulan"), hint=gettext_lazy("Contoh: akta kelahiran."))
    seen = forms.UUIDField(widget=forms.HiddenInput)

    def ask(self, page: tuple[Section, PersonPage]) -> None:
        section, person = page[0], page[1].person
        self.initial = {name: getattr(person, name) for name in section.names if name not in IDENTITIES}
        self.initial |= {"seen": person.last_entry, "area_code": person.area_code}
        for name in section.names:
            self.fields[name] = asked_for(name)
            masked = mask(getattr(person, name)) if name in IDENTITIES else ""
            if masked:
                self.fields[name].help_text = _("Sekarang %(number)s. Kosongkan bila tidak berubah.") % {
                    "number": masked
                }
        if section.key == "alamat" and person.family_id is None:
            self.fields["area_code"] = fields.place(page[1].areas, label_of("area_code"))
        self.fields[EFFECT] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.order_fields([*section.names, "area_code", "reason", "seen"])

    def clean(self) -> Cleaned:
        answers = super().clean() or self.cleaned_data
        for name, check in (
            ("name", checked_name),
            *((name, checked_identity) for name in IDENTITIES),
        ):
            if answers.get(name):
                try:
                    answers[name] = check(answers[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        self._tell_effect(answers)
        return answers

    def _tell_effect(self, answers: Cleaned) -> None:
        """Show which figures change before anything is saved; what is sent a second time was read."""
        told = self.page[1].effect_of(answers)
        mark = hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
        if told and not self.errors and self.data.get(EFFECT) != mark:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[EFFECT] = mark
            self.data = data
            words = [*told, _("Periksa angka yang berubah. Tekan Simpan sekali lagi bila sudah benar.")]
            self.add_error(None, [forms.ValidationError(line) for line in words])

    def values(self) -> dict[str, object]:
        """The columns that were answered; an identity number left empty stays as it is."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("reason", "seen", EFFECT) and not (name in IDENTITIES and not value)
        }


# The mark of what was shown about the figures.
EFFECT = "angka"
MINE, STORED = "isian", "tersimpan"


class ChoiceBetween(forms.Form):
    """Two officers changed the same row: one question for each column that differs."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def __init__(
        self,
        data: Typed = None,
        *,
        stored: object,
        mine: Mapping[str, object],
        questions: Mapping[str, forms.Field],
        **more: Unpack[FormWords],
    ) -> None:
        """`stored`: the row as it is now; `mine`: columns with what this officer wants them to be."""
        super().__init__(data, **more)
        self.mine = mine
        for name, asked in questions.items():
            there = getattr(stored, name, None) if name in mine else None
            if there == mine.get(name):
                continue
            self.fields[f"pilih-{name}"] = forms.ChoiceField(
                label=asked.label,
                widget=forms.RadioSelect,
                choices=[
                    (
                        STORED,
                        _("Yang tersimpan: %(value)s") % {"value": shown(name, asked, there)},
                    ),
                    (MINE, _("Isian Anda: %(value)s") % {"value": shown(name, asked, mine.get(name))}),
                ],
            )

    def values(self) -> dict[str, object]:
        """The columns in which the officer's own version won."""
        return {
            name.removeprefix("pilih-"): self.mine[name.removeprefix("pilih-")]
            for name, choice in self.cleaned_data.items()
            if name.startswith("pilih-") and choice == MINE
        }


def shown(name: str, asked: forms.Field, value: object) -> str:
    """Write one version of a column; identity numbers stay masked."""
    if value in (None, ""):
        return _("kosong")
    if name in IDENTITIES:
        text = str(value)
        return text if "•" in text else f"{text[:2]}{'•' * 12}{text[-2:]}"
    return in_words(asked, value)
