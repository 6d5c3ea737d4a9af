"""An empty site: schema and keys."""

from pendopo.site.opening import migrate


def run() -> str:
    migrate()
    return "made"
