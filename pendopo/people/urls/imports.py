"""Paths of the resident import."""

from django.urls import path

from pendopo.people.views import imports

urlpatterns = [
    path("meja/warga/impor/", imports.import_list, name="people-imports"),
    path("meja/warga/impor/unggah/", imports.upload, name="people-import-upload"),
    path("meja/warga/impor/kata/", imports.accepted_words, name="people-import-words"),
    path("meja/warga/impor/templat.xlsx", imports.template, name="people-import-template"),
    path("meja/warga/impor/<uuid:batch_id>/", imports.import_detail, name="people-import"),
    path("meja/warga/impor/<uuid:batch_id>/setujui/", imports.confirm, name="people-import-confirm"),
    path("meja/warga/impor/<uuid:batch_id>/buang/", imports.discard, name="people-import-discard"),
    path("meja/warga/impor/<uuid:batch_id>/batalkan/", imports.undo, name="people-import-undo"),
    path("meja/warga/impor/<uuid:batch_id>/laporan.xlsx", imports.report, name="people-import-report"),
]
