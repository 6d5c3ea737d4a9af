"""Addresses of matching."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
