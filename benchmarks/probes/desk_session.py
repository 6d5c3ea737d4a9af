"""A signed-in officer of the demo village: the cookie, and the addresses that are measured."""

from django.conf import settings
from django.test import Client

from benchmarks import addresses
from pendopo.accounts.models import User
from pendopo.kernel.guard import unguarded


def signed_in(username: str = "operator") -> Client:
    """A test client in which the demo's operator is signed in."""
    client = Client()
    with unguarded("the benchmark signs in"):
        client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def run() -> dict[str, object]:
    client = signed_in()
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "resident_list": addresses.resident_list(),
        "age": addresses.age_statistics(),
        "areas": addresses.area_table(),
    }
