"""Addresses of finished letters and of checking them. `/V/` is short and in capitals: it stands in every QR code."""

from django.urls import path
from django.urls.resolvers import URLPattern

from pendopo.letters.views import documents, verification

urlpatterns: list[URLPattern] = [
    path("V/<str:code_text>", verification.verify, name="letters-verify"),
    path("verifikasi/", verification.verification, name="letters-verification"),
    path("verifikasi/daftar.json", verification.trust_list, name="letters-trust-list"),
    path("verifikasi/pekerja.js", verification.worker, name="letters-verify-worker"),
    path("verifikasi/halaman/", verification.saved_page, name="letters-verify-page"),
    path("surat/<uuid:request_id>/unduh/", documents.document, name="letters-document"),
    path("meja/surat/bsre/", documents.remote, name="letters-remote-sign"),
    path("meja/surat/<uuid:request_id>/unduh/", documents.desk_file, name="letters-document-desk"),
    path("meja/surat/<uuid:request_id>/surat/", documents.desk_page, name="letters-document-page"),
    path("meja/surat/<uuid:request_id>/pindaian/", documents.scan, name="letters-document-scan"),
    path("meja/surat/sertifikat/", documents.certificate, name="letters-certificate"),
    path("meja/surat/sertifikat/<str:area>/", documents.renew, name="letters-certificate-renew"),
]
