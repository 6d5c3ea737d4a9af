"""Addresses of notices."""

from django.urls import path

from pendopo.notices import views

urlpatterns = [
    path("saya/pesan/", views.notices, name="my-notices"),
    path("saya/pesan/<uuid:notice_id>/", views.open_notice, name="my-notice"),
    path("meja/kotak-keluar/", views.outgoing, name="outbox"),
    path("meja/kotak-keluar/<uuid:item_id>/", views.settle_one, name="outbox-item"),
]
