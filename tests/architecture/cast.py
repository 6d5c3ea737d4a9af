"""One village with a real row of everything that an address can name, and the people who come to look.

Built once for all sweeps; each visit is rolled back. Words in `SECRET` stand in these rows and nowhere else: a page
that shows one of them to a stranger has leaked.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from pendopo.accounts import operations as accounts
from pendopo.accounts import queries as account_queries
from pendopo.accounts.models import Grant, OnBehalfSession, ResidentAccount, ResidentPasskey
from pendopo.accounts.operations.spraying import note_spraying
from pendopo.accounts.operations.traces import record_factor_change
from pendopo.accounts.rules import pin
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.device import Device
from pendopo.cases.formats.papers import Paper
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, Power
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.operations import add_local_holiday
from pendopo.kiosk.operations import take_ticket
from pendopo.letters.models import LetterDocument
from pendopo.letters.operations import asking, type_drafts
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.tests import office as letters
from pendopo.mail.operations import register
from pendopo.notices.models import OutboxItem
from pendopo.notices.operations import send_notice
from pendopo.people.models import ImportBatch, KeptFilter, PopulationEvent
from pendopo.people.operations.importing import receive_file
from pendopo.people.operations.opening import open_file
from pendopo.people.operations.searching import note_found
from pendopo.people.operations.transfers import ask_back, open_transfer, send_transfer
from pendopo.people.tests import crowd, import_files
from pendopo.places import operations as places
from pendopo.places.models import Locality, VillageProfile
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.permissions import EDIT_OFFICE
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from pendopo.questions.models import AnswerSheet, QuestionVersion
from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.sets import QuestionSet
from tests.making import ELSEWHERE, KELURAHAN, NEXT, TARAJU, make, proven_address

SETUP = folk.SETUP
OWNER, OTHER = "Encep Qolbuwahid", "Neneng Hasanah"
SECRET = (
    OWNER, "3206131708850001", "3206131234560001", "Euis Zulqarnaen", "Qurrotaayun", "Tubagus Xenofon", "Zuhudiyah",
    "Xerxes", "Zakariyya",
)  # fmt: skip
# Stands on public pages of the village, and on no page of another.
OF_THE_VILLAGE = (*SECRET, "Zurriyatan")


@dataclass(frozen=True)
class Cast:
    """Who comes, and the rows that addresses name."""

    rows: SimpleNamespace
    head: Actor
    owner: Actor
    strangers: dict[str, Actor]


def build(permissions: set[str]) -> Cast:
    """Plays the village and answers its cast; officers of the sweep hold every permission in their own area."""
    quick = patch.object(pin, "slow_hash", lambda secret, salt: pin.keyed(salt, "test", secret.hex()))
    with quick:
        rows = SimpleNamespace()
        office = _office(rows)
        _people(rows)
        _accounts(rows, office)
        _letters(rows, office)
        _register(rows)
        _cases(rows, office)
        _district(rows, office)
        _reports(rows, office)
        rows.head_id = office.head.id
        _matching(rows)
    rows.entry = JournalEntry.objects.filter(operation="letters.request.send").latest("pk")
    powers = frozenset(Power(name, TARAJU) for name in permissions) | {Power(EDIT_OFFICE, TARAJU[:8])}
    head = replace(office.head, powers=powers)
    visitor = folk.officer("tamu", "kepala_desa", area=ELSEWHERE)
    away = replace(
        folk.actor(visitor), powers=frozenset(Power(name, ELSEWHERE) for name in permissions), strong=True
    )
    for person in (rows.person, rows.member):
        open_file(head, person=person, purpose="service")
    open_transfer(head, village=TARAJU, transfer=rows.coming)
    other = Actor(kind="resident", id=rows.other_account.pk, name=OTHER, resident_id=office.neighbour.pk)
    owner = Actor(kind="resident", id=rows.account.pk, name=OWNER, resident_id=office.person.pk)
    helped = replace(away, resident_id=office.neighbour.pk, on_behalf_of=office.neighbour.pk)
    reading = frozenset(Power(name, TARAJU) for name in permissions if name.endswith(".read"))
    strangers = {
        "nobody": ANONYMOUS,
        "other resident": other,
        "officer elsewhere": away,
        "officer helping another": helped,
        "officer of a hamlet": replace(
            away, powers=frozenset(Power(name, f"{TARAJU}.01") for name in permissions)
        ),
        "reader with powers elsewhere": replace(away, powers=away.powers | reading),
        "nobody next door": ANONYMOUS,
        "officer of both next door": replace(away, powers=head.powers | away.powers),
        "officer of both below a form": replace(
            away, powers=head.powers | {Power(name, KELURAHAN) for name in permissions}
        ),
        "officer without powers": replace(head, id=uuid.uuid4(), powers=frozenset()),
    }
    return Cast(rows, head, owner, strangers)


def _office(rows: SimpleNamespace) -> letters.Office:
    crowd.village(TARAJU, ("Babakan", "Zurriyatan"))
    crowd.village(ELSEWHERE, ("Cipicung",))
    crowd.village(KELURAHAN, ("Sukaasih",))
    crowd.village(NEXT, ("Cikawung",))
    places.serve_area(SETUP, area="32")
    proven_address()
    users = {
        "operator": folk.officer("qurrotaayun", "operator_desa"),
        "secretary": folk.officer("sekretaris", "sekretaris_desa"),
        "head": folk.officer("kepala", "kepala_desa", "administrator"),
    }
    term = Term("Kepala Desa", HolderKind.DEFINITIVE, clock.today() - timedelta(days=700), None)
    head = places.appoint_official(SETUP, village=TARAJU, appointment=Appointment("Kepala"), term=term)
    term = replace(term, position="Sekretaris Desa")
    secretary = places.appoint_official(
        SETUP, village=TARAJU, appointment=Appointment("Sekretaris"), term=term
    )
    term = replace(term, position="Kaur Keuangan")
    rows.official = places.appoint_official(
        SETUP, village=TARAJU, appointment=Appointment("Tubagus Xenofon"), term=term
    )
    person = folk.resident(name=OWNER)
    rows.other_person = folk.resident(
        nik="3208311708850003", kk_number="3208311234560003", area=ELSEWHERE, name="Dadang"
    )
    rows.other_family = rows.other_person.family
    neighbour = folk.resident(nik="3206134107900002", kk_number="3206131234560002", name=OTHER)
    accounts.ask_post(SETUP, area=TARAJU, user=users["operator"], official=rows.official.pk)
    for key, post in {"secretary": secretary, "head": head}.items():
        accounts.identify_officer(SETUP, area=TARAJU, officer=users[key], person=None)
        accounts.ask_post(SETUP, area=TARAJU, user=users[key], official=post.pk)
    held = {key: folk.actor(user) for key, user in users.items()}
    rows.person, rows.family, rows.users = person, person.family, users
    _places(rows)
    return letters.Office(
        held["operator"], held["secretary"], held["head"], person, neighbour, dict(users.items())
    )


def _places(rows: SimpleNamespace) -> None:
    from pendopo.places.tests.test_village import PNG

    places.set_emblem(SETUP, village=TARAJU, owner=EmblemOwner.VILLAGE, content=PNG)
    places.set_hours(SETUP, village=TARAJU, days={0: "8-15"}, point="-7.45123, 108.01234", note="Zuhur tutup")
    rows.locality = Locality.objects.filter(village_code=TARAJU, tier="hamlet").first()
    profile = VillageProfile.objects.get(area_code=TARAJU)
    rows.profile = places.name_address(SETUP, profile=profile, address="http://testserver:8080")
    rows.holiday = add_local_holiday(
        SETUP, area=TARAJU, on=clock.today() + timedelta(days=9), name="Hari Zakariyya", legal_basis="-"
    )


def _people(rows: SimpleNamespace) -> None:
    today = clock.today()
    member = crowd.person(
        "Euis Zulqarnaen",
        nik="3206134508870003",
        family=rows.family,
        relation=3,
        sex=2,
        birth_date=today.replace(1988),
    )
    crowd.write([member])
    rows.member = member
    rows.event = make(
        PopulationEvent, person=member, village_code=TARAJU, kind="correction", on=today, reported_on=today
    )
    gone = crowd.person("Euis Zulqarnaen Alm", basic_status=2, present_until=today - timedelta(days=4000))
    crowd.write([gone])
    rows.gone = gone
    rows.filter = make(
        KeptFilter, officer_id=rows.users["head"].pk, area_code=TARAJU, title="Zuhud", asked="sex=2"
    )
    note_found(SETUP, village=TARAJU, persons=[rows.person], area="32", reason="Zuhudiyah")
    rows.leaving = _moving(TARAJU, NEXT)
    ask_back(SETUP, village=NEXT, transfer=rows.leaving, question="Zuhudiyah")
    rows.coming = _moving(NEXT, TARAJU)
    rows.batch, _ = receive_file(
        SETUP, village=TARAJU, file_name="Zakariyya.csv", content=import_files.sheet(import_files.VILLAGE[:1])
    )
    done: dict[str, Any] = {
        "state": "done",
        "uploaded_at": clock.now(),
        "finished_at": clock.now(),
        "file_format": "43",
    }
    rows.done_batch = make(
        ImportBatch, village_code=TARAJU, file_name="Zakariyya-2.csv", file_hash="1" * 64, **done
    )


def _moving(own: str, to: str) -> Any:
    given = {"area_code": own, "village_code": own, "birth_date": clock.today().replace(1988)}
    mover = crowd.person("Tubagus Zakariyya", **given)
    crowd.write([mover], area=own)
    return send_transfer(SETUP, person=mover, on=clock.today(), to=to, consent="self")


def _account(person: Any, nik: str, kk_number: str) -> tuple[ResidentAccount, Any]:
    code = accounts.activate_resident(SETUP, area=TARAJU, nik=nik, kk_number=kk_number).code
    claim = account_queries.public_claim_by_code(nik=nik, code=code, secret=folk.PIN, address="10.0.0.1")
    session, refusal = accounts.use_code(ANONYMOUS, area="", claim=claim)
    assert session is not None, refusal
    return ResidentAccount.objects.get(resident=person), session


def _accounts(rows: SimpleNamespace, office: letters.Office) -> None:
    rows.account, rows.session = _account(office.person, folk.NIK, folk.KK)
    rows.other_account, rows.other_session = _account(
        office.neighbour, "3206134107900002", "3206131234560002"
    )
    rows.passkey = make(
        ResidentPasskey,
        account=rows.account,
        name="HP Zakariyya",
        credential_id=b"q" * 32,
        credential=b"q" * 32,
        created_at=clock.now(),
    )
    rows.operator = rows.users["operator"]
    rows.grant = Grant.objects.get(user=rows.operator)
    _, rows.token = accounts.create_officer(SETUP, area=TARAJU, username="zakariyya", name="Zakariyya")
    admin = folk.actor(folk.officer("pengelola", "administrator"))
    rows.change = accounts.ask_role(
        admin, user=rows.operator, role="kepala_desa", area=TARAJU, reason="SK Zuhudiyah"
    ).waits
    rows.spray = note_spraying(SETUP, area="", kind="resident", accounts=30)
    _signed_in(rows)
    rows.present = make(
        OnBehalfSession, officer=rows.operator, resident=office.person, area_code=TARAJU, purpose="Zuhudiyah",
        opened_at=clock.now(), until=clock.now() + timedelta(minutes=9), ended_at=clock.now(),
    )  # fmt: skip
    rows.notice = send_notice(
        SETUP, person=office.person, subject="Pesan Zuhudiyah", body="Zuhudiyah", link="/saya/"
    )
    rows.on_its_way = make(
        OutboxItem, notice=rows.notice, channel="sms", state="unknown", next_at=clock.now()
    )
    asked = QuestionSet("domisili", 1, "Uji", (Field("nama", "Siapa?"),))
    rows.asked = make(
        QuestionVersion,
        area_code=TARAJU,
        key=asked.key,
        version=1,
        content=asked.as_dict(),
        digest=asked.digest,
    )
    rows.sheet = make(
        AnswerSheet, area_code=TARAJU, asked=rows.asked, answers={"nama": OWNER},
        channel="desk", given_on=clock.today(),
    )  # fmt: skip


def _signed_in(rows: SimpleNamespace) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    user = rows.users["head"]
    rows.user_session = make(
        UserSession, user=user, ip="10.0.0.9", session_key="z" * 32, user_agent="Zakariyya"
    )
    made = json.loads(Device().make({"publicKey": {"rp": {"id": "testserver"}, "challenge": "cQ"}}))
    rows.factor = make(
        Authenticator, user=user, type="webauthn", data={"name": "Zakariyya", "credential": made}
    )
    record_factor_change(SETUP, user=user, reason="kunci sandi ditambah")


def _letters(rows: SimpleNamespace, office: letters.Office) -> None:
    owner = office.resident
    kept = {"keperluan": "keperluan Zuhudiyah"}
    draft = asking.begin_request(owner, village=TARAJU, key=letters.TYPE, form_key=uuid.uuid4())
    rows.paper = asking.add_papers(owner, request=draft, papers=[(_requirement(draft), _paper())])[0]
    rows.draft = asking.answer_request(owner, request=draft, answers=letters.full_answers(draft, kept))
    rows.sent = letters.ask(office, answers=kept)
    rows.sent_paper = _paper_of_sent(office)
    rows.checked = letters.checked(office, letters.ask(office, answers=kept))
    rows.returned = letters.return_request(
        office.operator, case=letters.ask(office, answers=kept), note="Zuhudiyah"
    )
    rows.refused_letter, objected = (
        ACTS["refuse"](office.operator, case=letters.ask(office, answers=kept), reason="Zuhudiyah")
        for _ in range(2)
    )
    rows.objected_letter = ACTS["object"](owner, case=objected, reason="Zuhudiyah")
    ACTS["note"](office.operator, case=rows.sent, text="Zuhudiyah")
    neighbour = letters.resident_actor(office.neighbour)
    ACTS["follow"](neighbour, case=rows.sent, secret=str(rows.sent.secret))
    rows.waiting = letters.seen(office, letters.ask(office, answers=kept))
    rows.signed = sign_request(office.head, case=letters.seen(office, letters.ask(office, answers=kept)))
    rows.document = LetterDocument.objects.get(request=rows.signed)
    rows.ticket = take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    change = {"name": "Surat Zuhudiyah"}
    rows.version = type_drafts.save_draft(SETUP, village=TARAJU, key=letters.TYPE, changes=change)


def _cases(rows: SimpleNamespace, office: letters.Office) -> None:
    from pendopo.disclosure.operations import ACTS

    ppid = folk.actor(folk.officer("ppid", "ppid_desa"))
    values = {"wanted": "Buku Zuhudiyah", "purpose": "Zuhudiyah", "delivery": "online"}

    def asked(actor: Actor = office.resident, **more: Any) -> Any:
        return ACTS["ask"](actor, village=TARAJU, form_key=uuid.uuid4(), values=values, **more)

    rows.case = asked()
    ACTS["note"](ppid, case=rows.case, text="Zuhudiyah")
    neighbour = letters.resident_actor(office.neighbour)
    ACTS["follow"](neighbour, case=rows.case, secret=str(rows.case.secret))
    rows.case_returned = ACTS["return"](ppid, case=asked(), marked=("wanted",), reason="Zuhudiyah")
    given = {"granted": "all", "answer": "Zuhudiyah"}
    rows.case_answered = ACTS["answer"](ppid, case=asked(), values=given)
    refused = ACTS["refuse"](ppid, case=asked(), reason="Zuhudiyah", values={"article": "h"})
    ground = {"ground": "a"}
    rows.case_objected = ACTS["object"](office.resident, case=refused, reason="Zuhudiyah", values=ground)
    named = {"name": "Tubagus Xenofon", "address": "Zuhudiyah", "contact": "0812"}
    rows.case_unknown = asked(ANONYMOUS, named=named)
    answered = ACTS["answer"](ppid, case=asked(ANONYMOUS, named=named), values=given, paper=_paper())
    rows.case_paper, rows.case_with_paper = answered.papers.get(), answered
    own = ACTS["answer"](ppid, case=asked(), values=given, paper=_paper())
    rows.own_paper, rows.own_with_paper = own.papers.get(), own


def _reports(rows: SimpleNamespace, office: letters.Office) -> None:
    from pendopo.vital.operations import ACTS, ask_person

    def told(by: Actor = office.resident, /, **values: Any) -> Any:
        said = {"event": "kematian", "who": "Zuhudiyah", "on": clock.today(), "proof": "bring", **values}
        named = (
            {"name": "Tubagus Xenofon", "address": "Zuhudiyah", "contact": "0812"}
            if by is ANONYMOUS
            else None
        )
        return ACTS["ask"](by, village=TARAJU, form_key=uuid.uuid4(), values=said, named=named)

    operator, neighbour = office.operator, letters.resident_actor(office.neighbour)
    rows.report = told()
    ACTS["note"](operator, case=rows.report, text="Zuhudiyah")
    ACTS["follow"](neighbour, case=rows.report, secret=str(rows.report.secret))
    rows.report_unknown = told(ANONYMOUS)
    rows.report_returned = ACTS["return"](operator, case=told(), marked=("who",), reason="Zuhudiyah")
    # She reads who had her report on the desk; the name is no secret to her.
    clerk = replace(operator, name="Juru Tulis")
    rows.report_asked = ask_person(clerk, case=told(neighbour), person=office.person)
    rows.report_paper = ACTS["attach"](office.resident, case=told(), paper=_paper()).papers.get()
    birth: dict[str, Any] = {"event": "kelahiran", "child": "Zuhudiyah", "sex": "1", "mother": "Zuhudiyah"}
    told(neighbour, **birth)
    rows.report_twice = told(**birth)
    rows.report_joined = ACTS["same"](operator, case=told(**birth))


def _district(rows: SimpleNamespace, office: letters.Office) -> None:
    from pendopo.district.operations import ACTS

    term = Term("Camat", HolderKind.DEFINITIVE, clock.today() - timedelta(days=700), None)
    held = Appointment("Zuhudiyah")
    rows.office_official = places.appoint_at_office(SETUP, area=TARAJU[:8], appointment=held, term=term)
    clerk, camat = (folk.actor(folk.officer(role, role, area=TARAJU[:8])) for role in ("kecamatan", "camat"))
    values = {"service": "rekomendasi", "letter": "475/1/2026", "purpose": "Zuhudiyah"}

    def asked() -> Any:
        return ACTS["ask"](office.resident, village=TARAJU, form_key=uuid.uuid4(), values=values)

    def checked() -> Any:
        return ACTS["check"](clerk, case=asked(), values={"seen": "paper"}, paper=_paper())

    rows.district_asked = asked()
    ACTS["note"](clerk, case=rows.district_asked, text="Zuhudiyah")
    neighbour = letters.resident_actor(office.neighbour)
    ACTS["follow"](neighbour, case=rows.district_asked, secret=str(rows.district_asked.secret))
    rows.district_returned = ACTS["return"](clerk, case=asked(), marked=("letter",), reason="Zuhudiyah")
    rows.district_signing = checked()
    rows.district_signed = ACTS["sign"](camat, case=checked())


def _requirement(row: Any) -> str:
    return str(row.version.content["requirements"][0]["key"])


def _paper() -> Paper:
    content = b"%PDF-1.7 Zuhudiyah"
    return Paper(content, "application/pdf", hashlib.sha256(content).hexdigest())


def _paper_of_sent(office: letters.Office) -> Any:
    row = asking.begin_request(office.resident, village=TARAJU, key=letters.TYPE, form_key=uuid.uuid4())
    (paper,) = asking.add_papers(office.resident, request=row, papers=[(_requirement(row), _paper())])
    row.refresh_from_db()
    row = asking.answer_request(office.resident, request=row, answers=letters.full_answers(row))
    asking.send_request(office.resident, request=row)
    return paper


def _register(rows: SimpleNamespace) -> None:
    today = clock.today()
    mail = register.Mail(
        form_key=uuid.uuid4(),
        party="Camat Zuhudiyah",
        summary="Undangan Zuhudiyah",
        on=today,
        their_number="005/1",
        their_date=today,
    )
    rows.mail = register.receive_mail(SETUP, village=TARAJU, mail=mail)
    rows.disposition = register.give_disposition(
        SETUP, entry=rows.mail, position="Kaur Keuangan", instruction="Zuhudiyah"
    )
    mail = replace(mail, form_key=uuid.uuid4(), their_number="", their_date=None, archive="000.1.5")
    rows.outgoing = register.send_mail(SETUP, village=TARAJU, mail=mail)


def _matching(rows: SimpleNamespace) -> None:
    from pendopo.matching.models import ListedPerson, MatchResult, MatchRun, Review
    from pendopo.matching.operations import map_list, receive_list
    from pendopo.matching.queries.lists import mapping_page
    from pendopo.matching.tests import neighbours

    content = neighbours.as_csv([neighbours.line(rows.person)])
    rows.list = receive_list(
        SETUP, area=TARAJU, title="Daftar Xerxes", file_name="xerxes.csv", content=content
    )
    map_list(SETUP, source=rows.list, mapping=mapping_page(SETUP, rows.list.pk).chosen)
    rows.list.refresh_from_db()
    begun: dict[str, Any] = {"started_at": clock.now(), "model_version": "1"}
    rows.ready = neighbours.upload(SETUP, [neighbours.line(rows.person)], title="Daftar Xerxes siap")
    rows.run = make(MatchRun, area_code=TARAJU, kind="register", source=rows.ready, state="done", **begun)
    rows.halted = make(
        MatchRun, area_code=TARAJU, kind="register", source=rows.ready, state="failed", **begun
    )
    line = make(ListedPerson, source=rows.ready, line=2, name=OWNER, mark="q" * 32)
    doubt: dict[str, Any] = {"verdict": "perlu_diperiksa", "final": "perlu_diperiksa", "probability": 0.6}
    rows.pair = make(
        MatchResult,
        run=rows.run,
        area_code=TARAJU,
        row=line,
        person_id=rows.person.pk,
        stage="first",
        **doubt,
    )
    second = make(ListedPerson, source=rows.ready, line=3, name=OWNER, mark="r" * 32)
    rows.answered = make(
        MatchResult,
        run=rows.run,
        area_code=TARAJU,
        row=second,
        person_id=rows.person.pk,
        stage="second",
        **doubt,
    )
    by: dict[str, Any] = {"officer_id": rows.head_id, "actor_name": "Kepala", "at": clock.now()}
    make(Review, result=rows.answered, number=1, answer="same", **by)
    within = make(MatchRun, area_code=TARAJU, kind="within", state="done", **begun)
    same: dict[str, Any] = {
        "verdict": "perlu_diperiksa",
        "final": "ganda",
        "stage": "decided",
        "task": "merge",
    }
    pair = sorted([rows.person.pk, rows.member.pk])
    rows.double = make(
        MatchResult, run=within, area_code=TARAJU, person_id=pair[0], other_person_id=pair[1], **same
    )
