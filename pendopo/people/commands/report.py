"""`pendopo report`: a month of a book, or the month's report, in lines or as JSON; identity numbers are masked."""

import argparse
import json
import sys
from datetime import date

NAME = "report"
HELP = "laporan bulanan (lampid) atau buku B.1-B.5 satu bulan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("what", choices=("lampid", "book"), help="lampid: lahir, mati, pindah, datang")
    parser.add_argument("--book", default="", metavar="B.3", help="nomor buku, untuk `book`")
    parser.add_argument("--month", default="", metavar="TTTT-BB", help="bulan; kosong = bulan ini")
    parser.add_argument("--village", default="", help="kode desa; kosong = desa situs ini")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(options: argparse.Namespace) -> int:
    """Print the month; exit code 2 for what is no month or no book of it."""
    from django.utils.translation import override

    from pendopo.kernel.actor import system_actor
    from pendopo.kernel.errors import NotFound
    from pendopo.people.queries.books import book_report

    try:
        first = date.fromisoformat(f"{options.month}-01") if options.month else None
        if options.what == "book" and not options.book:
            raise ValueError
    except ValueError:
        print("pendopo: tulis --month TTTT-BB, dan untuk book juga --book B.1 sampai B.5", file=sys.stderr)
        return 2
    try:
        with override("id"):
            made = book_report(
                system_actor("cli"),
                "LAMPID" if options.what == "lampid" else options.book,
                on=first,
                village=options.village,
            )
    except NotFound:
        print("pendopo: buku, bulan, atau desa itu tidak ada", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        _lines(made)
    return 0


def _lines(made: dict[str, object]) -> None:
    print(f"{made['book']} {made['title']} {made['month']} ({made['village']})")
    for name in ("columns", "rows", "sums", "names"):
        held = made[name]
        assert isinstance(held, list)
        for row in held if name in ("rows", "names") else [held]:
            print("\t".join(str(cell) for cell in row))
