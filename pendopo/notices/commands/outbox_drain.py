"""`pendopo outbox drain`: carries waiting messages out now, as the server does every two minutes."""

import argparse
import json
import sys
from dataclasses import asdict

NAME = "outbox drain"
HELP = "Kirim pesan yang menunggu lewat saluran yang sudah diatur."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Send what is due and say how it went; leave it alone while a server or another command does it."""
    from django.conf import settings

    from pendopo.kernel.jobs import held
    from pendopo.kernel.worker import Holder
    from pendopo.notices.operations import WORK, deliver_due

    with Holder(settings.PENDOPO_DATA) as holder, held(WORK, holder.name) as mine:
        if not mine:
            print("pesan sedang dikirim oleh proses lain; coba lagi sebentar", file=sys.stderr)
            return 1
        done = deliver_due()
    if options.json:
        print(json.dumps(asdict(done)))
    else:
        print(
            f"{done.sent} terkirim, {done.failed} gagal, {done.unknown} belum pasti, {done.postponed} ditunda"
        )
    return 1 if done.failed or done.unknown else 0
