"""`pendopo user create`: opens an officer's account and prints his one-time link."""

import argparse

from pendopo.accounts.rules.roles import ROLES

NAME = "user create"
HELP = "Buka akun petugas, beri peran, dan cetak tautan sekali pakainya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("username", help="nama pengguna")
    parser.add_argument("--name", required=True, help="nama lengkap")
    parser.add_argument("--area", default="", help="kode wilayah (bawaan: desa situs ini)")
    parser.add_argument(
        "--role", action="append", default=[], choices=[role.key for role in ROLES], help="peran"
    )


def run(options: argparse.Namespace) -> int:
    """Open the account, grant the roles and print the link."""
    from django.conf import settings
    from django.urls import reverse

    from pendopo.accounts import operations
    from pendopo.kernel.actor import system_actor
    from pendopo.places.queries.codes import require_site_village

    actor, area = system_actor("command line"), options.area or require_site_village()
    user, token = operations.create_officer(actor, area=area, username=options.username, name=options.name)
    for role in options.role:
        operations.grant_role(actor, user=user, role=role, area=area, reason="pendopo user create")
    print(f"{settings.PENDOPO_PUBLIC_URL.rstrip('/')}{reverse('officer-link', args=[token])}")
    return 0
