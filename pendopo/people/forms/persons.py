"""Forms of the resident list and of opening a file."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.people.queries.persons import CODED, Wanted
from pendopo.people.rules.codes import TABLES, BasicStatus, Sex
from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.searching import day_of, may_stand_in_address
from pendopo.ui.forms import DayField
from pendopo.ui.listing import asked

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
        help_text=_(
            "Nama, alamat, tanggal lahir, NIK (paling sedikit 12 angka pertama), atau nomor KK lengkap."
        ),
    )

    def onward(self, given: QueryDict) -> str | None:
        """The end of the address where this is looked for, beside the filters there; nothing for a number."""
        text = self.cleaned_data["text"].strip()
        day = day_of(text, today=clock.today())
        if day is None and not may_stand_in_address(text):
            return None
        return asked(
            given, q="" if day else text, born=f"{day:%d-%m-%Y}" if day else "", sesudah="", halaman=""
        )


class FilterForm(forms.Form):
    """The filters of the resident list; `rinci` in the address asks for all of them."""

    mark_optional = False
    q = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
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
        choices=(("", _("Semua")), *TABLES["status_dasar"].choices()),
        initial=BasicStatus.ALIVE,
    )
    born = DayField(label=_("Tanggal lahir"), required=False)
    mother = forms.CharField(
        label=_("Nama ibu"), required=False, max_length=120, help_text=_("Awal namanya cukup.")
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        if data and "status" not in data:  # who asks for nothing else means the living
            data = data.copy()
            data["status"] = str(BasicStatus.ALIVE.value)
        super().__init__(data or None)
        # Some 180 choices: they come with the page that asks for them, not with every list.
        self.wide = bool(data) and not {*CODED, "rinci"}.isdisjoint(data or ())
        for name in CODED if self.wide else ():
            table = TABLES[BY_FIELD[name].name]
            self.fields[name] = forms.TypedChoiceField(
                label=gettext(BY_FIELD[name].label),
                required=False,
                coerce=int,
                empty_value=None,
                choices=(("", _("Semua")), *table.choices()),
            )

    def clean_q(self) -> str:
        """A number that says who somebody is stands in no address, and is kept by no filter."""
        typed: str = self.cleaned_data["q"]
        return typed if may_stand_in_address(typed) else ""

    @property
    def text(self) -> str:
        """The name or place that is looked for beside the filters."""
        return self.cleaned_data["q"] if self.is_valid() else ""

    @property
    def asked(self) -> str:
        """The end of an address that asks for the same again; nothing while something in it cannot be read."""
        if not self.is_valid():
            return ""
        kept = {name: self.data[name] for name in self.fields if name in self.data} | {"q": self.text}
        alive = str(BasicStatus.ALIVE.value)
        usual = {name: alive if name == "status" else "" for name in kept}
        return urlencode({name: typed for name, typed in kept.items() if typed != usual[name]})

    def offer(self, areas: Mapping[str, str]) -> None:
        """Offer the areas in which the officer may read, by code and title."""
        widget = self.fields["area"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [("", _("Semua")), *areas.items()]

    def wanted(self, text: str, after: str = "", page: str = "") -> Wanted:
        """Return what the officer looks for; filters that make no sense are left out and named by the form."""
        found = self.cleaned_data if self.is_valid() else {}
        if not self.is_bound:
            found = {"status": BasicStatus.ALIVE}
        return Wanted(
            text=text,
            after=after,
            area=found.get("area") or "",
            sex=found.get("sex"),
            status=found.get("status"),
            age_from=found.get("age_from"),
            age_to=found.get("age_to"),
            born=found.get("born"),
            mother=found.get("mother") or "",
            codes=tuple((name, found[name]) for name in CODED if found.get(name)),
            page=page,
        )


class KeepForm(forms.Form):
    """The name of a filter that is kept."""

    title = forms.CharField(
        label=_("Nama saringan"),
        max_length=60,
        help_text=_("Contoh: Lansia RT 02. Nama yang sama mengganti saringan yang lama."),
        error_messages={"required": _("Nama saringan belum diisi. Tulis namanya, lalu simpan lagi.")},
    )


class PurposeForm(forms.Form):
    """Why a file is opened."""

    purpose = forms.ChoiceField(label=_("Untuk keperluan apa?"), choices=PURPOSES, widget=forms.RadioSelect)

    def words(self) -> str:
        """Return the chosen purpose in words."""
        return str(dict(PURPOSES)[self.cleaned_data["purpose"]])
