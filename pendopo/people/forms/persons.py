"""Forms of the resident list and of opening a file."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.people.queries.persons import Wanted
from pendopo.people.rules.codes import TABLES, BasicStatus, Sex

PURPOSES = (
    ("layanan", _("Melayani warga ini")),
    ("surat", _("Membuat surat")),
    ("peristiwa", _("Mencatat peristiwa atau pembetulan")),
    ("bantuan", _("Memeriksa data bantuan sosial")),
    ("verifikasi", _("Memeriksa kebenaran data")),
)


class SearchForm(forms.Form):
    """The search box: sent by POST, so that an identity number never stands in an address."""

    text = forms.CharField(
        label=_("Cari warga"),
        max_length=120,
        required=False,
        help_text=_("Nama, NIK lengkap, atau nomor KK lengkap."),
    )


class FilterForm(forms.Form):
    """The filters of the resident list."""

    mark_optional = False
    area = forms.RegexField(
        r"^[0-9.A-Z]{0,32}$", label=_("Dusun, RW, RT"), required=False, widget=forms.Select
    )
    sex = forms.TypedChoiceField(
        label=_("Jenis kelamin"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=(("", _("Semua")), (Sex.MALE, _("Laki-laki")), (Sex.FEMALE, _("Perempuan"))),
    )
    age_from = forms.IntegerField(label=_("Umur dari"), required=False, min_value=0, max_value=130)
    age_to = forms.IntegerField(label=_("Umur sampai"), required=False, min_value=0, max_value=130)
    status = forms.TypedChoiceField(
        label=_("Status"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=TABLES["status_dasar"].choices(),
        initial=BasicStatus.ALIVE,
    )

    def offer(self, areas: Mapping[str, str]) -> None:
        """Offer the areas in which the officer may read, by code and title."""
        widget = self.fields["area"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [("", _("Semua")), *areas.items()]

    def wanted(self, text: str, after: str) -> Wanted:
        """Return what the officer looks for; filters that make no sense are left out and named by the form."""
        found = self.cleaned_data if self.is_valid() else {}
        if not self.is_bound or "status" not in self.data:
            found = {**found, "status": BasicStatus.ALIVE}
        return Wanted(
            text=text,
            after=after,
            area=found.get("area") or "",
            sex=found.get("sex"),
            status=found.get("status"),
            age_from=found.get("age_from"),
            age_to=found.get("age_to"),
        )


class PurposeForm(forms.Form):
    """Why a file is opened."""

    purpose = forms.ChoiceField(label=_("Untuk keperluan apa?"), choices=PURPOSES, widget=forms.RadioSelect)

    def words(self) -> str:
        """Return the chosen purpose in words."""
        return str(dict(PURPOSES)[self.cleaned_data["purpose"]])
