"""`pendopo clock confirm --today DAY`: somebody at the machine says what day it is."""

import argparse
import sys
from datetime import date

NAME = "clock confirm"
HELP = "pastikan tanggal hari ini sesudah jam komputer diragukan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the day that somebody says it is."""
    parser.add_argument(
        "--today", type=date.fromisoformat, required=True, help="tanggal hari ini (TTTT-BB-HH)"
    )


def run(options: argparse.Namespace) -> int:
    """End the doubt when the day is that of the clock; 1 when it is not."""
    from pendopo.kernel.actor import system_actor
    from pendopo.kernel.clock import today
    from pendopo.kernel.errors import ClockWrong
    from pendopo.kernel.operations import confirm_clock

    try:
        confirm_clock(system_actor("pendopo clock confirm"), area="", day=options.today)
    except ClockWrong:
        print(
            f"pendopo: jam komputer menunjukkan {today():%Y-%m-%d}, bukan {options.today:%Y-%m-%d}."
            " Betulkan jam komputer, lalu ulangi perintah ini.",
            file=sys.stderr,
        )
        return 1
    print(f"tanggal {options.today:%Y-%m-%d} dipastikan")
    return 0
