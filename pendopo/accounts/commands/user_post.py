"""`pendopo user post`: lets an officer's account hold a post of the village at once, as on its first day."""

import argparse

NAME = "user post"
HELP = "Hubungkan akun petugas dengan jabatannya dalam daftar perangkat desa."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("username", help="nama pengguna")
    parser.add_argument("position", help='jabatan seperti dalam daftar perangkat, misalnya "Kepala Desa"')


def run(options: argparse.Namespace) -> int:
    """Link the account and say so."""
    from pendopo.accounts import operations, queries
    from pendopo.kernel.actor import system_actor

    actor = system_actor("command line")
    user, official = queries.post_named(actor, options.username, options.position)
    operations.ask_post(actor, area=official.area_code, user=user, official=official.pk)
    print(f"{user.username}: {official.position}, {official.name}")
    return 0
