"""Addresses of letter types: the public list and sheet, the editor at the desk."""

from django.urls import path

from pendopo.letters.views import blanks, type_desk, type_questions, type_versions, types

_ONE = "meja/surat/jenis/<slug:key>/"

# The public sheet stands last of all addresses below surat/: the key may be any word that none of them uses.
desk_patterns = [
    path("meja/surat/jenis/", type_desk.types, name="letters-types"),
    path("meja/surat/jenis/baru/", type_versions.add, name="letters-types-add"),
    path(_ONE, type_desk.one, name="letters-types-one"),
    path(f"{_ONE}umum/", type_desk.general, name="letters-types-general"),
    path(f"{_ONE}kalimat/", type_desk.wording, name="letters-types-wording"),
    path(f"{_ONE}kalimat/lihat/", type_desk.trial, name="letters-types-trial"),
    path(f"{_ONE}syarat/", type_desk.requirements, name="letters-types-requirements"),
    path(f"{_ONE}standar/", type_desk.standard, name="letters-types-standard"),
    path(f"{_ONE}isian/", type_questions.questions, name="letters-types-questions"),
    path(f"{_ONE}isian/baru/", type_questions.add, name="letters-types-question-add"),
    path(f"{_ONE}isian/<slug:question>/", type_questions.edit, name="letters-types-question"),
    path(f"{_ONE}isian/<slug:question>/pindah/", type_questions.move, name="letters-types-question-move"),
    path(f"{_ONE}word/", type_versions.word_file, name="letters-types-word"),
    path(f"{_ONE}contoh/", type_versions.sample, name="letters-types-sample"),
    path(f"{_ONE}formulir/", blanks.draft, name="letters-types-blank"),
    path(f"{_ONE}contoh/gambar/", type_versions.picture, name="letters-types-picture"),
    path(f"{_ONE}berlakukan/", type_versions.enact, name="letters-types-enact"),
    path(f"{_ONE}buang/", type_versions.discard, name="letters-types-discard"),
    path(f"{_ONE}layanan/", type_versions.switch, name="letters-types-switch"),
    path(f"{_ONE}versi/<int:number>/", type_versions.version, name="letters-types-version"),
    path(f"{_ONE}versi/<int:number>/pulihkan/", type_versions.restore, name="letters-types-restore"),
]
urlpatterns = [
    *desk_patterns,
    path("standar-pelayanan/", types.standards, name="letters-standards"),
    path("surat/", types.catalogue, name="letters-catalogue"),
    path("surat/<slug:key>/", types.sheet, name="letters-type"),
    path("surat/<slug:key>/formulir/", blanks.blank, name="letters-type-blank"),
    path("surat/<slug:key>/contoh/<slug:paper>/", blanks.declaration, name="letters-type-declaration"),
]
