"""Forms of accounts: officers, roles, residents' accounts, and coming in."""

from datetime import date

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import queries
from pendopo.accounts.rules import pin
from pendopo.accounts.rules.permissions import GRANT
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.clock import today
from pendopo.ui.forms import Cleaned, DayField, DigitsField, PageForm

_SECRET = {"autocomplete": "current-password", "class": "w-m"}
QUESTIONS = {
    Tier.NATION: _("Desa ini di provinsi mana?"),
    Tier.PROVINCE: _("Di kabupaten atau kota mana?"),
    Tier.REGENCY: _("Di kecamatan mana?"),
    Tier.DISTRICT: _("Desa atau kelurahan mana?"),
}
_NEW_SECRET = {"autocomplete": "new-password", "class": "w-m"}


def _ask_area(form: forms.Form, actor: Actor) -> None:
    """Begin with the first area in which the actor hands out roles; only a whole-site officer may leave it empty."""
    areas = actor.areas(GRANT)
    form.fields["area"].initial = areas[0] if areas else ""
    form.fields["area"].required = "" not in areas


class OfficerSignInForm(LoginForm):  # type: ignore[misc]
    """User name and password, in the words of this site."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", _("Nama pengguna")), ("password", _("Kata sandi"))):
            field = self.fields[name]
            field.label = label
            field.widget.attrs.pop("placeholder", None)  # it vanishes at the first letter typed


class OfficerForm(forms.Form):
    """An officer's name and contact details."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    phone = forms.CharField(label=_("Nomor telepon"), max_length=20, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)


class NewOfficerForm(PageForm[Actor], OfficerForm):
    """A new officer, at one of the offices of the actor."""

    field_order = ("name", "username", "area", "phone", "email")
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,59}$",
        label=_("Nama pengguna"),
        help_text=_("Huruf kecil dan angka, tanpa spasi. Contoh: euis.kartini"),
        error_messages={"invalid": _("Pakai huruf kecil, angka, titik, atau garis; sedikitnya 3.")},
    )
    area = forms.CharField(
        label=_("Kode wilayah kantor"), help_text=_("Contoh: 32.06.13.2001"), max_length=32, required=False
    )

    def ask(self, page: Actor) -> None:
        _ask_area(self, page)


