"""`pendopo user link`: prints a new one-time link for an officer; earlier ones end."""

import argparse

NAME = "user link"
HELP = "Buat tautan sekali pakai baru untuk petugas yang lupa kata sandi."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("username", help="nama pengguna")


def run(options: argparse.Namespace) -> int:
    """Make the link and print it."""
    from django.conf import settings
    from django.urls import reverse

    from pendopo.accounts import operations, queries
    from pendopo.kernel.actor import system_actor

    actor = system_actor("command line")
    user = queries.officer_named(actor, options.username)
    token = operations.issue_link(actor, user=user)
    print(f"{settings.PENDOPO_PUBLIC_URL.rstrip('/')}{reverse('officer-link', args=[token])}")
    return 0
