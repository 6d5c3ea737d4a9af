"""Sentences written for a desa, said in a kelurahan, a nagari and a gampong."""

import pytest
from django.utils.translation import gettext, ngettext, override, pgettext

from pendopo.kernel.village_pages import page_of_village
from pendopo.places import operations
from pendopo.places.queries import public_words_of
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.labels import default_labels
from pendopo.places.rules.wording import said
from tests import catalogue
from tests.architecture.kinds import desa_words
from tests.making import KELURAHAN, TARAJU

DESA, WARD = VillageKind.DESA, VillageKind.KELURAHAN
CIPADUNG = default_labels(WARD, KELURAHAN, "Kota Bandung")
NAMED = "BLT Dana Desa di https://taraju.desa.id, v.desa %(desa)s"
NAGARI = default_labels(DESA, "13.06.01.2001", "Kabupaten Agam")


@pytest.mark.parametrize(
    ("written", "ward", "nagari"),
    [
        ("Datang ke kantor desa.", "Datang ke kantor kelurahan.", "Datang ke kantor nagari."),
        ("Kepala desa", "Lurah", "Wali nagari"),
        ("Menunggu Sekretaris Desa", "Menunggu Sekretaris Kelurahan", "Menunggu Sekretaris Nagari"),
        ("Atasan PPID (kepala desa)", "Atasan PPID (lurah)", "Atasan PPID (wali nagari)"),
        ("Anggota BPD", "Anggota LPM", "Anggota Bamus Nagari"),
        ("Dusun, RW, dan RT", "Lingkungan, RW, dan RT", "Jorong, RW, dan RT"),
        ("Pilih desa atau kelurahan", "Pilih desa atau kelurahan", "Pilih desa atau kelurahan"),
        (NAMED, NAMED, NAMED),
        ("APBDes dan musyawarah desa", "DPA kelurahan dan musyawarah kelurahan", "APBDes dan musyawarah nagari"),
    ],
)  # fmt: skip
def test_a_sentence_names_what_the_place_has(written: str, ward: str, nagari: str) -> None:
    assert said(written, "id", WARD, CIPADUNG) == ward
    assert said(written, "id", DESA, NAGARI) == nagari
    assert said(written, "id", DESA, default_labels(DESA, TARAJU, "Kabupaten Tasikmalaya")) == written


def test_what_a_village_calls_itself_is_said_in_english_too() -> None:
    assert said("The Village head of this village", "en", WARD, CIPADUNG) == "The Lurah of this kelurahan"
    assert said("Hamlets of the village", "en", DESA, NAGARI) == "Jorong of the nagari"
    assert said("Member of the village council (BPD)", "en", WARD, CIPADUNG) == "Member of the LPM"


def test_no_sentence_of_the_program_says_in_a_kelurahan_what_only_a_desa_has() -> None:
    findings = []
    for entry in catalogue.load():
        if entry.msgctxt is None:
            texts = [("id", entry.msgid), ("id", entry.msgid_plural), ("en", entry.msgstr)]
            texts += [("en", text) for text in entry.msgstr_plural.values()]
            findings += [
                found
                for language, text in texts
                for found in desa_words(said(text, language, WARD, CIPADUNG))
            ]
    assert not findings, "\n" + "\n".join(findings)


@pytest.mark.django_db
def test_the_interface_speaks_in_the_words_of_the_village_of_the_page() -> None:
    from pendopo.kernel.actor import system_actor

    for code in (TARAJU, KELURAHAN):
        operations.set_up_village(system_actor("test"), code=code)
    assert gettext("Kepala desa") == "Kepala desa"  # a command speaks for no village
    with page_of_village(KELURAHAN, ""):
        assert gettext("Kepala desa") == "Lurah"
        assert pgettext("nama resmi", "Desa") == "Desa"
        assert ngettext("%(n)s dusun", "%(n)s dusun", 2) == "%(n)s lingkungan"
        with override("en"):
            assert gettext("Kepala desa") == "Lurah"
        with public_words_of(f"{TARAJU}.01"):  # a message to somebody who lives in the desa
            assert gettext("Kepala desa") == "Kepala desa"
    with page_of_village(TARAJU, ""):
        assert gettext("Kepala desa") == "Kepala desa"
        with public_words_of(KELURAHAN):
            assert gettext("Kepala desa") == "Lurah"
