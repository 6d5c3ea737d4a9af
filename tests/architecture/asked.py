"""Queries called directly, past every page, by somebody else: what they answer must say nothing of the village."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, get_args, get_type_hints
from uuid import UUID

from django.db.models import Model, QuerySet

from pendopo.cases.queries.kinds import public_case_kinds
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.people.queries.searching import Sought
from pendopo.places.queries import public_village
from tests.architecture import cast as casting
from tests.making import TARAJU

PACKAGE = Path(__file__).resolve().parents[2] / "pendopo"
WHO = (
    "officer elsewhere", "other resident", "officer helping another", "officer of a hamlet",
    "reader with powers elsewhere",
)  # fmt: skip
# A field of an answer that says what its reader may do.
OFFER = "an offer: "
OFFERS = re.compile(r"may(_\w+)?|signs|removable|editable")
Given = Callable[[SimpleNamespace], Any]

# What stands in a parameter: by its name, or by the name of the query where that says more.
GIVEN: dict[str, Given] = {
    "account_id": lambda rows: rows.account.pk,
    "area": lambda rows: TARAJU,
    "office_desk.area": lambda rows: TARAJU[:8],
    "office_official.official_id": lambda rows: rows.office_official.pk,
    "sheet_of.case_id": lambda rows: rows.district_signed.pk,
    "batch_id": lambda rows: rows.batch.pk,
    "case_id": lambda rows: rows.case.pk,
    "kind": lambda rows: public_case_kinds()[0],
    "receipt": lambda rows: rows.case.receipt,
    "secret": lambda rows: str(rows.case.secret),
    "change_id": lambda rows: rows.change.pk,
    "code": lambda rows: TARAJU,
    "content": lambda rows: b"",
    "current_key": lambda rows: "",
    "desk": lambda rows: True,
    "disposition_id": lambda rows: rows.disposition.pk,
    "entry_id": lambda rows: rows.mail.pk,
    "journal_entry.entry_id": lambda rows: rows.entry.pk,
    "entry_page.entry_id": lambda rows: rows.entry.pk,
    "event_id": lambda rows: rows.event.pk,
    "family_id": lambda rows: rows.family.pk,
    "filter_id": lambda rows: rows.filter.pk,
    "first_id": lambda rows: rows.person.pk,
    "format": lambda rows: "csv",
    "full": lambda rows: True,
    "grant_id": lambda rows: rows.grant.pk,
    "holiday_id": lambda rows: rows.holiday.pk,
    "ids": lambda rows: [rows.waiting.pk, rows.person.pk],
    "key": lambda rows: "domisili",
    "rule_history.key": lambda rows: "people.death.report_days",
    "rule_page.key": lambda rows: "people.death.report_days",
    "kk_number": lambda rows: "3206131234560001",
    "list_id": lambda rows: rows.ready.pk,
    "locality_id": lambda rows: rows.locality.pk,
    "model": lambda rows: "1",
    "month": lambda rows: clock.today().month,
    "name": lambda rows: casting.OWNER,
    "birth_date": lambda rows: rows.person.birth_date,
    "mother_name": lambda rows: "",
    "new": lambda rows: "246813",
    "nik": lambda rows: "3206131708850001",
    "notice_id": lambda rows: rows.notice.pk,
    "outbox_item.item_id": lambda rows: rows.on_its_way.pk,
    "number": lambda rows: "",
    "type_version.number": lambda rows: 1,
    "type_version_page.number": lambda rows: 1,
    "officer_id": lambda rows: rows.users["head"].pk,
    "official_id": lambda rows: rows.official.pk,
    "old": lambda rows: "246813",
    "one": lambda rows: "umur",
    "origin": lambda rows: "http://testserver",
    "other": lambda rows: "pendidikan",
    "owner": lambda rows: "village",
    "paper_id": lambda rows: rows.paper.pk,
    "paper_file.paper_id": lambda rows: rows.sent_paper.pk,
    "passkey_id": lambda rows: rows.passkey.pk,
    "permission": lambda rows: "people.record",
    "person_id": lambda rows: rows.person.pk,
    "erasure_page.person_id": lambda rows: rows.gone.pk,
    "request_id": lambda rows: rows.sent.pk,
    **{
        f"{name}.request_id": lambda rows: rows.signed.pk
        for name in ("document_of", "office_file", "own_document", "document_desk")
    },
    "result_id": lambda rows: rows.pair.pk,
    "merge_choice.result_id": lambda rows: rows.double.pk,
    "run_id": lambda rows: rows.run.pk,
    "sheet_id": lambda rows: rows.sheet.pk,
    "second_id": lambda rows: rows.member.pk,
    "my_session.session_id": lambda rows: rows.user_session.pk,
    "domain": lambda rows: "letters",
    "session_id": lambda rows: rows.session.pk,
    "shown": lambda rows: "",
    "signers": lambda rows: ["kepala_desa"],
    "since": lambda rows: clock.now() - timedelta(days=900),
    "slug": lambda rows: "induk-penduduk",
    "book_page.slug": lambda rows: "induk-penduduk",
    "mail.queries.slug": lambda rows: "agenda",
    "statistics_of.slug": lambda rows: "umur",
    "template": lambda rows: "",
    "text": lambda rows: casting.OWNER,
    "today": lambda rows: clock.today(),
    "sought": lambda rows: Sought(nik="3206131708850001"),
    "found": lambda rows: [rows.person],
    "transfer_id": lambda rows: rows.coming.pk,
    "username": lambda rows: "qurrotaayun",
    "village": lambda rows: TARAJU,
    "book_signers.village": lambda rows: public_village(TARAJU),
    "year": lambda rows: clock.today().year,
    "persons": lambda rows: [rows.person.pk],
}  # fmt: skip

# Take the row itself, and whoever asks has looked it up by a query above. What they say then is no row.
TRUSTING = {
    "accounts.queries.changes.decides", "accounts.queries.changes.may_ask", "accounts.queries.changes.still_stands",
    "accounts.queries.officers.may_grant", "accounts.queries.officers.outranks", "accounts.queries.officers.roles_held",
    "accounts.queries.request.actor_on_behalf", "accounts.queries.posts.may_end",
    "accounts.queries.posts.post_named",
    "cases.queries.desk.desk_page", "cases.queries.own.own_page", "cases.queries.standing.moves_for",
    "letters.queries.beside.event_of",
    "letters.queries.desk.signing_problem", "letters.queries.documents.prepared_page",
    "letters.queries.drafting.letter_of", "matching.queries.lines.lines_of", "matching.queries.sides.earlier_by_mark",
    "matching.queries.sides.earlier_pairs", "matching.queries.sides.listed_side",
    "people.queries.events.timeline.timeline", "people.queries.finding.found_by",
    "people.queries.persons.may_read_now",
}  # fmt: skip

# Answers what everybody may know.
OPEN = {
    "accounts.queries.setup.first_officer_waiting": "asked before anybody can sign in; no page names the officer",
    "accounts.queries.spraying.spray_notices": "names nobody and belongs to the site",
    "cases.queries.own.ask_page": "the village whose site it is",
    "cases.queries.receipts.public_case": "whoever holds number and code; its page names nobody",
    "people.queries.books.pages.book_signers": "officials are public",
    "people.queries.events.duplicates.likely_duplicates": "a namesake is said to be there, and no more than his name",
}

# Offers what its reader may do somewhere, not in the village.
OFFERED = {
    "accounts.queries.officers.accounts_page": "a button to grant a role, in the areas where he may",
    "cases.queries.desk.desk_list": "a button to write one down, in the areas where he may",
    "places.queries.pages.village_desk": "shows him the village where he may",
}
# Says what belongs to the whole village and to nobody in it, also to whoever works in one hamlet.
SHARED = {
    "accounts.queries.posts.official_to_link": "officials are public",
    "kiosk.queries.queue_page": "numbers of the queue, without names",
    "site.queries.rules.holidays_page": "days off of the village",
}


@dataclass(frozen=True)
class Asking:
    """One query that somebody asks who may not know."""

    query: Callable[..., Any]
    who: str
    actor: Actor
    given: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.who}: asks {name_of(self.query)}"


def name_of(query: Callable[..., Any]) -> str:
    """Answers how a query is called in these lists."""
    return f"{query.__module__.removeprefix('pendopo.')}.{query.__name__}"


def queries() -> Iterator[Callable[..., Any]]:
    """Answers every query that takes the actor first."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "tests" in parts or not ({"queries", "reading"} & set(parts[2:3])):
            continue
        yield from _of_module(import_module(".".join(parts).removesuffix(".__init__")))


