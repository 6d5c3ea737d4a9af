"""What a field says when it was filled in wrongly: plain words with the next step, instead of Django's own.

Stands outside `forms`: a field keeps the words of the moment in which its form is read, so these come before any form.
"""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from pendopo.ui.forms.fields import Label

_CHOICE = _("Pilihan ini tidak ada di daftar. Pilih salah satu yang ada.")
_LONG = _("Terlalu panjang: %(show_value)d huruf. Paling banyak %(limit_value)d.")

MESSAGES: dict[type[forms.Field], "dict[str, Label]"] = {
    forms.Field: {"required": _("Belum diisi. Isi bagian ini, lalu kirim lagi.")},
    forms.CharField: {"max_length": _LONG},
    forms.BooleanField: {"required": _("Belum dicentang. Centang kotaknya, lalu kirim lagi.")},
    forms.ChoiceField: {"invalid_choice": _CHOICE, "required": _("Belum dipilih. Pilih salah satu.")},
    forms.MultipleChoiceField: {"invalid_choice": _CHOICE},
    forms.ModelChoiceField: {"invalid_choice": _CHOICE, "required": _("Belum dipilih. Pilih salah satu.")},
    forms.UUIDField: {"invalid": _CHOICE},
    forms.IntegerField: {"invalid": _("Isi dengan angka bulat, contoh: 25.")},
    forms.EmailField: {"invalid": _("Surel ini tidak lengkap. Tulis seperti nama@contoh.id.")},
    forms.URLField: {"invalid": _("Alamat ini tidak lengkap. Tulis seperti https://contoh.desa.id.")},
    forms.FileField: {"required": _("Belum ada berkas. Pilih berkas, lalu kirim lagi.")},
}


def speak_plainly() -> None:
    """Give Django's fields the words of this site; a field with words of its own keeps them."""
    for kind, texts in MESSAGES.items():
        kind.default_error_messages = {**kind.__dict__.get("default_error_messages", {}), **texts}
