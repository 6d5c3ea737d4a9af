"""Addresses of letters, a file a theme."""

from pendopo.letters.urls.requests import urlpatterns as _requests

urlpatterns = [*_requests]
