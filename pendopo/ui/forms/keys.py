"""The key by which a form that is sent twice counts once."""

from uuid import UUID, uuid4

from django import forms


class KeyForm(forms.Form):
    """The hidden key of a form: what is sent twice is one thing."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def key(self) -> UUID:
        """The key that was sent; a form without one gets a new one, and is sent once at most."""
        return self.cleaned_data["form_key"] if self.is_valid() else uuid4()
