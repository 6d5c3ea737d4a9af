"""Questions of several parts: a repeated list (heirs, followers) and another person. Both work without JavaScript."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.ui.forms import Cleaned, DigitsField, FieldWords, Label

# The button that asks for one more row; its value is the name of the list.
ADD = "tambah"
MOST_ROWS = 40


# What can also be said of a person who is not in the register; its keys are `MORE_OF_PERSON`.
MORE: Mapping[str, tuple[Label, Label]] = {
    "birth": (_("Tempat, tanggal lahir"), _("Contoh: Garut, 12 Februari 1983.")),
    "religion": (_("Agama"), ""),
    "occupation": (_("Pekerjaan"), _("Contoh: petani.")),
    "address": (_("Alamat"), _("Contoh: Kp. Babakan RT 002 RW 004.")),
}


class RawRows(list[dict[str, str]]):
    """Rows as they were sent, to be shown again as they were typed."""


class PartsForm(forms.Form):
    """The parts of one row."""

    use_required_attribute = False


class PersonForm(PartsForm):
    """The parts of another person; together they are required or not, so no single one says so."""

    mark_optional = False


class PartsWidget(forms.Widget):
    """Draws rows of parts, each a small form of its own."""

    template_name = "questions/rows.html"
    use_fieldset = True
    repeated = True
    least_rows = 1
    parts_form: type[PartsForm] = PartsForm

    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> RawRows:
        rows: dict[int, dict[str, str]] = {}
        pattern = re.compile(rf"{re.escape(name)}-(\d{{1,2}})-(.+)")
        for sent in data:
            found = pattern.fullmatch(sent)
            if found and int(found[1]) < MOST_ROWS and found[2] in self.parts_form.base_fields:
                rows.setdefault(int(found[1]), {})[found[2]] = data[sent]
        kept = RawRows(rows[position] for position in sorted(rows))
        if self.repeated and data.get(ADD) == name and len(kept) < MOST_ROWS:
            kept.append({})
        return kept

    def value_omitted_from_data(self, data: Mapping[str, str], files: object, name: str) -> bool:
        return not any(sent.startswith(f"{name}-") for sent in data)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-{next(iter(self.parts_form.base_fields))}" if id_ else id_

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value) if isinstance(value, list) else []
        rows += [{}] * (self.least_rows - len(rows))
        sent = isinstance(value, RawRows)
        forms_ = [self.row(name, at, row, sent=sent) for at, row in enumerate(rows)]
        context["widget"] |= {
            "rows": forms_,
            "repeated": self.repeated,
            "add": ADD,
            "full": len(rows) >= MOST_ROWS,
        }
        return context

    def row(self, name: str, position: int, row: Mapping[str, str], *, sent: bool) -> PartsForm:
        """Make the form of one row, bound to what was sent or filled with what is known."""
        prefix = f"{name}-{position}"
        if not sent or not any(row.values()):
            return self.parts_form(prefix=prefix, initial=dict(row), empty_permitted=True)
        return self.parts_form({f"{prefix}-{part}": text for part, text in row.items()}, prefix=prefix)


class PersonWidget(PartsWidget):
    """Draws the parts once; what can be left out is folded away."""

    template_name = "questions/person.html"
    repeated = False

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        row = context["widget"]["rows"][0]
        context["widget"]["main"] = [row[part] for part in row.fields if part not in MORE]
        more = [row[part] for part in row.fields if part in MORE]
        context["widget"] |= {"more": more, "open": any(field.value() or field.errors for field in more)}
        return context


class PartsField(forms.Field):
    """A question of several parts; cleans each row by its own small form."""

    # Parts that do not make a row count as filled: keys that are carried along, boxes that are ticked.
    ignored: tuple[str, ...] = ()
    default_error_messages = {"row": _("Ada isian yang belum tepat. Perbaiki bagian yang ditandai.")}

    row_form: type[PartsForm] = PartsForm

    def __init__(self, parts: Mapping[str, forms.Field], **words: Unpack[FieldWords]) -> None:
        self.parts_form = type("PartsForm", (self.row_form,), dict(parts))
        super().__init__(**words)
        self.widget.parts_form = self.parts_form

    def filled(self, value: RawRows | None) -> list[Cleaned]:
        """Clean every row that is not empty, or say that one is wrong."""
        found, wrong = [], False
        for position, row in enumerate(value or []):
            if not any(str(text).strip() for part, text in row.items() if part not in self.ignored):
                continue
            form = self.widget.row("row", position, row, sent=True)
            wrong = not form.is_valid() or wrong
            found.append(form.cleaned_data)
        if wrong:
            raise ValidationError(self.error_messages["row"], code="row")
        return found


class GroupField(PartsField):
    """A list that repeats: heirs, followers, witnesses. Rows left empty do not count."""

    widget = PartsWidget

    default_error_messages = {
        "least": _("Baru %(got)s baris terisi, perlu sedikitnya %(least)s. Lengkapi barisnya."),
    }

    def __init__(
        self,
        parts: Mapping[str, forms.Field],
        *,
        rows: int = 1,
        least: int = 1,
        ignored: Sequence[str] = (),
        **words: Unpack[FieldWords],
    ) -> None:
        super().__init__(parts, **words)
        self.least, self.ignored = least, tuple(ignored)
        self.widget.least_rows = max(rows, least)

    def clean(self, value: RawRows | None) -> list[Cleaned]:
        found = self.filled(value)
        if self.required and len(found) < self.least:
            message = self.error_messages["least" if found or self.least > 1 else "required"]
            raise ValidationError(message, code="least", params={"got": len(found), "least": self.least})
        return found


class ResidentField(PartsField):
    """Another person: somebody of the family, chosen, or anybody, by name and NIK."""

    widget = PersonWidget
    row_form = PersonForm

    def __init__(self, *, people: Sequence[tuple[str, str]] = (), **words: Unpack[FieldWords]) -> None:
        self.people = {str(key): name for key, name in people}
        parts: dict[str, forms.Field] = {}
        if self.people:
            choices = [("", _("Orang lain, saya tulis di bawah")), *self.people.items()]
            parts["id"] = forms.ChoiceField(
                label=_("Pilih anggota keluarga"), choices=choices, required=False
            )
        parts["name"] = forms.CharField(label=_("Nama lengkap"), max_length=120, required=False)
        parts["nik"] = DigitsField(
            label=_("NIK"), length=16, required=False, help_text=_("16 angka, bila tahu.")
        )
        for part, (label, hint) in MORE.items():
            parts[part] = forms.CharField(label=label, help_text=hint, max_length=200, required=False)
        super().__init__(parts, **words)

    def prepare_value(self, value: object) -> object:
        return [value] if isinstance(value, Mapping) else value

    def clean(self, value: RawRows | None) -> dict[str, str]:
        found = self.filled(value)
        given: Cleaned = found[0] if found else {}
        chosen = given.get("id", "")
        name = self.people[chosen] if chosen else " ".join(given.get("name", "").split())
        if self.required and not name:
            raise ValidationError(self.error_messages["required"], code="required")
        if not name:
            return {}
        typed = {part: " ".join(given.get(part, "").split()) for part in ("nik", *MORE)}
        return {"id": chosen, "name": name, "nik": ""} if chosen else {"id": "", "name": name, **typed}
