"""Requests in every state for the demonstration, made by the same operations that residents and officers use."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from demo.accounts import accounts_in
from demo.places import spoken
from pendopo.accounts.models import User
from pendopo.accounts.queries import actor_of_resident, actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.accounts.queries.recusal import recusal_in_words
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import answer_request, begin_request, send_request
from pendopo.letters.operations.desk import Asked, check_request, record_request
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import hand_over, look_at, sign_request, void_letter
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.types import public_type
from pendopo.letters.rules.permissions import CHECK, VERIFY
from pendopo.letters.rules.types import TypeContent
from pendopo.mail.rules.permissions import DISPOSE
from pendopo.people import queries as people
from pendopo.people.models import Person
from pendopo.people.queries.persons import Wanted
from pendopo.questions.rules.samples import OTHER_NAME, sample_answers

_REFUSED = ("refused", "objected", "upheld")
_FIRST = ("domisili", "usaha", "skck", "tidak-mampu")
# Letter, how far it comes, and how many days ago it came in.
_OTHERS = (
    ("pengantar", "checking", 0),
    ("usaha", "checking", 6),
    ("kematian", "checking", 1),
    ("domisili", "returned", 2),
    ("tidak-mampu", "verifying", 1),
    ("belum-menikah", "verifying", 0),
    ("usaha", "signing", 1),
    ("skck", "signing", 0),
    ("penghasilan", "signing", 0),
    ("domisili", "signing", 0),
    ("pengantar", "signed", 3),
    ("kehilangan", "signed", 2),
    ("usaha", "handed", 5),
    ("tidak-mampu", "refused", 4),
    ("domisili", "objected", 3),
    ("skck", "upheld", 7),
    ("pengantar", "void", 2),
)


@dataclass(frozen=True)
class _Office:
    """The officers who do the steps."""

    village: str
    operator: Actor
    secretary: Actor
    head: Actor


def seed_letters(village: str) -> int:
    """Make requests in every state, and say who signs; answer how many requests there are."""
    system = system_actor("demo")
    office = _open(system, village)
    if office is None or LetterRequest.objects.filter(area_code=village).exists():
        return 0
    accounts = [one for one in accounts_in(village) if one.resident.is_living]
    for key, account in zip(_FIRST, accounts * 2, strict=False):
        _ask_online(actor_of_resident(account), village, key)
    known = {account.resident_id for account in accounts}
    crowd = people.persons_visible_to(system, Wanted(area=village, age_from=25, age_to=60)).persons
    persons = (person for person in crowd if person.pk not in known and not _kin(office, person))
    for (key, state, days), person in zip(_OTHERS, persons, strict=False):
        _walk(office, person, key, state, days)
    return LetterRequest.objects.filter(area_code=village).count()


def _open(system: Actor, village: str) -> _Office | None:
    def first(permission: str, without: Sequence[str] = ()) -> User | None:
        for user in officers_who_may(system, permission, village):
            actor = actor_of_user(user, strong=True)
            if not any(actor.may(other, village) for other in without):
                return user
        return None

    operator = first(CHECK, (VERIFY,))
    secretary, head = first(VERIFY), first(DISPOSE, (VERIFY,))
    if operator is None or secretary is None or head is None:
        return None
    actors = [actor_of_user(user, strong=True) for user in (operator, secretary, head)]
    return _Office(village, *actors)


def _kin(office: _Office, person: Person) -> bool:
    """Say whether one of these officers may not decide about somebody."""
    officers = (office.operator, office.secretary, office.head)
    return any(recusal_in_words(one, "letters.sign", office.village, person.concerned) for one in officers)


def _answers(content: TypeContent, person: Person) -> dict[str, object]:
    """Invented answers; whoever a letter asks about is known by name only, but for the one who died."""
    given = sample_answers(content.fields, clock.today())
    for one in content.fields:
        if one.kind == "resident":
            given[one.key] = {"id": "", "name": OTHER_NAME, "nik": ""}
    if "almarhum" in given and person.family is not None:
        kin = person.family.members.exclude(pk=person.pk).order_by("birth_date").first()
        if kin is not None:
            given["almarhum"] = {"id": str(kin.pk), "name": kin.name, "nik": ""}
    return given


def _ask_online(actor: Actor, village: str, key: str) -> None:
    row = begin_request(actor, village=village, key=key, form_key=uuid.uuid4())
    content = public_type(village, key).content
    answers = {name: value for name, value in _answers(content, row.person).items() if name != "almarhum"}
    answer_request(actor, request=row, answers=answers)
    send_request(actor, request=row)


def _walk(office: _Office, person: Person, key: str, state: str, days: int) -> None:
    content = public_type(office.village, key).content
    shown = [one.key for one in content.requirements]
    asked = Asked(
        key=key,
        form_key=uuid.uuid4(),
        answers=_answers(content, person),
        shown=() if state in ("checking", "returned", *_REFUSED) else shown,
        on_paper=clock.today() - timedelta(days=days) if days else None,
    )
    row = record_request(office.operator, person=person, asked=asked)
    if state == "returned":
        marks = {
            shown[0]: "Fotonya buram, mohon diulang.",
            next(iter(row.answers)): "Sebutkan untuk kantor mana.",
        }
        ACTS["return"](office.operator, case=row, marked=marks)
    elif state in _REFUSED:
        _refuse(office, row, state)
    elif state != "checking":
        _onwards(office, check_request(office.operator, case=row, shown=shown), state)


def _refuse(office: _Office, row: LetterRequest, state: str) -> None:
    """A refusal, the objection to it, and what another officer than the one who refused says."""
    row = ACTS["refuse"](
        office.operator, case=row, reason=spoken(office.village, "Pemohon sudah pindah ke desa lain.")
    )
    if state != "refused":
        owner = Actor(kind="resident", id=uuid.uuid4(), name="", resident_id=row.person_id)
        said = spoken(office.village, "Saya masih tinggal di desa ini, hanya bekerja di kota.")
        row = ACTS["object"](owner, case=row, reason=said)
    if state == "upheld":
        ACTS["uphold"](office.secretary, case=row, reason="Kartu keluarga pemohon sudah terbit di kota.")


def _onwards(office: _Office, row: LetterRequest, state: str) -> None:
    if state == "verifying":
        return
    row = ACTS["verify"](office.secretary, case=row)
    content = public_type(office.village, row.type.key).content
    may = signatory_for(office.head, village=office.village, signers=content.signers)
    if state == "signing" or may is None:
        return
    row = sign_request(office.head, case=look_at(office.head, request=row))
    if state == "handed":
        hand_over(office.operator, case=row, received_by=row.person.name)
    elif state == "void":
        void_letter(office.head, case=row, ground="wrong_content", reason="Alamat pada surat keliru.")
