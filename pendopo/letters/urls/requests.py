"""Addresses of requests: the portal, the desk, the register, the kiosk."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
