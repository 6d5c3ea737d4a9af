"""The map of the site: its own pages, and those of every domain."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from pendopo.site.views import clock, front, journal, rules

FRAMES = ("pendopo.site", "pendopo.ui")

urlpatterns = [
    path("", front.home, name="home"),
    path("meja/", front.desk, name="desk"),
    path("bahasa/", front.set_language, name="set_language"),
    path("meja/aturan/", rules.rules, name="rules"),
    path("meja/aturan/hari-libur/", rules.holidays, name="holidays"),
    path("meja/aturan/hari-libur/<uuid:holiday_id>/hapus/", rules.remove_holiday, name="holiday-remove"),
    path("meja/aturan/<str:key>/", rules.rule, name="rule"),
    path("meja/jam/", clock.office_clock, name="clock"),
    path("meja/jurnal/", journal.journal, name="journal"),
    path("meja/jurnal/unduh/", journal.journal_file, name="journal-file"),
    path("meja/jurnal/<uuid:entry_id>/", journal.entry, name="journal-entry"),
    # Each domain that has pages, in the order of the list of applications.
    *(
        path("", include(f"{name}.urls"))
        for name in settings.INSTALLED_APPS
        if name.startswith("pendopo.") and name not in FRAMES and find_spec(f"{name}.urls")
    ),
]
if settings.PENDOPO_DEMO:
    urlpatterns.append(path("ui/", include("pendopo.ui.urls")))