class GrantForm(PageForm[Actor]):
    """A role for an officer in an area, for a term."""

    user: "forms.ModelChoiceField[AbstractBaseUser]" = forms.ModelChoiceField(
        queryset=None, label=_("Petugas")
    )
    role = forms.ChoiceField(label=_("Peran"))
    area = forms.CharField(
        label=_("Kode wilayah"),
        help_text=_("Wilayah tempat peran berlaku. RT contohnya 32.06.13.2001.01.004.002"),
        max_length=32,
        required=False,
    )
    valid_from = DayField(label=_("Berlaku mulai"), required=False, help_text=_("Kosong berarti hari ini."))
    valid_to = DayField(
        label=_("Berakhir pada"),
        required=False,
        help_text=_("Hari ini sudah tidak berlaku. Kosong berarti tanpa akhir."),
    )
    reason = forms.CharField(
        label=_("Dasar"), help_text=_("Contoh: SK Kepala Desa nomor 5 tahun 2026"), max_length=200
    )

    def ask(self, page: Actor) -> None:
        people = self.fields["user"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = queries.officers_to_manage(page)
        chooser = self.fields["role"]
        assert isinstance(chooser, forms.ChoiceField)
        handed = [(role.key, gettext(role.name)) for role in queries.roles_to_hand_out(page)]
        chooser.choices = [("", gettext("Pilih peran")), *handed]
        _ask_area(self, page)

    def clean_valid_from(self) -> date:
        return self.cleaned_data["valid_from"] or today()


class AreaChoiceForm(PageForm[queries.AreaChoice]):
    """One step on the way from province to village."""

    di = forms.ChoiceField(label=_("Pilih dari daftar"))

    def ask(self, page: queries.AreaChoice) -> None:
        self.question = QUESTIONS.get(page.tier, "")
        chooser = self.fields["di"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", gettext("Pilih")), *page.choices]
        chooser.error_messages["required"] = gettext("Pilih salah satu, lalu tekan Lanjut.")
        chooser.error_messages["invalid_choice"] = gettext("Pilih salah satu, lalu tekan Lanjut.")


class PostForm(PageForm[tuple[Actor, str]]):
    """The account that holds a post."""

    def ask(self, page: tuple[Actor, str]) -> None:
        self.fields["user"] = forms.ModelChoiceField(
            queryset=queries.officers_to_link(*page),
            label=_("Akun petugas"),
            help_text=_("Hanya petugas lain yang memegang peran di desa ini."),
            empty_label=gettext("Pilih akun"),
        )


class ResidentSearchForm(forms.Form):
    """Which resident an officer may be; sent by POST, so that an identity number never stands in an address."""

    q = forms.CharField(
        label=_("Nama, NIK, atau nomor KK petugas"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = forms.CharField(label=_("Alasan"), max_length=200)


class _TwiceForm(forms.Form):
    typed: str  # the name of the field that `again` repeats

    def clean(self) -> Cleaned:
        cleaned = super().clean() or {}
        if cleaned.get(self.typed) and cleaned.get("again") and cleaned[self.typed] != cleaned["again"]:
            self.add_error("again", gettext("Tidak sama dengan yang pertama. Ketik lagi keduanya."))
        return cleaned


class PasswordForm(_TwiceForm):
    """A password of one's own, typed twice."""

    typed = "password"
    password = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Sedikitnya 12 huruf. Beberapa kata biasa lebih kuat daripada satu kata aneh."),
        widget=forms.PasswordInput(attrs=_NEW_SECRET),
        strip=False,
    )
    again = forms.CharField(
        label=_("Kata sandi baru, sekali lagi"), widget=forms.PasswordInput(attrs=_NEW_SECRET), strip=False
    )


class ResidentSignInForm(forms.Form):
    """Telephone number or NIK, with a PIN or passphrase."""

    identifier = forms.CharField(
        label=_("Nomor telepon atau NIK"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "username", "class": "w-m"}),
    )
    secret = forms.CharField(
        label=_("PIN atau frasa sandi"),
        max_length=128,
        widget=forms.PasswordInput(attrs=_SECRET),
        strip=False,
    )


class NewSecretForm(_TwiceForm):
    """A PIN or passphrase of one's own, typed twice."""

    typed = "secret"
    secret = forms.CharField(
        label=_("PIN baru"),
        help_text=_("Sedikitnya 6 angka, bukan tanggal lahir. Boleh juga frasa sandi sedikitnya 12 huruf."),
        max_length=pin.PASSPHRASE_MOST,
        widget=forms.PasswordInput(attrs=_NEW_SECRET),
        strip=False,
    )
    again = forms.CharField(
        label=_("PIN baru, sekali lagi"),
        max_length=pin.PASSPHRASE_MOST,
        widget=forms.PasswordInput(attrs=_NEW_SECRET),
        strip=False,
    )


class CodeForm(NewSecretForm):
    """The one-time code from the office, the NIK it was made for, and the PIN chosen."""

    field_order = ("nik", "code", "secret", "again")
    nik = DigitsField(label=_("NIK"), length=16, help_text=_("16 angka, ada di KTP dan kartu keluarga."))
    code = forms.CharField(
        label=_("Kode dari kantor desa"),
        help_text=_("10 huruf dan angka. Contoh: K7QFX-4MXAP"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "class": "w-m"}
        ),
    )


class ChangeSecretForm(NewSecretForm):
    """The old PIN and a new one."""

    field_order = ("old", "secret", "again")
    old = forms.CharField(
        label=_("PIN lama"), max_length=128, widget=forms.PasswordInput(attrs=_SECRET), strip=False
    )


class ActivationForm(forms.Form):
    """NIK and family card of a resident who asks for an account."""

    nik = DigitsField(label=_("NIK"), length=16, help_text=_("Cocokkan dengan KTP yang diperlihatkan."))
    kk_number = DigitsField(
        label=_("Nomor kartu keluarga"), length=16, help_text=_("Cocokkan dengan kartu keluarga.")
    )
    phone = forms.CharField(
        label=_("Nomor telepon warga"),
        help_text=_("Untuk masuk tanpa NIK. Satu nomor hanya untuk satu akun."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "w-m"}),
    )


class SendableActivationForm(ActivationForm):
    """The same where e-mails leave the site."""

    send = forms.BooleanField(
        label=_("Kirim kode juga ke surel warga, jika warga sudah mencatat alamatnya"), required=False
    )


class OnBehalfForm(forms.Form):
    """Whom an officer acts for, and what for."""

    nik = DigitsField(
        label=_("NIK warga yang hadir"),
        length=16,
        help_text=_("Lihat KTP-nya. Warga harus ada di depan Anda."),
    )
    purpose = forms.CharField(
        label=_("Keperluan"),
        help_text=_("Contoh: mengajukan surat keterangan usaha. Warga dapat membaca ini."),
        max_length=200,
    )


class PasskeyForm(forms.Form):
    """What a browser answers when it makes or uses a passkey."""

    name = forms.CharField(
        label=_("Nama perangkat"), max_length=60, required=False, help_text=_("Contoh: HP Ibu")
    )
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20000)
