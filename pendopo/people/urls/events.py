"""Paths of the register: events."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
