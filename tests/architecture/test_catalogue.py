"""Every string for people is Indonesian in the source and has an English translation."""

from __future__ import annotations

from pathlib import Path

import polib
from django.utils.translation import override

from tests import catalogue

VIEW = """
from django.utils.translation import gettext as _, ngettext
_("Simpan")
ngettext("%(n)d warga", "%(n)d warga", 2)
"""
PAGE = """{% load i18n %}{% translate "Cari" %}
{% blocktranslate trimmed with name=x %}
  Halo {{ name }}
{% endblocktranslate %}
"""


def test_the_english_catalogue_is_complete_and_compiled() -> None:
    findings = catalogue.findings()
    assert not findings, "\n" + "\n".join(findings)


def test_strings_are_collected_from_code_and_templates(tmp_path: Path) -> None:
    package = tmp_path / "pendopo"
    (package / "people" / "templates" / "people").mkdir(parents=True)
    (package / "people" / "views.py").write_text(VIEW)
    (package / "people" / "templates" / "people" / "a.html").write_text(PAGE)
    found = catalogue.collect(package)
    assert {text for _, text in found} == {"Simpan", "%(n)d warga", "Cari", "Halo %(name)s"}
    assert found[(None, "Cari")].files == {"pendopo/people/templates/people/a.html"}


def test_a_new_string_stands_untranslated_and_an_old_one_goes(tmp_path: Path) -> None:
    old = polib.POFile()
    old.append(polib.POEntry(msgid="Simpan", msgstr="Save"))
    old.append(polib.POEntry(msgid="Usang", msgstr="Obsolete"))
    found: dict[tuple[str | None, str], catalogue.Message] = {
        (None, text): catalogue.Message(text) for text in ("Simpan", "Baru")
    }
    fresh = catalogue.merge(found, old)
    assert {entry.msgid: entry.msgstr for entry in fresh} == {"Simpan": "Save", "Baru": ""}
    assert [entry.msgid for entry in fresh if not catalogue.is_translated(entry)] == ["Baru"]


def test_a_translation_that_loses_a_placeholder_is_found() -> None:
    good = polib.POEntry(msgid="Halo %(name)s", msgstr="Hello %(name)s")
    bad = polib.POEntry(msgid="Halo %(name)s", msgstr="Hello")
    assert catalogue._same_places(good)
    assert not catalogue._same_places(bad)


def test_the_interface_can_be_switched_to_english() -> None:
    from django.utils.translation import gettext

    entry = next(
        entry for entry in catalogue.load() if not entry.msgid_plural and entry.msgstr != entry.msgid
    )
    with override("en"):
        assert gettext(entry.msgid) == entry.msgstr
    with override("id"):
        assert gettext(entry.msgid) == entry.msgid
