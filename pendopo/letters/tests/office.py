"""The office of these tests: a village with its officials, the officers behind them, and one family."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pendopo.accounts.models import User
from pendopo.accounts.operations import ask_post, identify_officer
from pendopo.accounts.tests import folk
from pendopo.cases.queries.desk import cases_waiting
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.queries.pages import CasePage
from pendopo.cases.queries.receipts import public_case
from pendopo.kernel.actor import ANONYMOUS, Actor, system_actor
from pendopo.kernel.worklist import Waiting
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import answer_request, begin_request, send_request
from pendopo.letters.operations.desk import check_request
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import look_at
from pendopo.letters.rules.request import REQUEST
from pendopo.mail.models import RegisterEntry
from pendopo.people.models import Person
from pendopo.people.tests import crowd
from pendopo.places.models import VillageProfile
from pendopo.places.operations import appoint_official, edit_profile
from pendopo.places.operations.hours import set_hours
from pendopo.places.rules.identity import Letterhead
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from tests.making import proven_address

verify_request, refuse_request, withdraw_request = ACTS["verify"], ACTS["refuse"], ACTS["withdraw"]
take_over, refuse_to_sign, escalate_request = ACTS["take_over"], ACTS["refuse_to_sign"], ACTS["climb"]
TARAJU = crowd.TARAJU
SETUP = system_actor("test")
TYPE = "domisili"
ANSWERS = {"keperluan": "membuka rekening bank"}


@dataclass
class Office:
    """Everybody a test needs."""

    operator: Actor
    secretary: Actor
    head: Actor
    person: Person
    neighbour: Person
    users: dict[str, User] = field(default_factory=dict)

    @property
    def resident(self) -> Actor:
        """The resident who asks."""
        return resident_actor(self.person)


def resident_actor(person: Person) -> Actor:
    """Answers a signed-in resident."""
    return Actor(kind="resident", id=uuid.uuid4(), name=person.name, resident_id=person.pk)


def open_office(*, identify: bool = True) -> Office:
    """Sets up a village with a head, a secretary, an operator and two families."""
    crowd.village()
    proven_address()
    users = {
        "operator": folk.officer("operator", "operator_desa"),
        "secretary": folk.officer("sekretaris", "sekretaris_desa"),
        "head": folk.officer("kepala", "kepala_desa"),
    }
    posts = {"head": appoint("Kepala", "Kepala Desa"), "secretary": appoint("Sekretaris", "Sekretaris Desa")}
    person = folk.resident(name="Dadang Suryana")
    neighbour = folk.resident(nik="3206134107900002", kk_number="3206131234560002", name="Neneng Hasanah")
    for key, post in posts.items():
        hold(users[key], post)
        if identify:
            identify_officer(SETUP, area=TARAJU, officer=users[key], person=None)
    return Office(
        operator=folk.actor(users["operator"]),
        secretary=folk.actor(users["secretary"]),
        head=folk.actor(users["head"]),
        person=person,
        neighbour=neighbour,
        users=users,
    )


def hold(user: User, official: Any) -> None:
    """Lets an account hold a post."""
    ask_post(SETUP, area=TARAJU, user=user, official=official.pk)


def appoint(
    name: str,
    position: str,
    kind: HolderKind = HolderKind.DEFINITIVE,
    starts: date = date(2024, 1, 1),
    until: date | None = None,
) -> Any:
    """Puts somebody into a position."""
    term = Term(position, kind, starts, until)
    return appoint_official(SETUP, village=TARAJU, appointment=Appointment(name), term=term)


def ask(
    office: Office, *, key: str = TYPE, answers: dict[str, Any] | None = None, who: Actor | None = None
) -> LetterRequest:
    """A resident asks online and sends."""
    actor = who or office.resident
    row = begin_request(actor, village=TARAJU, key=key, form_key=uuid.uuid4())
    row = answer_request(actor, request=row, answers=full_answers(row, answers))
    return send_request(actor, request=row)


def full_answers(row: LetterRequest, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """Answers every required question with something of its kind."""
    found = {}
    for one in row.version.content["fields"]:
        if one["required"]:
            found[one["key"]] = sample(one)
    return {**found, **(given or {})}


def entry_of(row: LetterRequest) -> RegisterEntry:
    """The line that a letter has in the register."""
    return RegisterEntry.objects.get(request_id=row.pk)


def sample(one: dict[str, Any]) -> Any:
    """Answers one question."""
    if one["kind"] == "group":
        return [{part["key"]: sample(part) for part in one["fields"]} for _ in range(max(1, one["least"]))]
    made: dict[str, Any] = {
        "number": 3,
        "money": 1_500_000,
        "date": "2026-11-02",
        "time": "09.30",
        "choice": one["choices"][0][0] if one["choices"] else "",
        "resident": {"id": "", "name": "Asep Sunandar", "nik": ""},
    }
    return made.get(one["kind"], "contoh")


def return_request(
    actor: Actor, *, case: LetterRequest, missing: Sequence[str] = (), note: str = ""
) -> LetterRequest:
    """Gives a request back to its owner, naming papers or answers and saying why."""
    row: LetterRequest = ACTS["return"](actor, case=case, marked=missing, reason=note)
    return row


def requests_waiting(actor: Actor) -> Waiting:
    """What of letters this officer can move on now."""
    return cases_waiting(actor, public_kind(REQUEST))


def public_status(receipt: str, secret: str) -> CasePage:
    """What a receipt tells whoever holds it."""
    return public_case(ANONYMOUS, receipt, secret)


def checked(office: Office, row: LetterRequest) -> LetterRequest:
    """The operator has seen every paper."""
    keys = [one["key"] for one in row.version.content["requirements"]]
    return check_request(office.operator, case=row, shown=keys)


def verified(office: Office, row: LetterRequest | None = None) -> LetterRequest:
    """A request that waits for the head."""
    done: LetterRequest = verify_request(office.secretary, case=checked(office, row or ask(office)))
    return done


def seen(office: Office, row: LetterRequest | None = None) -> LetterRequest:
    """A request that the head has looked at."""
    return look_at(office.head, request=verified(office, row))


def say_where() -> str:
    """Lets the village say where and when its office is open; answers how papers print it, without spaces."""
    profile = VillageProfile.objects.get(area_code=TARAJU)
    said = Letterhead(
        profile.name, address="Jl. Raya Taraju No. 12", phone="0265-123456", kode_bps=profile.kode_bps or ""
    )
    edit_profile(SETUP, profile=profile, letterhead=said)
    set_hours(SETUP, village=TARAJU, days=dict.fromkeys(range(5), "08.00-15.00"))
    return "KantorDesaTaraju·Jl.RayaTarajuNo.12·Telepon0265-123456·Senin–Jumat08.00–15.00"
