"""Wording about kinship and families that look unlikely."""

from collections.abc import Mapping
from typing import Final

FAMILY_MESSAGES: Final[Mapping[str, str]] = {}
