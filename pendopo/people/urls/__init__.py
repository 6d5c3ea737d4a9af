"""Paths of the register, a file a theme."""

from importlib import import_module

THEMES = ("persons", "events", "transfers", "imports", "statistics", "books", "erasing")

urlpatterns = [
    pattern for theme in THEMES for pattern in import_module(f"pendopo.people.urls.{theme}").urlpatterns
]
