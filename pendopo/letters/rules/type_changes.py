"""What one version of a letter type says differently from the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pendopo.letters.rules.types import TypeContent
from pendopo.people.rules.marker import gettext_noop as _

PARTS = {
    "name": _("Nama di daftar surat"),
    "title": _("Judul pada surat"),
    "purpose": _("Kegunaan"),
    "group": _("Kelompok"),
    "search": _("Kata pencarian"),
    "archive_code": _("Kode arsip"),
    "validity_count": _("Masa berlaku"),
    "validity_unit": _("Satuan masa berlaku"),
    "signers": _("Siapa yang boleh menandatangani?"),
    "steps": _("Langkah sebelum tanda tangan"),
    "online": _("Warga boleh mengajukan sendiri dari telepon"),
    "fee": _("Biaya (rupiah)"),
    "days": _("Tenggat layanan (hari kerja)"),
    "paper": _("Kertas"),
    "life_event": _("Peristiwa kependudukan"),
    "standard": _("Standar pelayanan"),
}


@dataclass(frozen=True)
class Changed:
    """One part that differs, as it was and as it is."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One line of the wording: kept, gone or new."""

    state: str  # "", "gone" or "new"
    text: str


def changed_parts(before: TypeContent, after: TypeContent) -> list[Changed]:
    """List the parts that differ; questions and papers one by one, by their keys."""
    found = [
        Changed(label, _words(getattr(before, part)), _words(getattr(after, part)))
        for part, label in PARTS.items()
        if getattr(before, part) != getattr(after, part)
    ]
    found += _by_key(_("Isian"), before.fields, after.fields)
    found += _by_key(_("Syarat"), before.requirements, after.requirements)
    if [one.key for one in before.fields] != [one.key for one in after.fields]:
        order = (", ".join(one.key for one in content.fields) for content in (before, after))
        found.append(Changed(_("Urutan isian"), *order))
    return found


def _by_key(label: str, before: Iterable[Any], after: Iterable[Any]) -> list[Changed]:
    old, new = ({one.key: one for one in part} for part in (before, after))
    return [
        Changed(label, _words(old.get(key, "")), _words(new.get(key, "")))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    ]


def _words(value: object) -> str:
    """Say a value in a line; of a question or paper what stands in it."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, tuple):
        return ", ".join(_words(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        held = [getattr(value, name) for name in value.__dataclass_fields__]
        return "; ".join(_words(one) for one in held if one not in ("", 0, ()))
    return str(value)


def changed_lines(before: str, after: str, *, around: int = 2) -> list[Line]:
    """Compare two wordings line by line, with some lines around each change to find it by."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around):
        for kind, a, b, c, d in group:
            if kind == "equal":
                found += [Line("", text) for text in old[a:b]]
                continue
            found += [Line("gone", text) for text in old[a:b]]
            found += [Line("new", text) for text in new[c:d]]
    return found
