"""How Django draws forms here: label, hint, error and control, tied together for screen readers.

settings: FORM_RENDERER = "pendopo.ui.renderer.Renderer"
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypedDict, cast

import django.forms
from django.forms import BoundField, CheckboxInput, FileInput, PasswordInput, Select
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.datastructures import MultiValueDict
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pendopo.ui import drafts


class Field(BoundField):
    """A form field that knows where an error link must lead and whether its label says "boleh kosong"."""

    @cached_property
    def initial(self) -> object:
        """What the field holds first: after a session that ended, what its writer had typed."""
        typed = drafts.typed_for(self.form)
        if typed is None or isinstance(self.field.widget, PasswordInput | FileInput):
            return super().initial
        return self.field.widget.value_from_datadict(typed, MultiValueDict(), self.html_name)

    @property
    def anchor(self) -> str:
        """The id of the control; of the first one in a group, because a group has no id that can be focused."""
        if self.id_for_label:
            return str(self.id_for_label)
        choices = self.subwidgets
        return str(choices[0].id_for_label or self.auto_id) if choices else self.auto_id

    @property
    def name_in_summary(self) -> str:
        """The label without the full stop of a sentence, to stand before a colon."""
        return str(self.label).rstrip(" .:?!")

    @property
    def is_checkbox(self) -> bool:
        """One box whose label stands beside it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def may_stay_empty(self) -> bool:
        """Whether the label says so: in a filter everything may, so a form can set `mark_optional = False`."""
        return (
            not self.field.required
            and not self.is_checkbox
            and bool(getattr(self.form, "mark_optional", True))
        )


class _Option(TypedDict):
    """What a choice of a list is drawn from, as Django's widgets hand it over."""

    value: object
    label: str
    attrs: Mapping[str, object]


class _List(TypedDict):
    """What a list of choices is drawn from."""

    name: str
    attrs: Mapping[str, object]
    optgroups: Iterable[tuple[str | None, Sequence[_Option], int]]


def _attributes(attrs: Mapping[str, object]) -> str:
    return flatatt({name: value for name, value in attrs.items() if value is not None})


def draw_list(widget: _List) -> SafeString:
    """Draw a list of choices in one loop: as templates, two for each choice, 120 places took half a page's time."""
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for title, options, _place in widget["optgroups"]:
        if title:
            parts.append(format_html('<optgroup label="{}">', title))
        parts += [
            f'<option value="{escape(str(one["value"]))}"{_attributes(one["attrs"])}>'
            f"{conditional_escape(one['label'])}</option>"
            for one in options
        ]
        if title:
            parts.append("</optgroup>")
    return mark_safe("".join((*parts, "</select>")))  # noqa: S308 - every value above is escaped


class Renderer(DjangoTemplates):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` from templates/ui/forms/."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field

    def render(
        self, template_name: str, context: dict[str, object], request: HttpRequest | None = None
    ) -> str:
        if template_name == Select.template_name:
            return draw_list(cast(_List, context["widget"]))
        return super().render(template_name, context, request)

    @cached_property
    def engine(self) -> TemplateBackend:
        """Look in our templates before Django's, so that a widget can be redrawn here."""
        ours = Path(__file__).parent / "templates"
        djangos = Path(django.forms.__file__).parent / "templates"
        options: dict[str, object] = {
            "APP_DIRS": True,
            "DIRS": [ours, djangos],
            "NAME": "forms",
            "OPTIONS": {},
        }
        return TemplateBackend(options)