def _of_module(module: ModuleType) -> Iterator[Callable[..., Any]]:
    for name, found in vars(module).items():
        own = inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
        if own and next(iter(inspect.signature(found).parameters), "") == "actor":
            yield found


def _sample(query: Callable[..., Any], parameter: str) -> Given | None:
    for key in (f"{query.__name__}.{parameter}", f"{query.__module__[8:]}.{parameter}", parameter):
        if key in GIVEN:
            return GIVEN[key]
    return None


def given_to(query: Callable[..., Any], rows: SimpleNamespace) -> dict[str, Any] | None:
    """Answers what somebody asks a query with, or None where a parameter has no sample."""
    given: dict[str, Any] = {}
    for name, parameter in [*inspect.signature(query).parameters.items()][1:]:
        sample = _sample(query, name)
        if name == "wanted":
            kind: Any = [*get_args(hint := get_type_hints(query)[name]), hint][0]
            narrow = {one.name for one in dataclasses.fields(kind)} & {"area"}
            given[name] = kind(**dict.fromkeys(narrow, TARAJU))
        elif sample is not None:
            given[name] = sample(rows)
        elif parameter.default is parameter.empty:
            return None
    return given


def missing(rows: SimpleNamespace) -> list[str]:
    """Finds queries that nobody can ask here, and lines of `TRUSTING` that no query needs."""
    silent = {name_of(query) for query in queries() if given_to(query, rows) is None}
    return sorted(silent ^ TRUSTING)


