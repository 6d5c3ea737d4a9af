"""How Django draws forms here: label, hint, error and control, tied together for screen readers.

settings: FORM_RENDERER = "pendopo.ui.renderer.Renderer"
"""

from functools import cached_property
from pathlib import Path

import django.forms
from django.forms import BoundField, CheckboxInput, FileInput, PasswordInput
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.datastructures import MultiValueDict

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


class Renderer(DjangoTemplates):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` from templates/ui/forms/."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field

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
