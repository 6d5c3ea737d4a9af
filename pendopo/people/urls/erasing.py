"""Paths of erasing what the journal keeps of a person."""

from django.urls import path

from pendopo.people.views import erasing

urlpatterns = [
    path("meja/penghapusan/", erasing.find, name="people-erasures"),
    path("meja/penghapusan/<uuid:person_id>/", erasing.erase, name="people-erasure"),
]
