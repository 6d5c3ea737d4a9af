"""Questions about residents who move to another village of this site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.people.forms.events import fields
from pendopo.people.forms.events.fields import checked_identity, described
from pendopo.people.queries.transfers import AcceptPage, SendPage
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.registering import MOVE_REASONS
from pendopo.people.rules.transfers import CONSENTS
from pendopo.ui.forms import PageForm


def _listed(words: dict[str, str]) -> list[tuple[str, str]]:
    from django.utils.translation import gettext

    return [(key, gettext(text)) for key, text in words.items()]


class SendForm(PageForm[SendPage]):
    """When, to which village and on whose word people move."""

    on = fields.day(_("Tanggal pindah"))
    to = forms.ChoiceField(label=_("Desa tujuan"))
    destination = fields.text(_("Alamat tujuan"), limit=120, hint=_("Kampung, jalan, atau nomor rumah."))
    move_reason = fields.listed(MOVE_REASONS.items, _("Alasan pindah"), required=True)
    letter_number = fields.text(_("Nomor surat pindah"), limit=60)
    consent = forms.ChoiceField(
        label=_("Siapa yang meminta berkasnya diteruskan?"),
        widget=forms.RadioSelect,
        choices=lambda: _listed(dict(CONSENTS)),
        help_text=_("Yang diteruskan: data diri, keluarga, dan nomor resi yang masih berjalan."),
    )

    def ask(self, page: SendPage) -> None:
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", _("Pilih")), *page.villages]
        if page.desk.is_head:
            self.fields["successor"] = fields.somebody(
                page.desk.heirs(),
                _("Siapa kepala keluarga yang tinggal?"),
                nobody=_("Semua pindah, atau belum diputuskan"),
            )


class AcceptForm(PageForm[AcceptPage]):
    """Since when, into which family and as what those of a file live here."""

    on = fields.day(_("Tanggal datang"))

    def ask(self, page: AcceptPage) -> None:
        self.fields["on"].initial = page.file.row.on
        if page.home is None:
            number = fields.number(_("Nomor KK"), hint=_("16 angka. Kosongkan bila belum terbit."))
            number.initial = page.kk_number
            self.fields["kk_number"] = number
            self.fields["address"] = fields.text(_("Alamat"), limit=200)
            self.fields["area"] = fields.place(page.areas, _("Dusun, RW, dan RT"))
        people = page.file.people
        lacks_head = page.home is None and all(person.relation != Relation.HEAD for person in people)
        for person in people:
            asked = fields.relation(described(person), head=page.home is None)
            first = lacks_head and person is people[0]
            asked.initial = Relation.HEAD.value if first else person.relation
            self.fields[str(person.pk)] = asked
        if page.alike:
            self.fields["reason"] = fields.reason(_("Mengapa ini orang lain?"))

    def clean_kk_number(self) -> str:
        return checked_identity(self.cleaned_data["kk_number"])


class QuestionForm(forms.Form):
    """What the office that is reached wants to know."""

    question = fields.reason(_("Pertanyaan untuk desa asal"))


class AnswerForm(forms.Form):
    """What the office that was left answers."""

    answer = fields.reason(_("Jawaban untuk desa tujuan"))


class RefuseForm(forms.Form):
    """Why a file is refused."""

    reason = fields.reason(_("Alasan menolak"), hint=_("Desa asal dan yang pindah membacanya."))
