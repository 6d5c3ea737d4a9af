"""Addresses of the kiosk and of the queue."""

from django.urls import path

from pendopo.letters.views import kiosk

urlpatterns = [
    path("anjungan/", kiosk.home, name="kiosk"),
    path("anjungan/selesai/", kiosk.leave, name="kiosk-leave"),
    path("anjungan/antrean/", kiosk.ticket, name="kiosk-queue"),
    path("anjungan/antrean/<uuid:ticket_id>/", kiosk.show_ticket, name="kiosk-ticket"),
    path("anjungan/layar/", kiosk.board, name="kiosk-board"),
    path("anjungan/masuk/", kiosk.sign_in, name="kiosk-sign-in"),
    path("anjungan/surat/", kiosk.choose, name="kiosk-choose"),
    path("anjungan/surat/<slug:key>/", kiosk.ask, name="kiosk-ask"),
    path("anjungan/permohonan/<uuid:request_id>/isi/<str:key>/", kiosk.question, name="kiosk-question"),
    path("anjungan/permohonan/<uuid:request_id>/periksa/", kiosk.check, name="kiosk-check"),
    path("anjungan/permohonan/<uuid:request_id>/tanda-terima/", kiosk.receipt, name="kiosk-receipt"),
    path("meja/surat/antrean/", kiosk.queue, name="letters-queue"),
    path("meja/surat/antrean/anjungan/", kiosk.become_kiosk, name="letters-queue-kiosk"),
    path("meja/surat/antrean/panggil/", kiosk.call, name="letters-queue-call"),
]
