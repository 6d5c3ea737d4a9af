"""The forms on the live component page: every kind of input once."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.ui.forms.fields import DayField, DigitsField, UploadField, WholeField

HAMLETS = [
    ("", _("Semua dusun")),
    *((name, name) for name in ("Babakan", "Cikoneng", "Pasirangin", "Sukamanah")),
]


class SampleForm(forms.Form):
    """Twelve fields of a register entry that exists only here."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=120, help_text=_("Seperti di akta atau kartu keluarga.")
    )
    nik = DigitsField(label=_("NIK"), length=16, required=False, help_text=_("16 angka. Boleh menyusul."))
    born_on = DayField(label=_("Tanggal lahir"), latest=today)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        widget=forms.RadioSelect,
        choices=[("L", _("Laki-laki")), ("P", _("Perempuan"))],
    )
    hamlet = forms.ChoiceField(label=_("Dusun"), choices=[("", _("Pilih dusun")), *HAMLETS[1:]])
    address = forms.CharField(label=_("Alamat"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    phone = forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label=_("Surel"), required=False)
    income = WholeField(label=_("Penghasilan sebulan"), min_value=0, help_text=_("Dalam rupiah, tanpa sen."))
    needs = forms.MultipleChoiceField(
        label=_("Bantuan yang pernah diterima"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("pkh", "PKH"), ("sembako", _("Sembako")), ("blt", _("BLT Dana Desa"))],
    )
    letter = UploadField(
        label=_("Foto kartu keluarga"), endings=["jpg", "png", "pdf"], megabytes=2, required=False,
        help_text=_("JPG, PNG, atau PDF, paling besar 2 MB."),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("Data ini saya isi dengan sebenarnya."))


class SampleFilter(forms.Form):
    """A filter: everything may stay empty, so no label says so."""

    mark_optional: ClassVar[bool] = False

    q = forms.CharField(label=_("Nama"), required=False)
    dusun = forms.ChoiceField(label=_("Dusun"), choices=HAMLETS, required=False)
    dari = DayField(label=_("Lahir sejak"), required=False)
