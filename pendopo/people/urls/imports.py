"""Paths of the register: imports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
