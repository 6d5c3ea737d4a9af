"""Paths of the register: persons."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
