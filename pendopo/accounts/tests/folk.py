"""The people of these tests: officers with fixed names, and one family of Taraju."""

from datetime import date
from typing import Any

from django.test import Client

from pendopo.accounts import operations, queries
from pendopo.accounts.models import ResidentAccount, User
from pendopo.kernel.actor import ANONYMOUS, Actor, system_actor
from pendopo.kernel.guard import unguarded
from pendopo.people.models import Person
from pendopo.people.tests import crowd

TARAJU = "32.06.13.2001"
NEIGHBOUR = "32.06.13.2002"
ELSEWHERE = "32.08.31.2011"
SETUP = system_actor("test")
NIK = "3206131708850001"
KK = "3206131234560001"
PIN = "248163"
PASSWORD = "sawah hijau pagi hari"


def officer(username: str, *roles: str, area: str = TARAJU, password: str = PASSWORD) -> User:
    """Opens an officer's account with roles and a password."""
    user, token = operations.create_officer(SETUP, area=area, username=username, name=username.title())
    for role in roles:
        operations.grant_role(SETUP, user=user, role=role, area=area)
    link = queries.public_link(token)
    assert link is not None
    operations.set_password_by_link(ANONYMOUS, link=link, token=token, password=password)
    return User.objects.get(pk=user.pk)


def actor(user: User, *, strong: bool = True) -> Actor:
    """Answers the officer as he acts today."""
    return queries.actor_of_user(user, strong=strong)


def resident(
    *, nik: str = NIK, kk_number: str = KK, area: str = TARAJU, name: str = "Dadang Suryana"
) -> Person:
    """Writes one living resident with a family card."""
    card = crowd.family(kk_number=kk_number, village_code=area, area_code=area)
    crowd.write([card])
    given: dict[str, Any] = {"village_code": area, "area_code": area}
    found = crowd.person(name, nik=nik, family=card, relation=1, birth_date=date(1985, 8, 17), **given)
    crowd.write([found])
    return Person.objects.get(pk=found.pk)


def active_account(
    person: Person | None = None, *, nik: str = NIK, kk_number: str = KK, phone: str = ""
) -> ResidentAccount:
    """Opens an account for a resident and uses its code."""
    person = person or resident(nik=nik)
    code = operations.activate_resident(SETUP, area=TARAJU, nik=nik, kk_number=kk_number, phone=phone).code
    claim = queries.public_claim_by_code(nik=nik, code=code, secret=PIN, address="10.0.0.1")
    session, refusal = operations.use_code(ANONYMOUS, area="", claim=claim)
    assert session is not None, refusal
    return ResidentAccount.objects.get(resident=person)


def sign_in(identifier: str, secret: str, address: str = "10.1.1.1") -> Any:
    """Tries to sign in as the page does; answers the session or nothing."""
    claim = queries.public_claim_by_secret(identifier=identifier, secret=secret, address=address)
    return operations.sign_in_resident(ANONYMOUS, area="", claim=claim, user_agent="Firefox Android")


def browser(user: User, password: str = PASSWORD) -> Client:
    """Answers a browser in which the officer has signed in with his password."""
    client = Client()
    answer = client.post("/masuk/petugas/", {"login": user.username, "password": password})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return client


def resident_browser(identifier: str = NIK, secret: str = PIN) -> Client:
    """Answers a browser in which the resident has signed in."""
    client = Client()
    answer = client.post("/masuk/warga/", {"identifier": identifier, "secret": secret})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return client


def change(row: Any, **values: Any) -> None:
    """Changes a row behind the back of the operations, as time or another hand would."""
    with unguarded("a test moves the clock of a row"):
        fields = ", ".join(f"{name} = %s" for name in values)
        from django.db import connection

        with connection.cursor() as cursor:
            key = row._meta.pk.get_db_prep_value(row.pk, connection)
            cursor.execute(f"UPDATE {row._meta.db_table} SET {fields} WHERE id = %s", [*values.values(), key])
