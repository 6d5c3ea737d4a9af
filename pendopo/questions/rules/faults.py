"""What is wrong with questions, each fault with its place."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from pendopo.people.rules.marker import gettext_noop as _
from pendopo.questions.rules.bounds import reversed_bounds, seldom_bound
from pendopo.questions.rules.fields import FIELD_KINDS, WHEN, Field, named
from pendopo.questions.rules.prefill import PREFILL

MOST_FIELDS, MOST_PARTS, MOST_CHOICES = 40, 10, 30
LONGEST_NAME, LONGEST_TEXT = 120, 500
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
WORDS = {
    "missing": _("Belum diisi."),
    "too_long": _("Terlalu panjang. Paling banyak %(most)s huruf."),
    "bad_key": _("Kode hanya memakai huruf kecil, angka, dan garis bawah, misalnya nama_usaha."),
    "reserved_key": _("Kode ini sudah dipakai untuk data dasar. Pilih kode lain, misalnya %(other)s."),
    "twice": _("Kode ini dipakai dua kali. Beri kode yang berbeda."),
    "unknown_choice": _("Pilihan ini tidak dikenal. Pilih salah satu yang ada."),
    "needs_choices": _("Pilihan memerlukan sedikitnya dua jawaban. Tulis satu jawaban setiap baris."),
    "needs_parts": _("Daftar berulang memerlukan sedikitnya satu kolom. Tambahkan kolom."),
    "nested": _("Daftar berulang tidak dapat memuat daftar atau orang. Pilih jenis lain."),
    "too_many": _("Terlalu banyak. Paling banyak %(most)s."),
    "bad_number": _("Angka ini tidak wajar. Periksa kembali."),
    "bad_bound": _("Batas ini tidak terbaca. Tulis angka, tanggal, atau jam sesuai jenis jawabannya."),
    "reversed": _("Batas bawah lebih besar daripada batas atas. Tukar keduanya."),
    "unknown_question": _("Pertanyaan yang dirujuk tidak ada. Pilih pertanyaan lain."),
    "cycle": _("Pertanyaan yang dirujuk belum ditanyakan. Pindahkan pertanyaan ini ke bawahnya."),
    "names_somebody": _("Jawaban tanpa nama tidak boleh menyebut orang. Pilih jenis lain."),
    "wrong_form": _("Bagian ini tidak terbaca. Isi ulang, lalu simpan."),
}


class Fault(NamedTuple):
    """One thing that is wrong, where it stands (`fields.1.key`), the figures of its sentence, and the sentence."""

    where: str
    code: str
    params: Mapping[str, object] = {}
    words: str = ""

    @property
    def sentence(self) -> str:
        """The sentence as the catalogue knows it, its figures still open."""
        return self.words or WORDS[self.code]

    def __str__(self) -> str:
        return self.sentence % dict(self.params)


def text_faults(where: str, text: str, most: int, *, required: bool = True) -> Iterator[Fault]:
    """Say when a text is missing or too long."""
    if required and not text.strip():
        yield Fault(where, "missing")
    if len(text) > most:
        yield Fault(where, "too_long", {"most": most})


def among(where: str, chosen: Sequence[str], known: Collection[str]) -> Iterator[Fault]:
    """Say when something was chosen that nobody offers."""
    if any(one not in known for one in chosen):
        yield Fault(where, "unknown_choice")


def twice(where: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Say which keys stand twice."""
    for position, key in enumerate(keys):
        if key in keys[:position]:
            yield Fault(f"{where}.{position}.key", "twice")


def _nothing(_key: str) -> bool:
    return False


def field_faults(
    fields: tuple[Field, ...], *, reserved: Callable[[str], bool] = _nothing, where: str = "fields"
) -> Iterator[Fault]:
    """Name everything that is wrong with questions; `reserved` knows the keys that the caller uses himself."""
    most = MOST_FIELDS if where == "fields" else MOST_PARTS
    if len(fields) > most:
        yield Fault(where, "too_many", {"most": most})
    yield from twice(where, [one.key for one in fields])
    for position, one in enumerate(fields):
        place = f"{where}.{position}"
        if where == "fields" and reserved(one.key):
            yield Fault(f"{place}.key", "reserved_key", {"other": f"{one.key}_lain"})
        yield from _field(place, one, inside=where != "fields")
        if one.asked_if or one.asked_when:
            yield from _dependence(place, one, fields if where == "fields" else (), position)


def _field(where: str, one: Field, *, inside: bool) -> Iterator[Fault]:
    if not KEY.fullmatch(one.key):
        yield Fault(f"{where}.key", "bad_key")
    yield from text_faults(f"{where}.label", one.label, LONGEST_NAME)
    yield from text_faults(f"{where}.hint", one.hint, LONGEST_TEXT, required=False)
    yield from among(f"{where}.kind", [one.kind], FIELD_KINDS)
    yield from among(f"{where}.when", [one.when], WHEN)
    if inside and one.kind in {"group", "resident"}:
        yield Fault(f"{where}.kind", "nested")
    elif one.kind == "group" and not one.fields:
        yield Fault(f"{where}.fields", "needs_parts")
    elif one.kind == "group":
        yield from field_faults(one.fields, where=f"{where}.fields")
    if one.kind == "choice":
        yield from _choices(where, one)
    if not (0 <= one.max_length <= 5_000 and 0 <= one.digits <= 30 and 1 <= one.least <= one.rows <= 20):
        yield Fault(f"{where}.max_length", "bad_number")
    yield from _bounds(where, one)
    yield from among(f"{where}.prefill", [one.prefill] if one.prefill else [], PREFILL)


def _bounds(where: str, one: Field) -> Iterator[Fault]:
    if not 0 <= one.min_length <= (one.max_length or LONGEST_NAME):
        yield Fault(f"{where}.min_length", "reversed")
    try:
        if reversed_bounds(one):
            yield Fault(f"{where}.lowest", "reversed")
        for bound in filter(None, (one.seldom_below, one.seldom_above)):
            seldom_bound(one, bound)
    except ValueError:
        yield Fault(f"{where}.lowest", "bad_bound")


def _dependence(where: str, one: Field, fields: tuple[Field, ...], position: int) -> Iterator[Fault]:
    """A question may depend on one that stands before it only: then no two can wait for each other."""
    other = named(fields[:position], one.asked_if)
    if other is None:
        yield Fault(f"{where}.asked_if", "cycle" if named(fields, one.asked_if) else "unknown_question")
    elif other.kind == "choice":
        yield from among(f"{where}.asked_when", one.asked_when, dict(other.choices))


def _choices(where: str, one: Field) -> Iterator[Fault]:
    if len(one.choices) < 2:
        yield Fault(f"{where}.choices", "needs_choices")
    if len(one.choices) > MOST_CHOICES:
        yield Fault(f"{where}.choices", "too_many", {"most": MOST_CHOICES})
    if len({key for key, _label in one.choices}) != len(one.choices):
        yield Fault(f"{where}.choices", "twice")
