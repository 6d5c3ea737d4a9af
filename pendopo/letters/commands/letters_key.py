"""`pendopo letters key`: a new key for the QR codes of a village's letters, when the old one may have been read."""

import argparse
import sys

NAME = "letters key"
HELP = "Ganti kunci yang menandatangani kode QR surat sebuah desa. Surat lama tetap dapat diperiksa."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("--village", required=True, help="kode desa, misalnya 32.06.13.2001")
    parser.add_argument("--reason", required=True, help="alasan penggantian; masuk jurnal")


def run(options: argparse.Namespace) -> int:
    """Make the key and say its id."""
    from pendopo.kernel.actor import system_actor
    from pendopo.letters.operations.documents import rotate_letter_key
    from pendopo.places.queries import public_village

    if public_village(options.village) is None:
        print(f"Desa {options.village} tidak ada di situs ini. Periksa kodenya.", file=sys.stderr)
        return 1
    row = rotate_letter_key(system_actor("letters key"), area=options.village, reason=options.reason)
    print(f"kunci baru {row.key_id} berlaku mulai {row.since_on.isoformat()}")
    return 0
