"""The papers of a request: one form for all of them, several files each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pendopo.cases.formats.papers import Paper
from pendopo.cases.forms.papers import ACCEPT, read_paper
from pendopo.ui.forms import KeyForm


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once, as they came."""

    def clean(self, data: Any, initial: object = None) -> Any:
        return data or []


class PapersForm(forms.Form):
    """Every paper of a request with its files. A wrong file says why under its own name; the others count."""

    def __init__(self, data: Any = None, files: Any = None, *, wanted: Sequence[tuple[str, str]]) -> None:
        """`wanted`: key and name of each paper. One paper may also be sent alone, as `key` and `file`."""
        if data and files and "file" in files:
            files = files.copy()
            files.setlist(f"file-{data.get('key', '')}", files.getlist("file"))
        super().__init__(data, files)
        self.good: list[tuple[str, Paper]] = []
        for key, name in wanted:
            accept = {**ACCEPT, "form": "papers"}
            self.fields[f"file-{key}"] = _FilesField(label=name, required=False, widget=_FilesInput(accept))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.fields:
            wrong = [trouble for file in given.get(name) or () if (trouble := self._take(name, file))]
            if wrong:
                self.add_error(name, wrong)
        return given

    def refuse_nothing(self) -> None:
        """Say so where the button that only sends was pressed and nothing was chosen."""
        if not self.good and not self.errors:
            self.add_error(None, _("Belum ada berkas. Pilih foto atau PDF, lalu unggah."))

    def _take(self, name: str, file: "UploadedFile[Any]") -> ValidationError | None:
        """Keep what was sent as a paper, or return why not."""
        try:
            self.good.append((name.removeprefix("file-"), read_paper(file)))
        except ValidationError as wrong:
            return wrong
        return None


class ResendForm(KeyForm):
    """A returned request is sent again; what stays as it was is explained."""

    reply = forms.CharField(max_length=300, required=False)

    @property
    def reply_text(self) -> str:
        """Why what was marked is right as it stands."""
        self.full_clean()
        return str(self.cleaned_data.get("reply", ""))
