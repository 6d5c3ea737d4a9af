"""Forms of the register: mail, dispositions, deliveries, numbering."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.mail.operations.register import Mail
from pendopo.mail.rules.numbers import CounterMode
from pendopo.ui.forms import DayField


class MailForm(forms.Form):
    """A letter that came in or goes out."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.CharField(label=_("Pengirim"), max_length=120)
    summary = forms.CharField(label=_("Isi singkat"), max_length=300)
    on = DayField(label=_("Tanggal diterima"), latest=today)
    their_number = forms.CharField(label=_("Nomor surat"), max_length=100, required=False)
    their_date = DayField(label=_("Tanggal surat"), latest=today, required=False)
    archive = forms.CharField(
        label=_("Kode arsip"), max_length=30, required=False, help_text=_("Contoh: 000.1.5")
    )

    def __init__(self, data: QueryDict | None, *, outgoing: bool, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        if outgoing:
            self.fields["party"].label = _("Ditujukan kepada")
            self.fields["on"].label = _("Tanggal surat")
            self.fields["archive"].required = True
            del self.fields["their_number"], self.fields["their_date"]
        else:
            del self.fields["archive"]

    @property
    def mail(self) -> Mail:
        """The letter as the register takes it."""
        return Mail(**self.cleaned_data)


class DispositionForm(forms.Form):
    """Who does what with a letter."""

    position = forms.ChoiceField(label=_("Diteruskan kepada"))
    instruction = forms.CharField(
        label=_("Petunjuk"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    due = DayField(label=_("Paling lambat"), required=False)

    def __init__(self, data: QueryDict | None = None, *, positions: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["position"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = positions


class ResultForm(forms.Form):
    """What came of a disposition."""

    result = forms.CharField(label=_("Hasil"), max_length=300)


class DeliveryForm(forms.Form):
    """To whom a letter went."""

    party = forms.CharField(label=_("Dikirim kepada"), max_length=120)
    received_by = forms.CharField(label=_("Diterima oleh"), max_length=120)
    remark = forms.CharField(label=_("Keterangan"), max_length=200, required=False)


class VoidMailForm(forms.Form):
    """Why a line of mail is void."""

    reason = forms.CharField(label=_("Alasan"), max_length=300)


class NumberingForm(forms.Form):
    """How numbers look from a day on."""

    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=60,
        help_text=_("Kata yang dikenal: [archive] [number] [village] [roman month] [month] [year]."),
    )
    mode = forms.ChoiceField(
        label=_("Nomor dihitung"),
        choices=(
            (CounterMode.REGISTER.value, _("per buku: surat layanan sendiri, surat keluar sendiri")),
            (CounterMode.TYPE.value, _("per kode arsip")),
            (CounterMode.JOINED.value, _("satu hitungan untuk semua surat")),
        ),
        widget=forms.RadioSelect,
    )
    valid_from = DayField(label=_("Berlaku mulai"))
    legal_basis = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Contoh: Peraturan Kepala Desa.")
    )
