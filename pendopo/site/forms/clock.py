"""The form that asks what day it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.ui.forms import DayField


class TodayForm(forms.Form):
    """Today's date, typed: a click on "yes" would be given without a look at the calendar."""

    day = DayField(label=_("Tanggal hari ini"))
