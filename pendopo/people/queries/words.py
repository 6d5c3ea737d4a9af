"""Findings of rules in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import gettext

from pendopo.people.rules.messages import text
from pendopo.people.rules.problems import Value


def public_problem_text(code: str, params: Mapping[str, Value]) -> str:
    """Say a finding in the language of the page; an unknown code stands for itself."""
    return text(code, params, gettext)
