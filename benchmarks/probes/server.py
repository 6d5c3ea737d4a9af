"""The production server on a free port, until terminated."""

from pendopo.site.opening import check_site, stop_on_signals
from pendopo.site.serving import serve


def run() -> int:
    check_site()
    stop_on_signals()
    return serve("127.0.0.1", 0)
