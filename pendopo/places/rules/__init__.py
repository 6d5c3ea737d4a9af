"""Decisions about places as pure Python, one file a theme."""

from pendopo.places.rules.terms import RULES
