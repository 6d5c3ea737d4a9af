"""The clock when a site is opened: in the zone of its village, and doubted aloud when it does not fit the journal."""

import sys

from pendopo.kernel.clock import set_zone
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.doubts import dates_of
from pendopo.places.queries import public_zone


def heed_the_clock() -> None:
    """Go by the time of the village's province, and say in one line when the clock is in doubt."""
    set_zone(public_zone())
    doubt = doubt_about_clock()
    if doubt is not None:
        print(
            "pendopo: jam komputer diragukan: menunjukkan {noticed}, catatan terakhir dari {newest}."
            " Nomor surat ditahan. Betulkan jamnya, lalu jalankan: pendopo clock confirm --today TTTT-BB-HH".format(
                **dates_of(doubt)
            ),
            file=sys.stderr,
            flush=True,
        )
