"""Paths of the register: list, search, one person's file."""

from django.urls import path

from pendopo.people.views import persons, searching

urlpatterns = [
    path("saya/data/", persons.own_data, name="people-own"),
    path("meja/warga/", persons.person_list, name="people-persons"),
    path("meja/warga/unduh/", persons.persons_file, name="people-persons-file"),
    path("meja/warga/saringan/", persons.keep, name="people-filter-keep"),
    path("meja/warga/saringan/<uuid:filter_id>/hapus/", persons.drop, name="people-filter-drop"),
    path("meja/warga/lintas-desa/", searching.across, name="people-across"),
    path("meja/warga/pencarian/", searching.searches, name="people-searches"),
    path("meja/warga/<uuid:person_id>/", persons.person, name="people-person"),
    path("meja/warga/<uuid:person_id>/buka/", persons.open_person, name="people-person-open"),
]
