"""Questions about a new person: who it is, the parents, where from."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.people.forms.events import fields
from pendopo.people.forms.events.fields import checked_identity, checked_name
from pendopo.ui.forms import Cleaned, PageForm, Typed

# The neighbourhoods that may be chosen: code and words.
Areas = list[tuple[str, str]]


class NameForm(forms.Form):
    """Tidies the name and the identity number of every form that asks for them."""

    def clean_name(self) -> str:
        return checked_name(self.cleaned_data["name"])

    def clean_nik(self) -> str:
        return checked_identity(self.cleaned_data["nik"])


class IdentityForm(NameForm):
    """Who the person is."""

    name = fields.text(
        _("Nama lengkap"), limit=120, required=True, hint=_("Seperti di akta. Satu kata pun boleh.")
    )
    nik = fields.number(_("NIK"), hint=_("16 angka. Boleh menyusul."))
    sex = fields.code("sex", _("Jenis kelamin"), required=True, radio=True)
    birth_place = fields.text(_("Tempat lahir"))
    birth_date = fields.day(_("Tanggal lahir"))
    religion = fields.code("religion", _("Agama"))
    marital_status = fields.code("marital_status", _("Status kawin"))
    citizenship = fields.code("citizenship", _("Kewarganegaraan"))
    education = fields.code("education", _("Pendidikan dalam KK"))
    occupation = fields.code("occupation", _("Pekerjaan"))


class ParentNamesForm(forms.Form):
    """The parents of a person, by name."""

    father_name = fields.text(_("Nama ayah"), limit=120)
    mother_name = fields.text(_("Nama ibu"), limit=120)


class ChildForm(NameForm):
    """Who the new-born child is."""

    name = fields.text(
        _("Nama anak"), limit=120, required=True, hint=_("Paling banyak 60 huruf. Sebaiknya dua kata.")
    )
    sex = fields.code("sex", _("Jenis kelamin"), required=True, radio=True)
    birth_date = fields.day(_("Tanggal lahir"))
    birth_place = fields.text(_("Tempat lahir"), hint=_("Kabupaten atau kota, contoh: Tasikmalaya."))
    religion = fields.code("religion", _("Agama"))
    nik = fields.number(_("NIK"), hint=_("16 angka. Boleh menyusul."))
    birth_certificate = fields.text(_("Nomor akta kelahiran"), limit=60)


class HouseholdForm(PageForm[Areas]):
    """A family card that begins."""

    kk_number = fields.number(_("Nomor KK"), hint=_("16 angka. Kosongkan bila belum terbit."))
    address = fields.text(_("Alamat"), limit=200, hint=_("Kampung, jalan, atau nomor rumah."))

    def ask(self, page: Areas) -> None:
        self.fields["area"] = fields.place(page, _("Dusun, RW, dan RT"))
        self.order_fields(self.field_order)

    def clean_kk_number(self) -> str:
        return checked_identity(self.cleaned_data["kk_number"])


class PlaceForm(PageForm[Areas]):
    """Where a person without a family lives."""

    current_address = fields.text(_("Alamat"), limit=200)

    def ask(self, page: Areas) -> None:
        self.fields["area"] = fields.place(page, _("Dusun, RW, dan RT"))


class MemberForm(forms.Form):
    """What a new member is to the head of the family."""

    relation = fields.relation(_("Hubungan dengan kepala keluarga"))


class ArrivalForm(forms.Form):
    """When and from where people move in."""

    on = fields.day(_("Tanggal datang"))
    origin = fields.text(
        _("Alamat asal"), limit=200, required=True, hint=_("Desa, kecamatan, dan kabupaten asal.")
    )
    letter_number = fields.text(_("Nomor SKPWNI"), limit=60, hint=_("Nomor surat pindah dari daerah asal."))
    reporter = fields.text(_("Nama pelapor"), limit=120)


class StayForm(ArrivalForm):
    """What a temporary resident comes for, and until when."""

    purpose = fields.text(_("Maksud kedatangan"), limit=200, required=True)
    host = fields.text(_("Nama yang didatangi"), limit=120)
    expected_leave = fields.day(_("Rencana pergi"), required=False, past=False)

    def clean(self) -> Cleaned:
        answers = super().clean() or self.cleaned_data
        on, leave = answers.get("on"), answers.get("expected_leave")
        if on and leave and leave < on:
            self.add_error(
                "expected_leave", _("Rencana pergi sebelum tanggal datang. Periksa kedua tanggal.")
            )
        return answers


def typed_identity(data: Typed, key: str, mother: str = "") -> tuple[str, date | None, str] | None:
    """Read from the posted pages who is being written down, to look for people who resemble."""
    if data is None or f"{key}-name" not in data:
        return None
    asked = fields.day("", required=False)
    try:
        born = asked.clean(data.get(f"{key}-birth_date", ""))
    except forms.ValidationError:
        born = None
    return str(data.get(f"{key}-name", ""))[:120], born, str(data.get(mother, ""))[:120]
