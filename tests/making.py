"""Rows for tests, written through the one door like everything else."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.operation import operation

TARAJU = "32.06.13.2001"
ELSEWHERE = "32.08.31.2011"  # another Taraju, in another regency
NEXT = "32.06.13.2002"  # Cikubang, of the same district
KELURAHAN = "32.73.25.1002"  # Cipadung, in the city of Bandung


@functools.cache
def _door() -> Callable[..., Any]:
    # registered at the first use, so that collecting tests does not change the registry
    @operation("test.row.make", "test.row.make", "test.make", "area")
    def make_row(actor: Actor, *, area: str, model: type[models.Model], values: dict[str, Any]) -> Any:
        """Write one row for a test."""
        row = model(**values)
        row.save()
        return row

    return make_row


def make(model: type[models.Model], *, area: str = TARAJU, **values: Any) -> Any:
    """Writes one row inside an operation and answers it."""
    return _door()(system_actor("test"), area=area, model=model, values=values)


def officer(*permissions: str, area: str = TARAJU, strong: bool = True) -> Actor:
    """Answers an officer with these permissions in an area."""
    powers = frozenset(Power(permission, area) for permission in permissions)
    return Actor(kind="officer", id=uuid.uuid4(), name="Bu Euis", powers=powers, strong=strong)


def resident(person_id: uuid.UUID) -> Actor:
    """Answers a signed-in resident."""
    return Actor(kind="resident", id=uuid.uuid4(), name="Warga", resident_id=person_id)


def proven_address(village: str = TARAJU, address: str = "http://testserver") -> str:
    """Names the address of a village's site and opens it from outside: letters can be signed from now on."""
    from pendopo.places import operations
    from pendopo.places.models import VillageProfile

    actor = system_actor("test")
    profile = operations.name_address(
        actor, profile=VillageProfile.objects.get(area_code=village), address=address
    )
    operations.prove_address(actor, profile=profile, code=profile.trial_code, opened=address)
    return address


def changed(row: Any, **values: Any) -> Any:
    """Changes a row inside an operation and answers it."""
    for name, value in values.items():
        setattr(row, name, value)
    return _keeper()(system_actor("test"), row=row)


@functools.cache
def _keeper() -> Callable[..., Any]:
    @operation("test.row.change", "test.row.change", "test.make", "row")
    def keep_row(actor: Actor, *, row: Any) -> Any:
        """Keep a row for a test."""
        row.save()
        return row

    return keep_row


def remove(row: Any) -> None:
    """Takes a row away again."""
    _remover()(system_actor("test"), row=row)


@functools.cache
def _remover() -> Callable[..., Any]:
    @operation("test.row.remove", "test.row.remove", "test.make", "row")
    def remove_row(actor: Actor, *, row: Any) -> None:
        """Delete a row of a test."""
        row.delete()

    return remove_row
