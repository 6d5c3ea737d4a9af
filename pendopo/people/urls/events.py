"""Paths of the register: population events, families, corrections."""

from django.urls import path

from pendopo.people.forms.events import walks
from pendopo.people.views.events import belonging, correcting, households, listing, moving, recording

_PERSON, _FAMILY = "meja/warga/<uuid:person_id>/", "meja/keluarga/<uuid:family_id>/"

urlpatterns = [
    path("meja/peristiwa/", listing.events, name="people-events"),
    path("meja/peristiwa/catat/", listing.start, name="people-event-start"),
    path("meja/peristiwa/datang/", moving.start_move_in, name="people-move-in"),
    path(
        "meja/peristiwa/datang/keluarga-baru/",
        moving.move_in,
        {"manner": walks.NEW},
        name="people-move-in-family",
    ),
    path(
        "meja/peristiwa/datang/sendiri/",
        moving.move_in,
        {"manner": walks.ALONE},
        name="people-move-in-alone",
    ),
    path(
        "meja/peristiwa/datang/sementara/",
        moving.move_in,
        {"manner": walks.STAY},
        name="people-move-in-stay",
    ),
    path("meja/peristiwa/<uuid:event_id>/batal/", listing.take_back, name="people-event-reverse"),
    path("meja/warga/baru/", moving.start_register, name="people-register"),
    path(
        "meja/warga/baru/keluarga-baru/",
        moving.register,
        {"manner": walks.NEW},
        name="people-register-family",
    ),
    path("meja/warga/baru/sendiri/", moving.register, {"manner": walks.ALONE}, name="people-register-alone"),
    path(f"{_PERSON}peristiwa/", listing.of_person, name="people-person-events"),
    path(f"{_PERSON}meninggal/", recording.death, name="people-death"),
    path(f"{_PERSON}pindah/", moving.move_out, name="people-move-out"),
    path(f"{_PERSON}hilang/", recording.missing, name="people-missing"),
    path(f"{_PERSON}pergi/", recording.leave, name="people-leave"),
    path(f"{_PERSON}kembali/", recording.come_back, name="people-return"),
    path(f"{_PERSON}betulkan/", correcting.sections, name="people-corrections"),
    path(f"{_PERSON}betulkan/<slug:part>/", correcting.correct, name="people-correct"),
    path(f"{_PERSON}hubungan/", belonging.relation, name="people-relation"),
    path(f"{_PERSON}pindah-keluarga/", belonging.other_family, name="people-other-family"),
    path(f"{_PERSON}pindah-keluarga/<uuid:family_id>/", belonging.join_family, name="people-join-family"),
    path("meja/keluarga/cari/", households.find_family, name="people-find-family"),
    path(_FAMILY, households.family, name="people-family"),
    path(f"{_FAMILY}lahir/", recording.birth, name="people-birth"),
    path(f"{_FAMILY}tambah/", moving.register, name="people-register-member"),
    path(f"{_FAMILY}datang/", moving.move_in, name="people-move-in-member"),
    path(f"{_FAMILY}pecah/", households.split, name="people-family-split"),
    path(f"{_FAMILY}kepala/", households.head, name="people-family-head"),
    path(f"{_FAMILY}ubah/", correcting.card, name="people-family-edit"),
    path(f"{_FAMILY}tutup/", households.dissolve, name="people-family-dissolve"),
]
