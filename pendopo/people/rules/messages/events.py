"""Wording about families and population events."""

from collections.abc import Mapping
from typing import Final

EVENT_FIELDS: Final[Mapping[str, str]] = {}
EVENT_MESSAGES: Final[Mapping[str, str]] = {}
