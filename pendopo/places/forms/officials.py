"""Forms about the officials of the village."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from pendopo.ui.forms import DayField, DigitsField

TERM_FIELDS = {
    "term_backward": "until_on",
    "term_clash": "position",
    "term_too_long": "until_on",
}


class OfficialForm(EditForm):
    """Who holds which position from when until when."""

    refusal_fields: ClassVar[Mapping[str, str]] = {
        **TERM_FIELDS,
        "name_missing": "name",
        "position_missing": "position",
        "bad_nip": "nip",
    }

    name = forms.CharField(label=_("Nama lengkap"), max_length=120, help_text=_("Dengan gelar, jika ada."))
    position = forms.CharField(label=_("Jabatan"), max_length=100, help_text=_("Contoh: Kaur Keuangan."))
    kind = forms.ChoiceField(
        label=_("Status jabatan"),
        choices=[
            (HolderKind.DEFINITIVE.value, _("Definitif")),
            (HolderKind.PLT.value, _("Pelaksana tugas (Plt.): jabatannya kosong")),
            (HolderKind.PLH.value, _("Pelaksana harian (Plh.): pejabatnya berhalangan sementara")),
        ],
        initial=HolderKind.DEFINITIVE.value,
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label=_("Mulai menjabat"))
    until_on = DayField(
        label=_("Berakhir"),
        required=False,
        help_text=_("Hari pertama tidak menjabat lagi. Contoh: 17-08-2032"),
    )
    nip = DigitsField(label="NIP", length=18, required=False)
    niap = forms.CharField(label="NIAP", max_length=30, required=False)

    def appointment(self) -> Appointment:
        """Who is appointed, as the operation takes it."""
        return Appointment(self.cleaned_data["name"], self.cleaned_data["nip"], self.cleaned_data["niap"])

    def term(self) -> Term:
        """To what and for how long, as the operation takes it."""
        given = self.cleaned_data
        return Term(given["position"], HolderKind(given["kind"]), given["starts_on"], given["until_on"])


class EndForm(EditForm):
    """From which day somebody holds the position no more."""

    refusal_fields: ClassVar[Mapping[str, str]] = TERM_FIELDS

    until_on = DayField(
        label=_("Berakhir"), help_text=_("Hari pertama tidak menjabat lagi. Contoh: 17-08-2032")
    )
