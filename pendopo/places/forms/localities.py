"""Forms about hamlets, RW and RT."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm
from pendopo.ui.forms import DayField


class HamletForm(EditForm):
    """A hamlet and its head."""

    refusal_fields: ClassVar[Mapping[str, str]] = {"name_missing": "name", "locality_exists": "name"}

    name = forms.CharField(label=_("Nama"), max_length=100)
    head_name = forms.CharField(label=_("Nama kepala"), max_length=120, required=False)


class NumberForm(EditForm):
    """An RW or RT and its head."""

    refusal_fields: ClassVar[Mapping[str, str]] = {"bad_number": "number", "locality_exists": "number"}

    number = forms.CharField(label=_("Nomor"), max_length=6, help_text=_("Contoh: 4 atau 004"))
    head_name = forms.CharField(label=_("Nama ketua"), max_length=120, required=False)


class HeadForm(EditForm):
    """The head of an RW or RT, whose number stays."""

    head_name = forms.CharField(label=_("Nama ketua"), max_length=120, required=False)


class CloseForm(EditForm):
    """From which day a hamlet, RW or RT is no more."""

    refusal_fields: ClassVar[Mapping[str, str]] = {"term_backward": "until"}

    until = DayField(label=_("Ditutup mulai"))
