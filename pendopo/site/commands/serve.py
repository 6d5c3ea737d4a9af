"""`pendopo serve`: the whole site in one process."""

import argparse

NAME = "serve"
HELP = "jalankan situs (portal dan meja kerja) sampai dihentikan"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--village", default="", help="kode desa untuk pemakaian pertama")
    parser.add_argument("--threads", type=int, default=4)


def run(options: argparse.Namespace) -> int:
    """Create what is missing, bring the schema up to date, print the first administrator's link, serve."""
    import django

    django.setup()
    from django.conf import settings

    from pendopo.documents.rules import require_one_space
    from pendopo.kernel.worker import start_worker
    from pendopo.matching.tasks import resume_runs
    from pendopo.people.tasks import resume_imports
    from pendopo.places.queries import public_site_area
    from pendopo.site import opening, serving
    from pendopo.ui.shell import require_known_names

    opening.open_or_create()
    if options.village:
        opening.set_village(options.village)
    link = opening.first_administrator_link()
    if area := public_site_area():
        opening.note_village(area)
    else:
        where = "pilih lewat tautan itu, atau " if link else ""
        print(f"desa belum dipilih: {where}jalankan pendopo init --village KODE", flush=True)
    require_known_names()
    require_one_space()
    resume_imports()
    resume_runs()
    start_worker(settings.PENDOPO_DATA)
    opening.stop_on_signals()
    # Told with the first page: only then is the port known, which may have been left to the machine (--port 0).
    note = "pengelola pertama: buka {address}" + link.removeprefix("/") + " (sekali pakai)\n" if link else ""
    return serving.serve(options.host, options.port, threads=options.threads, note=note)
