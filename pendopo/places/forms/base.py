"""What the forms of places share: the version the editor saw, and refusals beside the field they are about."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from django import forms

from pendopo.kernel.errors import Conflict, Refusal


class Difference(NamedTuple):
    """One field that another officer changed."""

    label: str
    theirs: object
    mine: object


class EditForm(forms.Form):
    """A form that remembers which version of the row it shows, so that two editors notice each other."""

    # Which field a refusal is about; what is not named here stands above the form.
    refusal_fields: ClassVar[Mapping[str, str]] = {}

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    # How a row that another officer saved meanwhile reads in this form, and what then differs from the typed text.
    theirs: Callable[[Any], Mapping[str, object]] | None = None
    differences: Sequence[Difference] = ()

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field it is about; after a conflict go on from the other officer's version."""
        if isinstance(refusal, Conflict):
            current = refusal.details["current"]
            self.differences = self._differing(self.theirs(current) if self.theirs else {})
            self.data = {**self.data.dict(), self.add_prefix("seen"): str(current.last_entry)}  # type: ignore[attr-defined]
        field = self.refusal_fields.get(refusal.code)
        self.add_error(field if field in self.fields else None, str(refusal))

    def _differing(self, theirs: Mapping[str, object]) -> list[Difference]:
        mine = self.cleaned_data
        return [
            Difference(str(self.fields[name].label), value, mine.get(name))
            for name, value in theirs.items()
            if (mine.get(name) or "") != (value or "")
        ]
