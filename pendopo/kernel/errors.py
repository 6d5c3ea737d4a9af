"""What an operation may say instead of doing."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A rule said no: everything is rolled back and the refusal itself is journalled."""

    code = "refused"
    default: str | Promise = _("Permintaan ini tidak dapat dijalankan.")

    def __init__(
        self, message: str | Promise | None = None, *, code: str | None = None, **details: Any
    ) -> None:
        self.message = message if message is not None else self.default
        self.code = code or type(self).code
        self.details = details
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(Refusal):
    """The actor does not hold the permission in the subject's area."""

    code = "not_permitted"
    default = _("Anda tidak berwenang untuk langkah ini.")


class NotFound(Refusal):
    """The subject does not exist, or not for this actor: both look the same from outside."""

    code = "not_found"
    default = _("Data tidak ditemukan.")


class Conflict(Refusal):
    """Somebody else changed the row first; carries both versions so that a person can choose."""

    code = "conflict"
    default = _("Data ini baru saja diubah petugas lain. Bandingkan, lalu pilih.")


class ClockDoubtful(Refusal):
    """The clock does not fit the newest entry, and nobody has said yet what day it is."""

    code = "clock_doubtful"
    default = _(
        "Jam komputer kantor diragukan, jadi nomor belum diberikan. Tidak ada yang hilang."
        " Ulangi setelah petugas memastikan tanggal di halaman Jam komputer."
    )


class ClockWrong(Refusal):
    """The day that somebody says is not the day of the clock."""

    code = "clock_wrong"
    default = _("Jam komputer salah. Betulkan jamnya, muat ulang halaman ini, lalu tulis tanggalnya lagi.")


class DomainNotOpen(Refusal):
    """The village has closed this domain, or left it open for reading only; carries the village's own sentence."""

    code = "domain_not_open"

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(
            gettext(
                "%(sentence)s Yang ini belum tersimpan. Bila mendesak, datang atau telepon ke kantor desa."
            )
            % {"sentence": sentence}
        )


class WriteRefused(Exception):
    """A statement that is not plainly a read reached the database outside an operation."""


class RuleMissing(LookupError):
    """No dated rule with this key holds on this day."""


class KeyTrouble(Exception):
    """A key file is missing, damaged or belongs to another site; the message names the file."""


class DamagedContent(KeyTrouble):
    """A sealed text or file was cut, altered or moved: this one alone cannot be read."""


class DamagedRow(Refusal):
    """An operation needs a sealed value that cannot be read any more."""

    code = "damaged_row"
    default = _(
        "Satu isian tersegel dalam data ini rusak dan tidak terbaca, jadi langkah ini tidak dijalankan. "
        "Isi ulang lewat pembetulan data, atau minta pengelola memulihkan cadangan."
    )


class TierNotAllowed(NotPermitted):
    """This operation belongs to another tier of government."""

    code = "tier_not_allowed"
    default = _("Langkah ini milik tingkat pemerintahan lain.")
