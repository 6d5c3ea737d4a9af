"""`pendopo user create`: opens an officer's account and prints his one-time link."""

import argparse

from django.conf import settings
from django.urls import reverse

from pendopo.accounts import operations
from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel.actor import system_actor

NAME = "user create"
HELP = "Buka akun petugas, beri peran, dan cetak tautan sekali pakainya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("username", help="nama pengguna")
    parser.add_argument("--name", required=True, help="nama lengkap")
    parser.add_argument(
        "--area", default=settings.PENDOPO_VILLAGE, help="kode wilayah (bawaan: desa situs ini)"
    )
    parser.add_argument(
        "--role", action="append", default=[], choices=[role.key for role in ROLES], help="peran"
    )


def run(options: argparse.Namespace) -> int:
    """Open the account, grant the roles and print the link."""
    actor = system_actor("command line")
    user, token = operations.create_officer(
        actor, area=options.area, username=options.username, name=options.name
    )
    for role in options.role:
        operations.grant_role(actor, user=user, role=role, area=options.area, reason="pendopo user create")
    print(f"{settings.PENDOPO_PUBLIC_URL.rstrip('/')}{reverse('officer-link', args=[token])}")
    return 0
