"""Questions about a family card: splitting it, its head, its number, its members."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.people.forms.events import fields
from pendopo.people.forms.events.fields import checked_identity, described
from pendopo.people.forms.events.persons import HouseholdForm
from pendopo.people.queries.events import FamilyPage, PersonPage
from pendopo.ui.forms import Cleaned, PageForm


class SplittersForm(PageForm[FamilyPage]):
    """Who gets a card of their own, and who heads it."""

    def ask(self, page: FamilyPage) -> None:
        self.fields["chosen"] = fields.several(
            page.members, _("Siapa yang masuk kartu keluarga baru?"), required=True
        )
        self.fields["head"] = fields.somebody(
            page.heirs_with_head(), _("Siapa kepala keluarga baru?"), required=True
        )
        self.fields["old_head"] = fields.somebody(
            page.heirs(),
            _("Bila kepala keluarga lama ikut: siapa penggantinya?"),
            nobody=_("Kepala keluarga lama tetap"),
        )

    def clean(self) -> Cleaned:
        answers = super().clean() or self.cleaned_data
        chosen, head, old_head = answers.get("chosen") or [], answers.get("head"), answers.get("old_head")
        if head and chosen and head not in chosen:
            self.add_error("head", _("Kepala keluarga baru harus ikut dipilih di atas."))
        if old_head and old_head in chosen:
            self.add_error("old_head", _("Orang ini ikut ke kartu baru. Pilih yang tinggal."))
        return answers


class SplitDetailsForm(HouseholdForm):
    """Since when, and the card that begins."""

    on = fields.day(_("Tanggal pecah KK"))
    field_order = ("on", "kk_number", "area", "address")


class HeadForm(PageForm[FamilyPage]):
    """Who heads the family from now on."""

    def ask(self, page: FamilyPage) -> None:
        self.fields["head"] = fields.somebody(
            page.heirs(), _("Siapa kepala keluarga yang baru?"), required=True
        )


class RelationsForm(PageForm[tuple[FamilyPage, UUID | None]]):
    """What every other member of a family is to the new head; suggested, to be checked."""

    def ask(self, page: tuple[FamilyPage, UUID | None]) -> None:
        family, head = page
        suggested = family.suggested(head) if head else {}
        for member in family.members:
            if member.pk == head:
                continue
            asked = fields.relation(described(member), head=False)
            asked.initial = suggested.get(member.pk)
            self.fields[str(member.pk)] = asked


class RelationForm(forms.Form):
    """What one member is to the head."""

    relation = fields.relation(_("Hubungan dengan kepala keluarga"), head=False)
    reason = fields.reason()


class FamilySearchForm(forms.Form):
    """Which family is meant. Sent by POST: a card number never stands in an address."""

    text = fields.text(
        _("Nama kepala keluarga atau nomor KK"),
        limit=120,
        required=True,
        hint=_("Awal nama cukup. Nomor KK harus lengkap 16 angka."),
    )


class JoinForm(PageForm[PersonPage]):
    """As what and since when a person belongs to another family."""

    relation = fields.relation(_("Hubungan dengan kepala keluarga"))
    on = fields.day(_("Sejak tanggal"))
    reason = fields.reason(required=False)

    def ask(self, page: PersonPage) -> None:
        if page.is_head:
            self.fields["head"] = fields.somebody(
                page.heirs(), _("Siapa kepala keluarga yang ditinggalkan?"), nobody=_("Belum diputuskan")
            )


class EditFamilyForm(PageForm[FamilyPage]):
    """Number, address and neighbourhood of a card; the present number is shown masked only."""

    kk_number = fields.number(_("Nomor KK baru"))
    address = fields.text(_("Alamat"), limit=200)
    reason = fields.reason(_("Alasan perubahan"))
    seen = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("kk_number", "address", "area_code", "reason", "seen")

    def ask(self, page: FamilyPage) -> None:
        family = page.family
        self.initial = {"address": family.address, "area_code": family.area_code, "seen": family.last_entry}
        self.fields["area_code"] = fields.place(page.areas, _("Dusun, RW, dan RT"))
        if page.kk_masked:
            self.fields["kk_number"].help_text = _("Sekarang %(number)s. Kosongkan bila tidak berubah.") % {
                "number": page.kk_masked
            }
        self.order_fields(self.field_order)

    def clean_kk_number(self) -> str:
        return checked_identity(self.cleaned_data["kk_number"])

    def values(self) -> dict[str, object]:
        """The columns that were answered; a number left empty stays as it is."""
        return {
            name: self.cleaned_data[name]
            for name in ("kk_number", "address", "area_code")
            if name != "kk_number" or self.cleaned_data[name]
        }


class DissolveForm(forms.Form):
    """Since when a card is empty."""

    on = fields.day(_("Tanggal bubar"))
    reason = fields.reason(required=False)


class ReverseForm(forms.Form):
    """Why an event is taken back."""

    reason = fields.reason(_("Mengapa peristiwa ini dibatalkan?"))
