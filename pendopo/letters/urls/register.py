"""Addresses of the register and its books."""

from django.urls import path

from pendopo.letters.views import register

urlpatterns = [
    path("meja/surat/agenda/", register.agenda, name="letters-agenda"),
    path("meja/surat/ekspedisi/", register.expedition, name="letters-expedition"),
    path("meja/surat/buku/<slug:book>/cetak/", register.print_book, name="letters-book-print"),
    path("meja/surat/buku/<slug:book>/unduh/", register.download_book, name="letters-book-file"),
    path("meja/surat/masuk/", register.mails, name="letters-mails"),
    path("meja/surat/masuk/catat/<slug:book>/", register.new_mail, name="letters-mail-new"),
    path("meja/surat/masuk/<uuid:entry_id>/", register.mail, name="letters-mail"),
    path("meja/surat/masuk/<uuid:entry_id>/disposisi/", register.dispose, name="letters-mail-dispose"),
    path(
        "meja/surat/disposisi/<uuid:disposition_id>/selesai/",
        register.dispose_done,
        name="letters-disposition-done",
    ),
    path("meja/surat/masuk/<uuid:entry_id>/kirim/", register.deliver, name="letters-mail-deliver"),
    path("meja/surat/masuk/<uuid:entry_id>/batal/", register.void, name="letters-mail-void"),
    path("meja/surat/penomoran/", register.numbers, name="letters-numbering"),
]
