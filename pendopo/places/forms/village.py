"""Forms about the village itself."""

from collections.abc import Mapping
from typing import ClassVar, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm
from pendopo.places.rules.identity import Letterhead
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.labels import LABEL_KEYS, LABEL_MAX_LENGTH
from pendopo.ui.forms import DigitsField, FormWords, Typed, UploadField

LABEL_WORDS = {
    "village": _("Sebutan desa"),
    "village_head": _("Sebutan kepala desa"),
    "secretary": _("Sebutan sekretaris desa"),
    "council": _("Sebutan BPD"),
    "hamlet": _("Sebutan dusun"),
    "hamlet_head": _("Sebutan kepala dusun"),
    "rw": _("Sebutan RW"),
    "rt": _("Sebutan RT"),
    "district": _("Sebutan kecamatan"),
    "district_short": _("Singkatan kecamatan"),
    "district_head": _("Sebutan camat"),
    "regency": _("Sebutan kabupaten/kota"),
    "regency_short": _("Singkatan kabupaten/kota"),
    "regency_head": _("Sebutan bupati/wali kota"),
    "province": _("Sebutan provinsi"),
}


class LetterheadForm(EditForm):
    """Name, address and contact of the village office."""

    refusal_fields: ClassVar[Mapping[str, str]] = {
        "name_missing": "name",
        "bad_postal_code": "postal_code",
        "bad_kode_bps": "kode_bps",
        "kode_bps_taken": "kode_bps",
    }

    name = forms.CharField(label=_("Nama desa"), max_length=100, help_text=_("Tanpa kata “Desa” di depan."))
    address = forms.CharField(label=_("Alamat kantor"), max_length=200, required=False)
    postal_code = DigitsField(label=_("Kode pos"), length=5, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    website = forms.URLField(
        label=_("Situs web"),
        required=False,
        assume_scheme="https",
        help_text=_("Contoh: https://taraju.desa.id"),
    )
    kode_bps = DigitsField(
        label=_("Kode BPS"),
        length=10,
        required=False,
        help_text=_("Kode dari BPS, berbeda dari kode Kemendagri."),
    )

    def letterhead(self) -> Letterhead:
        """What was filled in, as the operation takes it."""
        return Letterhead(**{name: self.cleaned_data[name] for name in Letterhead._fields})


class LabelsForm(EditForm):
    """What the village calls itself, its parts and its officials."""

    def __init__(self, data: Typed = None, **more: Unpack[FormWords]) -> None:
        super().__init__(data, **more)
        for key in LABEL_KEYS:
            self.fields[key] = forms.CharField(
                label=LABEL_WORDS[key], max_length=LABEL_MAX_LENGTH, required=False
            )

    def labels(self) -> dict[str, str]:
        """What was filled in, as the operation takes it."""
        return {key: self.cleaned_data[key] for key in LABEL_KEYS}


class EmblemForm(EditForm):
    """A picture at the head of the village's letters."""

    refusal_fields: ClassVar[Mapping[str, str]] = {"image_too_big": "picture", "image_unknown": "picture"}

    owner = forms.ChoiceField(
        label=_("Gambar apa?"),
        choices=[
            (EmblemOwner.REGENCY.value, _("Lambang kabupaten/kota")),
            (EmblemOwner.VILLAGE.value, _("Logo desa")),
            (EmblemOwner.OFFICE.value, _("Foto kantor")),
        ],
        widget=forms.RadioSelect,
        initial=EmblemOwner.REGENCY.value,
    )
    picture = UploadField(
        label=_("Berkas gambar"),
        endings=("png", "jpg", "jpeg"),
        megabytes=1,
        help_text=_("PNG atau JPEG, paling besar 300 KB."),
    )
