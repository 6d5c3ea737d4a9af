"""What a file that leaves the house is for."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.ui.files import PURPOSE_LENGTH, Kind
from pendopo.ui.forms.pages import Typed


class PurposeOfFile(forms.Form):
    """What a file with people's data is for; the answer stands in the journal."""

    purpose = forms.CharField(
        label=_("Berkas ini untuk apa?"),
        max_length=PURPOSE_LENGTH,
        help_text=_("Contoh: laporan bulanan ke kecamatan. Tujuan ini dicatat."),
    )


class FileForm(PurposeOfFile):
    """The kind of file and its purpose; which rows, the address says."""

    field_order = ("format", "numbers", "purpose")

    format = forms.ChoiceField(
        label=_("Jenis berkas"),
        choices=(("xlsx", "Excel (.xlsx)"), ("csv", "CSV (.csv)")),
        initial="xlsx",
        widget=forms.RadioSelect,
    )

    @property
    def kind(self) -> Kind:
        """The kind that was chosen."""
        return cast(Kind, self.cleaned_data["format"])


class ListFileForm(FileForm):
    """A list can be printed, too."""

    def __init__(self, data: Typed = None) -> None:
        super().__init__(data)
        kind = self.fields["format"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [
            ("xlsx", "Excel (.xlsx)"),
            ("csv", "CSV (.csv)"),
            ("html", _("Halaman untuk dicetak")),
        ]
