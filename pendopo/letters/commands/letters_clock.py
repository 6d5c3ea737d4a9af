"""`pendopo letters clock`: moves up what has lapsed and deletes old drafts; made for the site's timer."""

import argparse

NAME = "letters clock"
HELP = "Naikkan permohonan surat yang lewat batas waktu, hapus isian yang ditinggalkan."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""


def run(options: argparse.Namespace) -> int:
    """Run once and say what happened."""
    from pendopo.letters.operations.clocks import wind_clocks

    moved, expired = wind_clocks()
    print(f"{moved} permohonan naik, {expired} isian lama dihapus")
    return 0
