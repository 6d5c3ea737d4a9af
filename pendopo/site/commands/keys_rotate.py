"""`pendopo keys rotate`: new sealing and index keys, and everything under them."""

import argparse

NAME = "keys rotate"
HELP = "buat kunci segel dan kunci indeks baru untuk semua data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""


def run(options: argparse.Namespace) -> int:
    """Add keys and bring every row under them, batch by batch; run again after an interruption, it goes on."""
    from pendopo.kernel.keys import site_keys
    from pendopo.site.rotation import rotate

    rotate(lambda words: print(words, flush=True))
    ring = site_keys()
    print(f"kunci segel {ring.seal_id} dan kunci indeks {max(ring.index_keys)} dipakai")
    print("kunci segel lama tetap disimpan untuk membaca jurnal dan cadangan; kunci indeks lama dihapus")
    print("simpan cadangan baru sekarang: pendopo backup FOLDER")
    return 0
