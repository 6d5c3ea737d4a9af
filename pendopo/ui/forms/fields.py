"""Kinds of input that forms of every domain share: a day, digits, a whole number, a file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pendopo.ui.rules import parse_day, parse_whole

# A register reaches back a long life; what lies outside is a slip of the hand.
YEARS = range(1850, 2200)


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
    Upload = UploadedFile[bytes]
else:
    Label = str
    Upload = UploadedFile


class FieldWords(TypedDict, total=False):
    """What every field may be given beside its own: `def __init__(..., **words: Unpack[FieldWords])`."""

    label: Label | None
    help_text: Label
    error_messages: Mapping[str, Label]
    required: bool
    disabled: bool
    initial: object
    validators: Sequence[Callable[[object], None]]


class DayField(forms.Field):
    """A day typed as HH-BB-TTTT.

    Not type=date: the picker of cheap phones needs some thirty taps to reach a birth year, shows the order of
    the phone's language (month first on many), and old browsers drop it. Slashes, full stops, no separators
    and the name of the month are understood too.
    """

    default_error_messages = {
        "invalid": _("Tanggal ini tidak dikenal. Tulis hari, bulan, tahun, contoh: 17-08-1945."),
        "future": _("Tanggal ini belum terjadi. Periksa kembali tahunnya."),
        "year": _("Tahun ini tidak wajar. Periksa kembali tahunnya."),
    }
    widget = forms.TextInput

    def __init__(self, *, latest: Callable[[], date] | None = None, **words: Unpack[FieldWords]) -> None:
        """`latest`: a callable that gives the last day allowed, for example the kernel's `today`."""
        super().__init__(**words)
        self.latest = latest
        self.help_text = self.help_text or _("Hari-bulan-tahun, contoh: 17-08-1945")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": "20", "class": "w-s"}

    def prepare_value(self, value: object) -> object:
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else value

    def to_python(self, value: object) -> date | None:
        if isinstance(value, date):
            return value
        if not value or not str(value).strip():
            return None
        try:
            day = parse_day(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if day.year not in YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        if self.latest is not None and day > self.latest():
            raise ValidationError(self.error_messages["future"], code="future")
        return day

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DigitsField(forms.CharField):
    """Digits that are a name and not a quantity (NIK, KK number, code): a text field with the number keyboard.

    Never type=number: browsers drop leading zeros, add arrows and round sixteen digits.
    """

    def __init__(self, *, length: int | None = None, **words: Unpack[FieldWords]) -> None:
        super().__init__(**words)
        self.length = length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        attrs = {
            **super().widget_attrs(widget),
            "inputmode": "numeric",
            "autocomplete": "off",
            "spellcheck": "false",
        }
        return {**attrs, "class": "w-m"}

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        digits = "".join(mark for mark in text if mark not in " .-\u00a0")
        if not digits:
            return ""
        if not (digits.isascii() and digits.isdigit()):
            raise ValidationError(_("Isi dengan angka saja."), code="digits")
        if self.length and len(digits) != self.length:
            message = _("Harus %(want)s angka, yang Anda tulis %(got)s. Periksa kembali.")
            raise ValidationError(message, code="length", params={"want": self.length, "got": len(digits)})
        return digits


class WholeField(forms.IntegerField):
    """A quantity or an amount of rupiah; 1.500.000 and Rp 1.500.000 are understood."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Isi dengan angka bulat, contoh: 1.500.000.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "numeric", "autocomplete": "off", "class": "w-s"}

    def to_python(self, value: object) -> int | None:
        if isinstance(value, str) and value.strip():
            try:
                value = parse_whole(value)
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(value)


class UploadField(forms.FileField):
    """A file of a few kinds and a limited size; the endings and the limit stand in the hint."""

    widget = forms.FileInput

    def __init__(self, *, endings: Sequence[str], megabytes: int, **words: Unpack[FieldWords]) -> None:
        self.endings = tuple(ending.lower().lstrip(".") for ending in endings)
        self.megabytes = megabytes
        super().__init__(**words)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"accept": ",".join(f".{ending}" for ending in self.endings)}

    def clean(self, data: object, initial: object = None) -> Upload | None:
        file: Upload | None = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            self._refuse(file)
        return file

    def _refuse(self, file: "Upload") -> None:
        name = (file.name or "").lower()
        if not any(name.endswith(f".{ending}") for ending in self.endings):
            message = _("Jenis berkas ini tidak bisa dibaca. Pilih berkas %(kinds)s.")
            kinds = ", ".join(f".{ending}" for ending in self.endings)
            raise ValidationError(message, code="ending", params={"kinds": kinds})
        if (file.size or 0) > self.megabytes * 1024 * 1024:
            message = _("Berkas terlalu besar. Paling besar %(limit)s MB; bagi menjadi beberapa berkas.")
            raise ValidationError(message, code="size", params={"limit": self.megabytes})
