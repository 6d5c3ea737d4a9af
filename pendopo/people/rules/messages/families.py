"""Wording about families that look unlikely: one person's page, and a whole file gathered by kind (`..._lines`)."""

from collections.abc import Mapping
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _

FAMILY_MESSAGES: Final[Mapping[str, str]] = {
    "parent_younger": _("Anak lebih tua daripada orang tuanya. Periksa tanggal lahir keduanya."),
    "parent_too_young": _(
        "Orang tua baru berumur %(age)s tahun saat anak lahir. Periksa tanggal lahir keduanya."
    ),
    "spouse_same_sex": _(
        "Suami atau istri berjenis kelamin sama dengan kepala keluarga. Periksa jenis kelamin."
    ),
    "spouse_not_married": _("Suami atau istri tidak berstatus kawin. Periksa status kawin."),
    "spouse_child": _("Suami atau istri baru berumur %(age)s tahun. Periksa tanggal lahir dan hubungan."),
    "head_minor": _("Kepala keluarga baru berumur %(age)s tahun dan belum kawin. Periksa tanggal lahirnya."),
    "family_without_head_lines": _(
        "%(count)s keluarga tidak punya kepala keluarga (baris %(lines)s). Tentukan kepala keluarganya."
    ),
    "parent_younger_lines": _(
        "%(count)s orang lebih tua daripada orang tuanya (baris %(lines)s). Periksa tanggal lahirnya."
    ),
    "parent_too_young_lines": _(
        "%(count)s orang lahir saat orang tuanya masih anak (baris %(lines)s). Periksa tanggal lahirnya."
    ),
    "spouse_same_sex_lines": _(
        "%(count)s suami atau istri sama jenis kelaminnya dengan kepala keluarga (baris %(lines)s). Periksa keduanya."
    ),
    "spouse_not_married_lines": _(
        "%(count)s suami atau istri tidak berstatus kawin (baris %(lines)s). Periksa status kawinnya."
    ),
    "spouse_child_lines": _(
        "%(count)s suami atau istri masih anak (baris %(lines)s). Periksa tanggal lahir dan hubungannya."
    ),
    "head_minor_lines": _(
        "%(count)s kepala keluarga belum 17 tahun dan belum kawin (baris %(lines)s). Periksa tanggal lahirnya."
    ),
}
