"""`pendopo notices send`: carries waiting messages out; made for the site's timer."""

import argparse

NAME = "notices send"
HELP = "Kirim pesan yang menunggu lewat saluran yang sudah diatur."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""


def run(options: argparse.Namespace) -> int:
    """Send what is due and say how it went."""
    from pendopo.notices.operations import deliver_due

    sent, failed = deliver_due()
    print(f"{sent} pesan terkirim, {failed} gagal")
    return 1 if failed else 0
