"""The reference pages: made from the registry, the roles, the options, the commands and the tables themselves."""

from collections.abc import Callable
from typing import Final

from django.utils import translation

from pendopo.site.reference import (
    commands,
    flows,
    house,
    numbers,
    operations,
    permissions,
    rules,
    settings,
    tables,
)

PAGES: Final[dict[str, Callable[[], str]]] = {
    "operations.md": operations.page,
    "permissions.md": permissions.page,
    "flows.md": flows.page,
    **{f"flow-{name}.svg": drawing for name, drawing in flows.drawings().items()},
    "settings.md": settings.page,
    "commands.md": commands.page,
    "rules.md": rules.page,
    "data-dictionary.md": tables.page,
    "numbers.md": numbers.page,
    "house.md": house.page,
}


def pages() -> dict[str, str]:
    """Return every page of docs/reference by its file name."""
    with translation.override("id"):
        return {name: make() for name, make in PAGES.items()}
