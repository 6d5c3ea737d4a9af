"""An empty site: schema and keys."""

from pendopo.site.opening import create


def run() -> str:
    create()
    return "made"
