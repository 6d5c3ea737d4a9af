"""What an operation may say instead of doing."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What the journal's pages say of a refusal: code -> domain -> its words. Two domains may have one code.
_SAID: dict[str, dict[str, str | Promise]] = {}
_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


class Refusal(Exception):
    """A rule said no: everything is rolled back and the refusal itself is journalled.

    `default` is said to the actor. `word` is what the journal's pages say of it to others; without one, they
    say the first sentence of `default`.
    """

    code = "refused"
    default: str | Promise = _("Permintaan ini tidak dapat dijalankan.")
    word: ClassVar[str | Promise] = ""

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        if "code" in cls.__dict__:
            _keep_words(cls, {cls.code: cls.__dict__.get("word", cls.default)})

    def __init__(self, message: str | Promise | None = None, **details: Any) -> None:
        self.message = message if message is not None else self.default
        self.details = details
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class WordedRefusal(Refusal):
    """One of many refusals of a domain: its code leads to the sentence, which the details fill."""

    words: ClassVar[Mapping[str, str | Promise]] = {}

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        _keep_words(cls, cls.words)

    def __init__(self, code: str, **details: Any) -> None:
        self.code = code
        said = self.words[code]
        text = gettext(said) if isinstance(said, str) else str(said)
        super().__init__(text % details if details else text, **details)


def _keep_words(cls: type[Refusal], words: Mapping[str, str | Promise]) -> None:
    domain = cls.__module__.partition(".")[2].partition(".")[0]
    for code, text in words.items():
        _SAID.setdefault(code, {})[domain] = text


def refusal_in_words(code: str, operation: str = "") -> str:
    """Return why an operation was refused, as its own domain says it; nothing where no domain knows the code."""
    said = _SAID.get(code, {})
    text = said.get(operation.split(".")[0]) or said.get("kernel") or next(iter(said.values()), "")
    whole = gettext(text) if isinstance(text, str) and text else str(text)
    first = _FIRST_SENTENCE.match(whole)
    return first.group() if first else whole


class Recused(WordedRefusal):
    """The matter is the officer's own, or that of near kin."""

    words = {
        "about_himself": _("Ini urusan Anda sendiri, jadi bukan Anda yang memutuskan. %(others)s"),
        "about_kin": _("Ini urusan keluarga dekat Anda, jadi bukan Anda yang memutuskan. %(others)s"),
    }


class NotPermitted(Refusal):
    """The actor does not hold the permission in the subject's area."""

    code = "not_permitted"
    default = _("Anda tidak berwenang untuk langkah ini.")
    word = _("Pelaku tidak berwenang di wilayah ini.")


class NotFound(Refusal):
    """The subject does not exist, or not for this actor: both look the same from outside."""

    code = "not_found"
    default = _("Data tidak ditemukan.")
    word = _("Datanya tidak ada, atau bukan untuk petugas ini.")


class Conflict(Refusal):
    """Somebody else changed the row first; carries both versions so that a person can choose."""

    code = "conflict"
    default = _("Data ini baru saja diubah petugas lain. Bandingkan, lalu pilih.")
    word = _("Petugas lain mengubah data ini lebih dahulu.")


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
    word = _("Tanggal yang ditulis bukan tanggal jam komputer.")
    default = _("Jam komputer salah. Betulkan jamnya, muat ulang halaman ini, lalu tulis tanggalnya lagi.")


class DomainNotOpen(Refusal):
    """The village has closed this domain, or left it open for reading only; carries the village's own sentence."""

    code = "domain_not_open"
    word = _("Layanan ini sedang ditutup atau hanya dapat dibaca.")

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
