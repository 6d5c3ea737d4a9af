"""Addresses of reports."""

from django.urls import path

from pendopo.cases.urls import case_urls
from pendopo.vital import views
from pendopo.vital.rules import EVENTS, FLOW, WRONG

_WORD = "lapor-peristiwa"
_FIELD = "meja/laporan-saya/"

urlpatterns = [
    path(f"{_WORD}/tentang-saya/<uuid:case_id>/", views.about_me, name="vital-report-about-me"),
    path(f"meja/{_WORD}/<uuid:case_id>/enter/", views.enter, name="vital-report-enter"),
    path(f"meja/{_WORD}/<uuid:case_id>/ask_person/", views.ask_person, name="vital-report-ask_person"),
    path(_FIELD, views.field, name="vital-report-field"),
    *(
        path(f"{_FIELD}{key}/", views.report, {"sort": key}, name=f"vital-report-field-{key}")
        for key, _words in EVENTS
        if key != WRONG
    ),
    *case_urls(FLOW, _WORD, own=("enter", "ask_person")),
]
