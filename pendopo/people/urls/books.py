"""Paths of the register: books."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
