"""Paths of the register: statistics."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