def askings(cast: casting.Cast) -> Iterator[Asking]:
    """Answers every query with each of those who may not know."""
    for query in queries():
        given = given_to(query, cast.rows)
        if given is not None and name_of(query) not in OPEN:
            yield from (Asking(query, who, cast.strangers[who], given) for who in WHO)


def findings(asking: Asking, cast: casting.Cast) -> list[str]:
    """Asks and says what the answer tells of the village."""
    try:
        answer = asking.query(asking.actor, **asking.given)
        told = list(_told(answer, set()))
    except (NotFound, NotPermitted):
        return []
    except Exception as trouble:
        return [f"{asking} and gets as far as {type(trouble).__name__}: {trouble}"]
    if asking.who == "reader with powers elsewhere":  # he may read all of it, and do nothing
        if name_of(asking.query) in OFFERED:
            return []
        return [f"{asking} and gets {each}" for each in sorted(set(told)) if each.startswith(OFFER)]
    if asking.who == "officer of a hamlet" and name_of(asking.query) in SHARED:
        return []
    asked = {str(each) for each in asking.given.values()}
    rows = {name: row.pk for name, row in vars(cast.rows).items() if isinstance(row, Model)}
    known = {str(pk) for name, pk in rows.items() if isinstance(pk, UUID) and not name.startswith("other_")}
    found = {word for text in told for word in casting.SECRET if word in text and word not in asked}
    found |= {text for text in told if text in known - asked}
    if asking.who == "officer elsewhere":  # the others live here, or help somebody who does
        found |= {text for text in told if text == TARAJU or text.startswith(f"{TARAJU}.")}
    return [f"{asking} and hears {word}" for word in sorted(found)]


def _told(value: Any, seen: set[int]) -> Iterator[str]:
    """Answers every text and number of a row that an answer holds, however deep."""
    if id(value) in seen or isinstance(value, Actor):
        return
    seen.add(id(value))
    if isinstance(value, str | UUID):
        yield str(value)
    elif isinstance(value, bytes):
        yield value.decode(errors="replace")
    elif callable(getattr(value, "read", None)):
        yield from _told(value.read(), seen)
    else:
        for each in _parts(value):
            yield from _told(each, seen)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset | QuerySet | Iterator):
        return list(value)
    if isinstance(value, Model):
        return [each for name, each in vars(value).items() if name != "_state"]
    if callable(value) or not (hasattr(value, "__dict__") or dataclasses.is_dataclass(value)):
        return ()
    held = dict(vars(value)) if hasattr(value, "__dict__") else {}
    if dataclasses.is_dataclass(value):  # also one with slots
        held |= {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    return [
        *(f"{OFFER}{name}" for name, each in held.items() if each and OFFERS.fullmatch(name)),
        *held.values(),
    ]
