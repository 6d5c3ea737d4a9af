"""`pendopo demo`: a throw-away site with fictional people, ready to look at."""

import argparse
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

NAME = "demo"
HELP = "situs contoh sekali pakai dengan warga fiktif"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--families", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    wanted = ("desa", "kelurahan", "kabupaten")
    parser.add_argument("--as", dest="cast", choices=wanted, default="desa", help="tingkat situs contoh")


def run(options: argparse.Namespace) -> int:
    """Build the demo site (or open the one in --data), print its accounts, serve until interrupted."""
    kept = os.environ.get("PENDOPO_DATA")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="pendopo-demo-"))
    os.environ["PENDOPO_DATA"] = str(folder)
    os.environ["PENDOPO_DEMO"] = "1"
    os.environ.pop("PENDOPO_DATABASE_URL", None)
    if options.port == 0:
        options.port = _free_port(options.host)
    # printed in the QR codes of letters, which are signed before anybody has asked for a page
    os.environ.setdefault("PENDOPO_PUBLIC_URL", f"http://127.0.0.1:{options.port}")
    import django

    django.setup()
    from pendopo.site import opening

    opening.stop_on_signals()
    try:
        return _serve(options)
    except (SystemExit, KeyboardInterrupt):
        return 0
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def _free_port(host: str) -> int:
    with socket.socket() as one:
        one.bind((host, 0))
        return int(one.getsockname()[1])


def _serve(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection

    from demo.places import take_address
    from pendopo.documents.rules import require_one_space
    from pendopo.kernel.worker import start_worker
    from pendopo.matching.tasks import resume_runs
    from pendopo.people.tasks import resume_imports
    from pendopo.site import opening, serving
    from pendopo.ui.shell import require_known_names

    require_known_names()
    require_one_space()
    fresh = not connection.introspection.table_names()
    if not fresh and not (settings.PENDOPO_DATA / "demo").exists():
        print(
            f"pendopo: {settings.PENDOPO_DATA} berisi situs sungguhan. Pilih --data lain untuk demo.",
            file=sys.stderr,
        )
        return 1
    opening.open_or_create()
    later = _settle(options) if fresh else None
    take_address()
    resume_imports()
    resume_runs()
    start_worker(settings.PENDOPO_DATA)
    return serving.serve(
        options.host, options.port, then=later, note="  masuk satu langkah: {address}masuk/demo/\n"
    )


def _settle(options: argparse.Namespace) -> Callable[[], None]:
    """Make the village, print its accounts, and return what may happen behind the first page."""
    from django.conf import settings

    from demo.cast import CASTS, begin
    from demo.places import office_of

    def say(words: str) -> None:
        print(f"  {words}", flush=True)

    made, behind = begin(options.cast, options.families, options.seed, say)
    if not CASTS[options.cast].area:
        (settings.PENDOPO_DATA / "village").write_text(made.village + "\n")
    (settings.PENDOPO_DATA / "demo").write_text("Semua orang dalam situs ini fiktif.\n")
    say(f"{made.residents} warga fiktif, {made.families} keluarga, {office_of(made.village).title}")
    for officer in made.officers:
        say(f"petugas  {officer.username:<16} {made.password}   {officer.role}")
    for account in made.accounts:
        say(f"warga    {account.phone:<16} {made.pin}   {account.name}")

    def later() -> None:
        behind()
        say("situs contoh lengkap")

    return later
