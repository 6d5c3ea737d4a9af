"""Forms about the outlines of areas."""

from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm
from pendopo.ui.forms import DayField, PageForm, UploadField


class UploadForm(EditForm):
    """A boundary file with its source."""

    file = UploadField(
        label=_("Berkas batas wilayah"),
        endings=("geojson", "json", "js"),
        megabytes=20,
        help_text=_("GeoJSON, paling besar 20 MB. Koordinat WGS 84, UTM, dan TM-3 dikenal."),
    )
    source = forms.CharField(
        label=_("Sumber data"),
        max_length=200,
        help_text=_("Contoh: Peta batas BIG 2023, atau SK Bupati nomor …"),
    )
    valid_from = DayField(label=_("Berlaku mulai"))


class Kept(TypedDict):
    """A previewed file as it travels through the browser, signed."""

    area: str
    choices: list[tuple[str, str]]
    source: str
    valid_from: str
    outlines: list[tuple[int, str | None, str, str, float]]  # position, code, name, GeoJSON, hectares


class ConfirmForm(PageForm[Kept]):
    """What of a previewed file is kept, and for which area."""

    token = forms.CharField(widget=forms.HiddenInput)

    def ask(self, page: Kept) -> None:
        choices = [("", _("Jangan simpan")), *((code, title) for code, title in page["choices"])]
        unnamed = [(at, name) for at, code, name, _geojson, _size in page["outlines"] if code is None]
        for position, name in unnamed:
            label = _("Wilayah ke-%(position)s %(name)s") % {"position": position, "name": name}
            self.fields[f"area_{position}"] = forms.ChoiceField(
                label=label.strip(), choices=choices, required=False
            )

    def chosen(self) -> dict[int, str]:
        """Which area an outline without a code was given."""
        names = (name for name in self.cleaned_data if name.startswith("area_"))
        return {int(name[5:]): code for name in names if (code := self.cleaned_data[name])}
