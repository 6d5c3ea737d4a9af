"""Forms whose questions follow from what their page shows."""

from collections.abc import Mapping, MutableMapping
from typing import Any, Generic, TypeAlias, TypedDict, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

Page = TypeVar("Page")
# What Django hands a form's `clean`: every field answers in a type of its own.
Cleaned = dict[str, Any]
Typed = Mapping[str, object] | None
Files: TypeAlias = "MultiValueDict[str, UploadedFile[bytes]] | None"


class FormWords(TypedDict, total=False):
    """What any form may be given beside what was typed: `def __init__(..., **more: Unpack[FormWords])`."""

    files: Files
    prefix: str | None
    initial: MutableMapping[str, Any] | None


class PageForm(forms.Form, Generic[Page]):
    """A form that asks about `page`: its subclass adds, in `ask`, the questions that follow from it."""

    def __init__(
        self,
        data: Typed = None,
        files: Files = None,
        *,
        page: Page,
        prefix: str | None = None,
        initial: MutableMapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, prefix=prefix, initial=initial)
        self.page = page
        self.ask(page)

    def ask(self, page: Page) -> None:
        """Add to `fields`, choices and `initial` what depends on the page."""
        raise NotImplementedError
