"""Addresses of the register and its books."""

from django.urls import path

from pendopo.mail import views

urlpatterns = [
    path("meja/surat/agenda/", views.agenda, name="mail-agenda"),
    path("meja/surat/ekspedisi/", views.expedition, name="mail-expedition"),
    path("meja/surat/buku/<slug:book>/cetak/", views.print_book, name="mail-book-print"),
    path("meja/surat/buku/<slug:book>/unduh/", views.download_book, name="mail-book-file"),
    path("meja/surat/masuk/", views.mails, name="mail-list"),
    path("meja/surat/masuk/catat/<slug:book>/", views.new_mail, name="mail-new"),
    path("meja/surat/masuk/<uuid:entry_id>/", views.mail, name="mail-entry"),
    path("meja/surat/masuk/<uuid:entry_id>/disposisi/", views.dispose, name="mail-dispose"),
    path(
        "meja/surat/disposisi/<uuid:disposition_id>/selesai/",
        views.dispose_done,
        name="mail-disposition-done",
    ),
    path("meja/surat/masuk/<uuid:entry_id>/kirim/", views.deliver, name="mail-deliver"),
    path("meja/surat/masuk/<uuid:entry_id>/batal/", views.void, name="mail-void"),
    path("meja/surat/penomoran/", views.numbers, name="mail-numbering"),
]
