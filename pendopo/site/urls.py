"""The map of the site: one include a domain."""

from django.conf import settings
from django.urls import include, path

from pendopo.site.views import clock, front, journal, rules

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
    path("", include("pendopo.places.urls")),
    path("", include("pendopo.people.urls")),
    path("", include("pendopo.accounts.urls")),
    path("", include("pendopo.notices.urls")),
    path("", include("pendopo.matching.urls")),
    path("", include("pendopo.documents.urls")),
    path("", include("pendopo.cases.urls")),
    path("", include("pendopo.mail.urls")),
    path("", include("pendopo.letters.urls")),
    path("", include("pendopo.disclosure.urls")),
    path("", include("pendopo.kiosk.urls")),
]
if settings.PENDOPO_DEMO:
    urlpatterns.append(path("ui/", include("pendopo.ui.urls")))
