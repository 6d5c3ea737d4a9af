"""Addresses of requests at the portal and at the desk."""

from django.urls import path

from pendopo.cases.urls import bound
from pendopo.cases.views import desk as cases
from pendopo.cases.views import portal
from pendopo.kernel.access import requires, resident
from pendopo.letters.rules.permissions import READ
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.views import desk, preview, requests, signing

_reads = requires(READ)
_OWN = "surat/permohonan/<uuid:case_id>/"  # as the pages of all kinds of cases call it
_MINE, _DESK = "surat/permohonan/<uuid:request_id>/", "meja/surat/<uuid:request_id>/"

urlpatterns = [
    path("surat/ajukan/<slug:key>/", requests.ask, name="letters-ask"),
    path("surat/saya/", requests.mine, name="letters-mine"),
    path("surat/status/", requests.status_form, name="letters-status-form"),
    path("surat/status/<str:receipt>/<str:secret>/", requests.status, name="letters-status"),
    path("surat/berkas/<uuid:paper_id>/", requests.paper, name="letters-paper"),
    path(_MINE, requests.detail, name="letters-request"),
    path(f"{_MINE}isi/<str:key>/", requests.question, name="letters-question"),
    path(f"{_MINE}syarat/", requests.papers, name="letters-papers"),
    path(f"{_MINE}periksa/", requests.check, name="letters-check"),
    path(f"{_MINE}tanda-terima/", requests.receipt, name="letters-receipt"),
    path(f"{_MINE}kirim-lagi/", requests.complete, name="letters-complete"),
    path(f"{_OWN}keberatan/", bound(portal.move, REQUEST, resident, "object"), name="letters-object"),
    path(f"{_OWN}lanjutkan/", bound(portal.move, REQUEST, resident, "resume"), name="letters-resume"),
    path(f"{_MINE}batal/", requests.withdraw, name="letters-withdraw"),
    path("meja/surat/", bound(cases.listing, REQUEST, _reads, "letters/desk/list.html"), name="letters-desk"),
    path("meja/surat/unduh/", bound(cases.download, REQUEST, _reads), name="letters-desk-download"),
    path("meja/surat/baru/", desk.find, name="letters-desk-find"),
    path("meja/surat/baru/<uuid:person_id>/", desk.choose, name="letters-desk-choose"),
    path("meja/surat/baru/<uuid:person_id>/<slug:key>/", desk.record, name="letters-desk-record"),
    path("meja/surat/berkas/<uuid:paper_id>/", desk.paper, name="letters-desk-paper"),
    path("meja/surat/tanda-tangan/", signing.before_me, name="letters-sign"),
    path("meja/surat/tanda-tangan/setuju/", signing.confirm, name="letters-sign-confirm"),
    path("meja/surat/tanda-tangan/kirim/", signing.sign, name="letters-sign-all"),
    path("meja/surat/tanda-tangan/<uuid:request_id>/lihat/", signing.looked, name="letters-sign-look"),
    path("meja/surat/tanda-tangan/<uuid:request_id>/sekarang/", signing.now, name="letters-sign-now"),
    path(_DESK, desk.detail, name="letters-desk-request"),
    *(
        path(f"{_DESK}{word}/", bound(desk.step, REQUEST, _reads, key), name=f"letters-desk-{name}")
        for key, word, name in (
            ("check", "periksa", "check"),
            ("return", "kembalikan", "return"),
            ("verify", "verifikasi", "verify"),
            ("recheck", "kembali-ke-operator", "recheck"),
            ("reverify", "kembali-ke-meja-sebelumnya", "reverify"),
            ("take_over", "teruskan", "step-in"),
            ("refuse", "tolak", "refuse"),
            ("refuse_to_sign", "tidak-menandatangani", "decline"),
            ("grant", "terima-keberatan", "grant"),
            ("uphold", "tolak-keberatan", "uphold"),
            ("hand_over", "serahkan", "hand"),
            ("void", "batalkan", "void"),
        )
    ),
    path(f"{_DESK}catatan/", bound(desk.note, REQUEST, _reads), name="letters-desk-note"),
    path(f"{_DESK}peristiwa/", desk.event_noted, name="letters-desk-event"),
    path(f"{_DESK}tanda-terima/", desk.receipt, name="letters-desk-receipt"),
    path(f"{_DESK}rancangan/", preview.draft, name="letters-desk-draft"),
]
