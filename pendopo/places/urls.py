"""Pages about the village: its profile and parts for everybody, its upkeep for officers."""

from django.urls import path

from pendopo.places.views import (
    addresses,
    boundaries,
    hours,
    localities,
    officials,
    portal,
    sites,
    switches,
    village,
)

urlpatterns = [
    path("kantor/", hours.card, name="places-hours"),
    path("profil/", portal.profile, name="places-profile"),
    path("profil/lambang/<str:owner>/", portal.emblem, name="places-emblem"),
    path("wilayah/", portal.areas, name="places-areas"),
    path("wilayah/batas.geojson", portal.outline, name="places-outline"),
    path("alamat-situs/<str:code>/", addresses.trial, name="places-address-trial"),
    path("meja/wilayah/perluas/", sites.widen, name="places-widen"),
    path("meja/wilayah/", sites.villages, name="places-villages"),
    path("meja/desa/alamat/", addresses.address, name="places-address"),
    path("meja/desa/", village.desk, name="places-desk"),
    path("meja/desa/layanan/", switches.services, name="places-services"),
    path("meja/desa/layanan/<str:domain>/", switches.service, name="places-service"),
    path("meja/desa/profil/", village.profile, name="places-profile-edit"),
    path("meja/desa/jam-buka/", hours.edit, name="places-hours-edit"),
    path("meja/desa/sebutan/", village.labels, name="places-labels-edit"),
    path("meja/desa/lambang/", village.emblem, name="places-emblem-edit"),
    path("meja/desa/lambang/<str:owner>/hapus/", village.emblem_remove, name="places-emblem-remove"),
    path("meja/desa/perangkat/tambah/", officials.appoint, name="places-official-appoint"),
    path("meja/desa/perangkat/<uuid:official_id>/", officials.edit, name="places-official-edit"),
    path("meja/desa/perangkat/<uuid:official_id>/akhiri/", officials.end, name="places-official-end"),
    path("meja/desa/dusun/tambah/", localities.add_hamlet, name="places-hamlet-add"),
    path("meja/desa/wilayah/<uuid:locality_id>/", localities.edit, name="places-locality-edit"),
    path("meja/desa/wilayah/<uuid:locality_id>/tambah/", localities.add, name="places-locality-add"),
    path("meja/desa/wilayah/<uuid:locality_id>/tutup/", localities.close, name="places-locality-close"),
    path("meja/desa/batas/", boundaries.upload, name="places-boundaries"),
    path("meja/desa/batas/simpan/", boundaries.save, name="places-boundaries-save"),
]
