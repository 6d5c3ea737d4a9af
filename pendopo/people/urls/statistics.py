"""Paths of the register: figures for everybody and for officers."""

from django.urls import URLPattern, path

from pendopo.people.views import statistics

urlpatterns: list[URLPattern] = [
    path("statistik/", statistics.index, name="people-statistics"),
    path("statistik/<slug:topic>.csv", statistics.topic_csv, name="people-statistics-csv"),
    path("statistik/<slug:topic>/", statistics.topic, name="people-statistics-topic"),
    path("meja/statistik/", statistics.desk, name="people-statistics-desk"),
    path("meja/statistik/<slug:topic>.csv", statistics.desk_csv, name="people-statistics-desk-csv"),
    path("meja/statistik/<slug:topic>/", statistics.desk, name="people-statistics-desk-topic"),
]
