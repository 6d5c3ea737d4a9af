"""Questions about what happened: birth, death, moving, absence."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from pendopo.people.forms.events import fields
from pendopo.people.queries.events import FamilyPage, PersonPage
from pendopo.people.rules.marker import gettext_noop
from pendopo.people.rules.registering import INSIDE_VILLAGE, MOVE_CLASSES, MOVE_REASONS
from pendopo.ui.forms import Cleaned, PageForm, WholeField

_HOUR = RegexValidator(r"^([01]?\d|2[0-3])[.:][0-5]\d$", _("Tulis jam dan menit, contoh: 09.30."))
_BIRTH_PLACES = {
    1: gettext_noop("Rumah sakit"),
    2: gettext_noop("Puskesmas"),
    3: gettext_noop("Polindes atau praktik bidan"),
    4: gettext_noop("Rumah"),
    5: gettext_noop("Lainnya"),
}
_BIRTH_HELPERS = {
    1: gettext_noop("Dokter"),
    2: gettext_noop("Bidan atau perawat"),
    3: gettext_noop("Dukun beranak"),
    4: gettext_noop("Lainnya"),
}


def _hour() -> forms.CharField:
    return forms.CharField(
        label=_("Jam"), required=False, max_length=5, validators=[_HOUR], help_text=_("Contoh: 09.30")
    )


class ParentsForm(PageForm[FamilyPage]):
    """The parents of a new-born child: members of the family, or names."""

    def ask(self, page: FamilyPage) -> None:
        other = _("Orang lain, tulis namanya di bawah")
        self.fields["mother"] = fields.somebody(page.women, _("Ibu"), nobody=other)
        self.fields["mother_name"] = fields.text(_("Nama ibu, bila bukan anggota keluarga ini"), limit=120)
        self.fields["father"] = fields.somebody(
            page.men, _("Ayah"), nobody=_("Orang lain, atau tidak dicatat")
        )
        self.fields["father_name"] = fields.text(_("Nama ayah, bila bukan anggota keluarga ini"), limit=120)
        self.fields["relation"] = fields.relation(_("Hubungan anak dengan kepala keluarga"), head=False)

    def clean(self) -> Cleaned:
        answers = super().clean() or self.cleaned_data
        if answers.get("mother") is None and not answers.get("mother_name"):
            self.add_error("mother_name", _("Nama ibu belum diisi. Pilih ibu, atau tulis namanya."))
        for chosen, name in (("mother", "mother_name"), ("father", "father_name")):
            if answers.get(chosen) is not None and answers.get(name):
                self.add_error(
                    name, _("Pilih orangnya atau tulis namanya, jangan keduanya. Kosongkan nama ini.")
                )
        return answers


class BirthDetailsForm(forms.Form):
    """How the child was born and who reports it."""

    time = _hour()
    place_kind = fields.listed(_BIRTH_PLACES.items, _("Tempat dilahirkan"))
    helper = fields.listed(_BIRTH_HELPERS.items, _("Penolong kelahiran"))
    order = WholeField(label=_("Anak ke-"), required=False, min_value=1, max_value=30)
    weight_grams = WholeField(
        label=_("Berat lahir"), required=False, min_value=300, max_value=8000, help_text=_("Dalam gram.")
    )
    length_cm = WholeField(
        label=_("Panjang lahir"), required=False, min_value=20, max_value=70, help_text=_("Dalam sentimeter.")
    )
    reporter = fields.text(_("Nama pelapor"), limit=120)
    reported_on = fields.day(
        _("Tanggal lapor"), required=False, hint=_("Kosongkan bila hari ini. Contoh: 17-08-2026.")
    )


class DeathForm(forms.Form):
    """When, where and of what somebody died."""

    on = fields.day(_("Tanggal meninggal"))
    time = _hour()
    place = fields.text(_("Tempat meninggal"), hint=_("Rumah, rumah sakit, atau tempat lain."))
    cause = fields.text(_("Sebab"), limit=120)
    determined_by = fields.text(_("Yang menerangkan"), limit=120, hint=_("Dokter, bidan, atau ketua RT."))
    certificate = fields.text(_("Nomor akta kematian"), limit=60)
    reporter = fields.text(_("Nama pelapor"), limit=120, required=True)
    reported_on = fields.day(
        _("Tanggal lapor"), required=False, hint=_("Kosongkan bila hari ini. Contoh: 17-08-2026.")
    )


class SurvivorsForm(PageForm[PersonPage]):
    """Who heads the family now, and who is widowed."""

    def ask(self, page: PersonPage) -> None:
        if page.is_head:
            self.fields["successor"] = fields.somebody(
                page.heirs(), _("Siapa kepala keluarga berikutnya?"), nobody=_("Belum diputuskan")
            )
        if page.spouses():
            self.fields["widowed"] = fields.somebody(
                page.spouses(),
                _("Siapa yang menjadi cerai mati?"),
                nobody=_("Tidak ada"),
                hint=_("Status kawinnya akan diubah menjadi cerai mati."),
            )


def _leaving_classes() -> list[tuple[int, str]]:
    return [item for item in MOVE_CLASSES.items() if item[0] != INSIDE_VILLAGE]


class LeaversForm(PageForm[PersonPage]):
    """Who else of the family moves out."""

    def ask(self, page: PersonPage) -> None:
        self.fields["together"] = fields.several(
            page.others,
            _("Siapa yang ikut pindah?"),
            required=False,
            hint=_("Kosongkan bila pindah sendiri."),
        )


class MoveOutForm(PageForm[PersonPage]):
    """When, where to and why people move out."""

    on = fields.day(_("Tanggal pindah"))
    destination = fields.text(_("Alamat tujuan"), limit=200, required=True)
    move_class = fields.listed(_leaving_classes, _("Klasifikasi pindah"), required=True)
    move_reason = fields.listed(MOVE_REASONS.items, _("Alasan pindah"), required=True)
    letter_number = fields.text(_("Nomor surat pindah"), limit=60)
    reporter = fields.text(_("Nama pelapor"), limit=120)

    def ask(self, page: PersonPage) -> None:
        if page.is_head:
            self.fields["successor"] = fields.somebody(
                page.heirs(),
                _("Siapa kepala keluarga yang tinggal?"),
                nobody=_("Semua pindah, atau belum diputuskan"),
            )


class MissingForm(forms.Form):
    """Since when somebody is missing."""

    on = fields.day(_("Tanggal terakhir terlihat"))
    place = fields.text(_("Tempat terakhir terlihat"))
    police_number = fields.text(_("Nomor laporan polisi"), limit=60)
    reporter = fields.text(_("Nama pelapor"), limit=120, required=True)


class LeaveForm(forms.Form):
    """Where somebody goes for a while."""

    on = fields.day(_("Tanggal pergi"))
    destination = fields.text(_("Tujuan"))
    purpose = fields.text(_("Keperluan"))
    expected_return = fields.day(_("Rencana kembali"), required=False, past=False)
    reporter = fields.text(_("Nama pelapor"), limit=120)


class ReturnForm(PageForm[PersonPage]):
    """When somebody came back, and as what if the place was taken."""

    on = fields.day(_("Tanggal kembali"))
    origin = fields.text(_("Kembali dari"), limit=200)
    reporter = fields.text(_("Nama pelapor"), limit=120)

    def ask(self, page: PersonPage) -> None:
        if page.head_taken:
            self.fields["relation"] = fields.relation(
                _("Hubungan dengan kepala keluarga sekarang"), head=False
            )
