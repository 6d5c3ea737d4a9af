"""Addresses of a kecamatan's services."""

from django.urls import path

from pendopo.cases.urls import case_urls
from pendopo.district import views
from pendopo.district.rules.flow import REQUEST

urlpatterns = [
    path("kantor/<str:area>/layanan/", views.services, name="district-services"),
    path("meja/kecamatan/<uuid:case_id>/lembar/", views.sheet, name="district-request-sheet"),
    *case_urls(REQUEST, "kecamatan"),
]
