"""Lists of choices are drawn in one loop, and say what Django's own templates say."""

from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.translation import gettext_lazy as _

from pendopo.ui.renderer import Renderer

CHOICES = [
    ("", _("Semua")),
    ("Dusun <Babakan>", [(1, 'RT "001" & RW 002'), ("<b>", "'tebal'")]),
    (None, "–"),
    (7, "tujuh"),
]


def test_a_list_of_choices_is_what_djangos_templates_make_of_it() -> None:
    widget = Select({"id": "id_x", "required": True, "hidden": False, "data-a": '"&'}, CHOICES)
    for chosen in ("", 1, "<b>", None, "unknown"):
        ours = widget.render('na"me', chosen, renderer=Renderer())
        assert parse_html(ours) == parse_html(widget.render('na"me', chosen, renderer=DjangoTemplates()))
        assert ours.count("<option") == 5 and "<Babakan>" not in ours and "<b>" not in ours
