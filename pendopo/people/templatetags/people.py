"""Words for codes and ages on the register's pages."""

from datetime import date

from django import template
from django.utils import translation
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.people.formats.report import FORMATS
from pendopo.people.queries.words import public_problem_text
from pendopo.people.rules.codes import TABLES
from pendopo.people.rules.dates import age
from pendopo.people.rules.problems import Problem

register = template.Library()


@register.filter
def code(value: int | None, table: str) -> str:
    """Name a code of a table in the language of the page."""
    return TABLES[table].label(value, translation.get_language() or "id")


@register.filter
def umur(birth: date | None) -> str:
    """Return the age in years today, a dash when the birth date is unknown."""
    return "–" if birth is None else str(age(birth, clock.today()))


@register.filter
def words(problem: Problem) -> str:
    """Say a finding in the language of the page."""
    return public_problem_text(problem.code, problem.params)


@register.filter
def file_kind(name: str) -> str:
    """Name the kind of an imported file in the language of the page."""
    return gettext(FORMATS.get(name, name))
