"""Paths of the register: residents who move to another village of this site."""

from django.urls import path

from pendopo.people.views import transfers

_ONE = "meja/perpindahan/<uuid:transfer_id>/"

urlpatterns = [
    path("meja/warga/<uuid:person_id>/pindah-desa/", transfers.send, name="people-transfer-send"),
    path("meja/perpindahan/", transfers.listing, name="people-transfers"),
    path(_ONE, transfers.transfer, name="people-transfer"),
    path(f"{_ONE}buka/", transfers.open_file, name="people-transfer-open"),
    path(f"{_ONE}terima/", transfers.accept, name="people-transfer-accept"),
    path(f"{_ONE}terima/cari/", transfers.find_family, name="people-transfer-family"),
    path(f"{_ONE}terima/<uuid:family_id>/", transfers.accept, name="people-transfer-join"),
    path(f"{_ONE}tanya/", transfers.ask_back, name="people-transfer-ask"),
    path(f"{_ONE}tolak/", transfers.refuse, name="people-transfer-refuse"),
    path(f"{_ONE}jawab/", transfers.answer, name="people-transfer-answer"),
    path(f"{_ONE}tarik/", transfers.take_back, name="people-transfer-take-back"),
]
