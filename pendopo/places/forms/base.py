"""What the forms of places share: the version the editor saw, and refusals beside the field they are about."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from pendopo.kernel.errors import Conflict, Refusal


class EditForm(forms.Form):
    """A form that remembers which version of the row it shows, so that two editors notice each other."""

    # Which field a refusal is about; what is not named here stands above the form.
    refusal_fields: ClassVar[Mapping[str, str]] = {}

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field it is about."""
        field = self.refusal_fields.get(refusal.code)
        self.add_error(field if field in self.fields else None, str(refusal))


class Difference(dict[str, Any]):
    """One field that another officer changed: label, their value, mine."""


def differences(form: EditForm, theirs: Mapping[str, Any]) -> list[Difference]:
    """Compare what another officer saved with what stands in the form."""
    found = []
    for name, value in theirs.items():
        mine = form.cleaned_data.get(name)
        if (mine or "") != (value or ""):
            found.append(Difference(label=form.fields[name].label, theirs=value, mine=mine))
    return found


def show_conflict(form: EditForm, conflict: Conflict, theirs: Mapping[str, Any]) -> list[Difference]:
    """Let the form continue from the other officer's version and say what differs."""
    found = differences(form, theirs)
    form.data = {**form.data.dict(), form.add_prefix("seen"): str(conflict.details["current"].last_entry)}  # type: ignore[attr-defined]
    return found
