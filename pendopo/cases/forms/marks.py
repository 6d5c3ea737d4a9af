"""The field with which a desk marks what is wrong: one or several answers and papers, each with a short reason."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Any

    from django.core.files.uploadedfile import UploadedFile

    Files = MultiValueDict[str, UploadedFile[Any]]

LONGEST_WHY = 120
CHECKED = SafeString("checked")


class MarksWidget(forms.CheckboxSelectMultiple):
    """A box for each thing that may be wrong, and beside it a line for why; a line that is filled in marks as well."""

    def value_from_datadict(
        self, data: QueryDict | Mapping[str, object], files: "Files", name: str
    ) -> dict[str, str]:
        """Return what was marked, each with why."""
        picked = super().value_from_datadict(data, files, name) or []
        lines = {str(key): str(data.get(f"{name}-{key}", "")).strip() for key, _label in self.choices}
        return {
            **{str(key): lines.get(str(key), "") for key in picked},
            **{key: why for key, why in lines.items() if why},
        }

    def render(
        self,
        name: str,
        value: object,
        attrs: Mapping[str, object] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Draw the boxes with their lines."""
        marked = value if isinstance(value, Mapping) else {}
        base = (attrs or {}).get("id", name)
        return format_html_join(
            "\n",
            '<div class="check"><input type="checkbox" name="{}" value="{}" id="{}_{}" {}>'
            '<label for="{}_{}">{}</label></div>'
            '<input type="text" name="{}-{}" value="{}" maxlength="{}" aria-label="{}" placeholder="{}">',
            (
                (
                    *(name, key, base, place, CHECKED if key in marked else "", base, place, label),
                    *(name, key, marked.get(key, ""), LONGEST_WHY),
                    gettext("Apa yang keliru: %(label)s") % {"label": label},
                    gettext("Apa yang keliru?"),
                )
                for place, (key, label) in enumerate(self.choices)
            ),
        )


class MarksField(forms.MultipleChoiceField):
    """What is wrong, by the key of the answer or paper, each with why; the reason may stay empty."""

    widget = MarksWidget

    def to_python(self, value: object) -> dict[str, str]:  # type: ignore[override]
        """Return the marks with their reasons in one line each."""
        given = value if isinstance(value, Mapping) else {}
        return {str(key): " ".join(str(why).split()) for key, why in given.items()}

    def validate(self, value: object) -> None:
        """Refuse what is not on the list, and a reason that is a letter of its own."""
        super().validate(value)
        if isinstance(value, Mapping) and any(len(why) > LONGEST_WHY for why in value.values()):
            words = _("Alasan per isian paling panjang %(most)s huruf. Tulis selebihnya di bawah.")
            raise ValidationError(words, params={"most": LONGEST_WHY})
