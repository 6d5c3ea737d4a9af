"""Work of accounts that other domains start."""

from collections.abc import Sequence
from uuid import UUID

from pendopo.accounts.operations.residents import follow_resident
from pendopo.kernel.actor import Actor
from pendopo.people import queries as people


def carry_accounts(actor: Actor, accounts: Sequence[UUID], person_id: UUID) -> None:
    """Let the account of a resident follow to another village."""
    area = people.public_place_of(person_id)
    follow_resident(actor, area=area, accounts=accounts, person_id=person_id)
