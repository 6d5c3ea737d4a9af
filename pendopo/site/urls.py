"""The map of the site: one include a domain."""

from django.conf import settings
from django.urls import include, path

from pendopo.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("meja/", views.desk, name="desk"),
    path("bahasa/", views.set_language, name="set_language"),
    path("", include("pendopo.places.urls")),
    path("", include("pendopo.people.urls")),
    path("", include("pendopo.accounts.urls")),
    path("", include("pendopo.notices.urls")),
    path("", include("pendopo.matching.urls")),
    path("", include("pendopo.letters.urls")),
]
if settings.PENDOPO_DEMO:
    urlpatterns.append(path("ui/", include("pendopo.ui.urls")))
