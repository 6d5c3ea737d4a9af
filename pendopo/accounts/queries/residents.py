"""Residents' accounts: who is signed in, who may be let in, and who acted for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.core.paginator import Page

from pendopo.accounts.models import (
    AccountState,
    OnBehalfSession,
    ResidentAccount,
    ResidentPasskey,
    ResidentSession,
)
from pendopo.accounts.rules.permissions import ACTIVATE
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.domains import parts_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import mask_identity
from pendopo.people import queries as people
from pendopo.people.queries.scope import in_areas
from pendopo.people.queries.travelling import OwnTransfer, own_transfer
from pendopo.places import queries as places
from pendopo.ui.listing import paged

_LINES = 50


class FileOpened(Protocol):
    """A row that says who opened somebody's file."""

    actor_name: str
    purpose: str
    at: datetime


class Resident(Protocol):
    """What accounts needs to know of a person in the register."""

    pk: UUID
    name: str
    area_code: str
    birth_date: date | None

    @property
    def is_living(self) -> bool:
        """Whether the person is alive and still lives here."""


@dataclass(frozen=True)
class OnBehalfLine:
    """One time an officer acted for a resident, as the resident reads it."""

    officer: str
    purpose: str
    opened_at: datetime
    until: datetime


@dataclass(frozen=True)
class OpenedLine:
    """One time somebody opened the resident's file, and why."""

    officer: str
    purpose: str
    at: datetime


@dataclass(frozen=True)
class OfficersWhoRead:
    """What a domain knows of officers who had a resident's own things before them, and what for."""

    find: Callable[[Actor], list[OpenedLine]]


@dataclass(frozen=True)
class ResidentPage:
    """What a resident sees of himself, or an officer who acts for him."""

    name: str
    nik: str
    area_name: str
    phone: str
    sessions: list[ResidentSession]
    passkeys: list[ResidentPasskey]
    on_behalf: list[OnBehalfLine]
    opened_by: list[OpenedLine]
    own: bool
    move: OwnTransfer | None = None  # where the file is of whoever moves within the site


def actor_of_resident(account: ResidentAccount) -> Actor:
    """Return the resident as an actor; a resident has no powers, only his own things."""
    return Actor(
        kind="resident",
        id=account.pk,
        name=account.resident.name,
        resident_id=account.resident_id,
        former=frozenset(UUID(one) for one in account.former),
    )


def actor_of_session(session_id: UUID) -> Actor | None:
    """Return the resident who is signed in with this session, unless it was ended, ran out, or the account was shut."""
    session = _open_session(session_id)
    # Whoever has died or moved away since is nobody here; on the way to another village of the site he is somebody.
    return actor_of_resident(session.account) if session and session.account.resident.may_sign_in else None


def _open_session(session_id: UUID) -> ResidentSession | None:
    rows = ResidentSession.objects.filter(pk=session_id, ended_at__isnull=True, expires_at__gt=clock.now())
    return rows.filter(account__state=AccountState.ACTIVE).select_related("account__resident").first()


def resident_accounts(
    actor: Actor, *, state: str = "", number: str = "1", size: int = 25
) -> Page[ResidentAccount]:
    """Return a page of the residents' accounts in the areas where the actor opens them, the newest first."""
    rows = ResidentAccount.objects.filter(in_areas(actor, ACTIVATE)).select_related("resident")
    if state:
        rows = rows.filter(state=state)
    return paged(rows.order_by("-pk"), number, size)


def resident_account(actor: Actor, account_id: UUID) -> ResidentAccount:
    """Return one resident's account in an area where the actor opens them."""
    rows = ResidentAccount.objects.filter(in_areas(actor, ACTIVATE), pk=account_id)
    found = rows.select_related("resident").first()
    if found is None:
        raise NotFound
    return found


def my_account(actor: Actor) -> ResidentAccount:
    """Return the signed-in resident's own account; an officer acting for somebody does not reach it."""
    found = None
    if actor.kind == "resident" and actor.id is not None:
        found = ResidentAccount.objects.filter(pk=actor.id).select_related("resident").first()
    if found is None:
        raise NotFound
    return found


def my_open_sessions(actor: Actor) -> list[ResidentSession]:
    """Return where the resident is signed in, the newest first."""
    if actor.kind != "resident":
        return []
    rows = ResidentSession.objects.filter(
        account_id=actor.id, ended_at__isnull=True, expires_at__gt=clock.now()
    )
    return list(rows.order_by("-opened_at"))


def my_resident_session(actor: Actor, session_id: UUID) -> ResidentSession:
    """Return one of the resident's own open sessions."""
    found = next((session for session in my_open_sessions(actor) if session.pk == session_id), None)
    if found is None:
        raise NotFound
    return found


def my_passkeys(actor: Actor) -> list[ResidentPasskey]:
    """Return the resident's own passkeys."""
    if actor.kind != "resident":
        return []
    return list(ResidentPasskey.objects.filter(account_id=actor.id).order_by("created_at"))


def my_passkey(actor: Actor, passkey_id: UUID) -> ResidentPasskey:
    """Return one of the resident's own passkeys."""
    found = next((key for key in my_passkeys(actor) if key.pk == passkey_id), None)
    if found is None:
        raise NotFound
    return found


def resident_page(actor: Actor) -> ResidentPage:
    """Return what a resident sees of himself; an officer acting for him does not see devices and keys."""
    person = people.own_person(actor)
    account = ResidentAccount.objects.filter(resident_id=person.pk).first()
    own = actor.kind == "resident"
    return ResidentPage(
        name=person.name,
        nik=mask_identity(person.nik),
        area_name=_place_of(person.area_code),
        phone=str(account.phone or "") if account and own else "",
        sessions=my_open_sessions(actor),
        passkeys=my_passkeys(actor),
        on_behalf=on_behalf_history(actor),
        opened_by=_opened_by(actor, person.accesses.order_by("-at")[:_LINES]),
        own=own,
        move=own_transfer(actor),
    )


def _opened_by(actor: Actor, accesses: Iterable[FileOpened]) -> list[OpenedLine]:
    """Return who opened the resident's file or had one of his requests on the desk, the newest first."""
    lines = [OpenedLine(row.actor_name, row.purpose, row.at) for row in accesses]
    lines += [line for _domain, source in parts_of(OfficersWhoRead) for line in source.find(actor)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:_LINES]


def _place_of(code: str) -> str:
    whole = village_of(code)
    title = places.public_locality_titles(whole).get(code, "") if code != whole else ""
    village = places.public_area(whole)
    return ", ".join(part for part in (title, village.name if village else "") if part)


def on_behalf_history(actor: Actor) -> list[OnBehalfLine]:
    """Return when officers acted for this resident, the newest first."""
    if actor.resident_id is None:
        return []
    rows = OnBehalfSession.objects.filter(resident_id=actor.resident_id).select_related("officer")
    return [
        OnBehalfLine(row.officer.name, row.purpose, row.opened_at, row.ended_at or row.until)
        for row in rows.order_by("-opened_at")[:100]
    ]


def present_resident(actor: Actor, *, nik: str, permission: str) -> Resident:
    """Return the living resident with this NIK in an area where the actor holds the permission."""
    person = people.identify_resident(system_actor("accounts.present"), nik=nik)
    if person is None or not person.is_living or not actor.may(permission, person.area_code):
        raise NotFound
    return person
