"""Reads that put several domains on one page."""

from pendopo.site.queries.clock import clock_page, clock_waiting
from pendopo.site.queries.front import FrontPage, public_front_page
from pendopo.site.queries.journal import JournalLine, entry_page, journal_page, journal_rows
from pendopo.site.queries.rules import (
    HolidaysPage,
    RuleItem,
    RulePage,
    holiday_to_remove,
    holidays_page,
    rule_page,
    rules_page,
)
