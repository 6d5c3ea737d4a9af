"""Addresses of public information."""

from pendopo.cases.urls import case_urls
from pendopo.disclosure.rules import REQUEST

urlpatterns = case_urls(REQUEST, "informasi-publik")
