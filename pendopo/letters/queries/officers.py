"""Which resident each officer is who signs: asked for before anybody signs about near kin."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pendopo.accounts.queries.holders import officers_who_may
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.models import OfficerIdentity
from pendopo.letters.queries.authority import likely_signatory
from pendopo.letters.rules.authority import HEAD, OTHER, SECRETARY, Signatory
from pendopo.letters.rules.permissions import EDIT_SIGNERS, SIGN
from pendopo.people import queries as people
from pendopo.people.queries.office import village_for
from pendopo.people.queries.persons import Wanted
from pendopo.places.rules.names import fold_name


@dataclass(frozen=True)
class SignerLine:
    """One officer who may sign, who he is in the register, and whether the table of officials knows him."""

    officer: Any
    person: str
    lives_elsewhere: bool
    known_official: bool
    own: bool


@dataclass(frozen=True)
class SignersPage:
    """The officers who sign in a village."""

    village: Any
    lines: list[SignerLine]
    signatory: Signatory | None


@dataclass(frozen=True)
class SignerPage:
    """One officer, and residents found for him."""

    village: Any
    officer: Any
    found: list[dict[str, Any]]


def signers_page(actor: Actor) -> SignersPage:
    """This function will list who signs in the village, with who they are in the register."""
    from pendopo.places.queries import public_officials

    village = village_for(actor, EDIT_SIGNERS)
    officers = officers_who_may(actor, SIGN, village.code)
    held = {
        row.officer_id: row
        for row in OfficerIdentity.objects.filter(officer__in=officers).select_related("person")
    }
    names = {fold_name(one.name) for one in public_officials(village.code)}
    lines = [
        SignerLine(
            officer=officer,
            person=_name_of(held.get(officer.pk)),
            lives_elsewhere=bool(officer.pk in held and held[officer.pk].lives_elsewhere),
            known_official=fold_name(officer.name) in names,
            own=officer.pk == actor.id,
        )
        for officer in officers
    ]
    return SignersPage(village, lines, likely_signatory(actor, village.code, (HEAD, SECRETARY, OTHER)))


def _name_of(row: OfficerIdentity | None) -> str:
    return row.person.name if row is not None and row.person is not None else ""


def signer_page(actor: Actor, officer_id: UUID, text: str = "") -> SignerPage:
    """This function will find residents for an officer who signs in the village."""
    village = village_for(actor, EDIT_SIGNERS)
    officers = officers_who_may(actor, SIGN, village.code)
    officer = next((one for one in officers if one.pk == officer_id), None)
    if officer is None:
        raise NotFound
    wanted = text.strip()
    found = people.persons_visible_to(actor, Wanted(text=wanted)).persons if wanted else []
    lines = [{"id": person.pk, "name": person.name, "born": person.birth_date} for person in found]
    return SignerPage(village, officer, lines)


def signer_choice(actor: Actor, officer_id: UUID, person_id: UUID | None) -> tuple[str, Any, Any]:
    """This function will return the village, the officer and the resident of a choice, or raise NotFound."""
    page = signer_page(actor, officer_id)
    person = people.person_visible_to(actor, person_id) if person_id else None
    return page.village.code, page.officer, person
