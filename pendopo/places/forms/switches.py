"""The form that opens and closes a domain."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.kernel.domains import SwitchState
from pendopo.places.forms.base import EditForm
from pendopo.places.rules.switches import (
    FIELDS,
    PROBLEMS,
    SENTENCE_MAX,
    STATE_WORDS,
    Setting,
    setting_problem,
)
from pendopo.ui.forms import DayField


class SwitchForm(EditForm):
    """How far a domain is open, why, and from which day on."""

    state = forms.ChoiceField(
        label=_("Layanan ini"),
        choices=[(state.value, _(words)) for state, words in STATE_WORDS.items()],
        widget=forms.RadioSelect,
    )
    sentence = forms.CharField(
        label=_("Kalimat untuk warga dan petugas"),
        max_length=SENTENCE_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Sebutkan sebab dan sampai kapan. Contoh: “Layanan surat tutup sampai 3 Januari karena pindah kantor.”"
        ),
    )
    from_day = DayField(label=_("Mulai tanggal"))
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        """Say what is wrong before anybody is asked whether he is sure."""
        super().clean()
        if not self.errors and (problem := setting_problem(self.setting(), today())):
            self.add_error(FIELDS[problem], _(PROBLEMS[problem]))

    def setting(self) -> Setting:
        """What was filled in, as the operation takes it."""
        given = self.cleaned_data
        return Setting(SwitchState(given["state"]), given["sentence"], given["from_day"])
