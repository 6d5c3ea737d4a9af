"""Rows of accounts that name a resident, for who makes two records of one resident into one."""

from uuid import UUID

from pendopo.accounts.models import OfficerIdentity, ResidentAccount


def public_account_rows(person_id: UUID) -> list[UUID]:
    """Return the ids of a resident's account, without saying anything of it."""
    return list(ResidentAccount.objects.filter(resident_id=person_id).values_list("pk", flat=True))


def public_identity_rows(person_id: UUID) -> list[UUID]:
    """Return the ids of the rows that say which officer a resident is."""
    return list(OfficerIdentity.objects.filter(person_id=person_id).values_list("pk", flat=True))
