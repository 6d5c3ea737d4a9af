"""Fields that nobody asked for: beside them each form, filled in rightly, writes what it writes without; and each of
its own fields, torn, left out or of another village, brings nobody further."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

import time_machine
from django.apps import apps
from django.db import connection, models
from django.urls import URLPattern

from pendopo.kernel import clock
from pendopo.kernel.models import JournalEntry
from tests.architecture import samples
from tests.architecture.sweep import Sweep, Visitor, rightful, taken_back, visited, written
from tests.making import ELSEWHERE, TARAJU
from tests.ordeal.filled import ANSWERS, filled
from tests.ordeal.rows import Row

PLANTED = uuid.UUID(int=7)
STRANGERS = ("officer elsewhere", "other resident", "nobody")
WORDS = ("", str(uuid.UUID(int=8)), "../..", "\x00", "9" * 400, "simpan", "periksa")
PASSING = ("django_session", "kernel_journal", "kernel_feed", "axes_")
READS = "it only looks something up, or leads on"
SECRET = "asks for a secret or for what a device signs; its domain's tests answer"
STATE = "nobody and nothing of the cast is in the state that it wants"
# Forms that write nothing here, each with its reason; beside those of samples.NOT_200.
UNJUDGED: dict[str, str] = {
    **dict.fromkeys((
        "set_language", "people-persons", "people-other-family", "people-find-family", "people-erasures", "code",
        "receipts", "officer-identity", "letters-status-form", "letters-desk-find", "letters-verify", "queue-tablet",
        "letters-verification", "letters-types-trial", "mfa_reauthenticate",
    ), READS),
    **dict.fromkeys((
        "sign-in-resident", "sign-in-code", "sign-in-passkey", "resident-passkey-add", "resident-secret",
        "kiosk-sign-in", "account_reauthenticate", "mfa_reauthenticate_webauthn", "account_change_password",
        "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    ), SECRET),
    **dict.fromkeys((
        "places-locality-close", "people-event-reverse", "people-return", "people-relation", "people-join-family",
        "people-family-dissolve", "people-import-undo", "on-behalf-end", "matching-adjust", "matching-columns",
        "letters-desk-step-in", "letters-desk-decline", "letters-remote-sign", "letters-document-scan",
        "disclosure-request-carry",
    ), STATE),
    "places-villages": "belongs to a site of many villages",
    "places-address-trial": "has no field, and is opened at the address itself",
    "places-boundaries-save": "is the second page of places-boundaries",
}  # fmt: skip
# Their own questions, which the page shows elsewhere or not at first.
OWN: dict[str, set[str]] = {"mail-dispose": {"due"}, "disclosure-request-record": {"person"}}


def overload(sweep: Sweep, some: int, seed: int) -> Row:
    """Judges so many forms."""
    row, chance, judged = Row("mass assignment"), Random(seed), 0
    entries = [entry for _, entry in visited()]
    chance.shuffle(entries)
    entries.sort(
        key=lambda entry: "discard" in str(entry.name)
    )  # a file that is thrown away is not taken back
    for entry in entries[:some]:
        address, sent, told = filled(sweep, entry)
        name, form = str(entry.name), Judged(sweep, entry, address, sent)
        if told.startswith("405"):
            continue
        if told and name not in UNJUDGED and name not in samples.NOT_200:
            row.findings.append(f"{name} writes nothing: {told}")
        if not told and name in UNJUDGED:
            row.findings.append(f"{name} writes after all")
        if told:
            continue
        judged += 1
        row.findings += [
            f"{name}: {each}" for each in (*form.overloaded(), *form.torn(chance), *form.taken())
        ]
        row.kills, row.acknowledged = row.kills + form.sends, row.acknowledged + 1
    row.note = f"{judged} forms judged, {len(UNJUDGED)} named with their reason"
    return row


class Sent(NamedTuple):
    """What a form changed, by column and value; what cannot be right, whoever sent what; whether it wrote at all."""

    found: Counter[tuple[str, str]]
    wrong: list[str]
    wrote: bool


class Judged:
    """One form, filled in as it should be, and what is wrong with what is sent beside or instead."""

    def __init__(self, sweep: Sweep, entry: URLPattern, address: str, sent: dict[str, object]) -> None:
        self.sweep, self.entry, self.address, self.sent, self.sends = sweep, entry, address, sent, 0

    def send(self, sent: dict[str, object], who: str = "", *, look: bool = False) -> Sent:
        """Sends it and takes it back; `look` compares every row before and after."""
        cast, self.sends = self.sweep.cast, self.sends + 1
        with taken_back():
            visitor = self.sweep.visitors[who] if who else Visitor(cast, rightful(cast, self.entry))
            before, here, away = everything() if look else {}, written().count(), _away()
            status = visitor.go("post", self.address, sent).status_code
            wrong = [f"answers {status}"] if status >= 500 else []
            wrong += ["writes in another village"] if not who and _away() != away else []
            found = changes(before, everything()) if look else Counter[tuple[str, str]]()
            return Sent(found, wrong, written().count() != here)

    def overloaded(self) -> Iterator[str]:
        """With every column of every table that it writes beside its own fields."""
        plain, again = (self.send(self.sent, look=True).found for _ in range(2))
        chance = {column for column, _ in (plain - again) + (again - plain)}
        more = dict(self.more({column.partition(".")[0] for column, _ in plain}))
        heavy, wrong, wrote = self.send({**more, **self.sent}, look=True)
        yield from (f"with columns beside {each}" for each in wrong)
        if not wrote:
            return  # it was refused
        one, other = (
            Counter({(c, "" if c in chance else v): 0 for c, v in found}) for found in (plain, heavy)
        )
        for found, into in ((plain, one), (heavy, other)):
            for (column, value), times in found.items():
                into[column, "" if column in chance else value] += times
        yield from sorted({f"{column} differs" for column, _ in (one - other) + (other - one)})
        yield from sorted(
            {f"{column} is what was planted" for column, value in heavy if value == str(PLANTED)}
        )

    def more(self, tables: set[str]) -> Iterator[tuple[str, str]]:
        """Those columns, also with the beginnings of the form's own fields."""
        own = {*self.sent, *ANSWERS.get(str(self.entry.name), {}), *OWN.get(str(self.entry.name), ())}
        beginnings = {"", *(f"{name.rpartition('-')[0]}-" for name in self.sent if "-" in name)}
        for model in apps.get_models():
            for field in model._meta.concrete_fields if model._meta.db_table in tables else ():
                for name in {
                    f"{begun}{one}" for begun in beginnings for one in (field.name, field.attname)
                } - own:
                    yield name, _value(field)

    def torn(self, chance: Random) -> Iterator[str]:
        """With each field left out, torn, or of another village."""
        foreign = self.sweep.cast.rows.other_person.pk
        for name, held in self.sent.items():
            others = [foreign] if _is_id(held) else [ELSEWHERE] if str(held).startswith(TARAJU) else []
            for value in (None, chance.choice(WORDS), *others):
                sent = {key: one for key, one in {**self.sent, name: value}.items() if one is not None}
                _found, wrong, wrote = self.send(sent)
                bound = name == "token" or (name.endswith("-ada") and value is None)
                wrong += ["writes all the same"] if bound and wrote else []
                yield from (f"{name}={str(value)[:12]!r} {each}" for each in wrong)
        if "token" in self.sent:
            with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
                yield from ["writes days after it was looked at"] if self.send(self.sent).wrote else []

    def taken(self) -> Iterator[str]:
        """Sent as it is by three strangers."""
        for who in (
            STRANGERS if samples.names_a_row(self.entry) and self.entry.name not in samples.OPEN else ()
        ):
            _found, wrong, wrote = self.send(self.sent, who)
            yield from (f"{who} {each}" for each in [*wrong, *(["writes"] if wrote else [])])


def _is_id(held: object) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(held)))


def _value(field: models.Field[Any, Any]) -> str:
    """What the column would take, and no rightful form of the cast would write there."""
    if isinstance(field, models.ForeignKey):
        return str(getattr(field.related_model._default_manager.last(), "pk", PLANTED))
    kinds: tuple[tuple[type, str], ...] = (
        (models.UUIDField, str(PLANTED)), (models.BooleanField, "on"), (models.IntegerField, "7"),
        (models.DateTimeField, "2007-07-07 07:07"), (models.DateField, "07-07-2007"),
    )  # fmt: skip
    if field.choices:
        return str(list(field.flatchoices)[-1][0])
    held = next((word for kind, word in kinds if isinstance(field, kind)), "susupan")
    return ELSEWHERE if "area" in field.attname or "village" in field.attname else held


def _away() -> int:
    return JournalEntry.objects.filter(outcome="done", feed__area_code__startswith=ELSEWHERE).count()


Tables = dict[str, tuple[list[str], dict[object, tuple[object, ...]]]]


def everything() -> Tables:
    """Every row of every table, but of those in which asking alone leaves something."""
    found: Tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(PASSING):
                cursor.execute(f'SELECT * FROM "{table}"')
                columns = [each[0] for each in cursor.description]
                found[table] = (columns, {line[0]: line for line in cursor.fetchall()})
    return found


def changes(before: Tables, after: Tables) -> Counter[tuple[str, str]]:
    """How often a column was given which value; a row that is gone counts as one."""
    found = Counter[tuple[str, str]]()
    for table, (columns, held) in after.items():
        old = before[table][1]
        found[f"{table}.", "gone"] += len(old.keys() - held.keys())
        for key, values in held.items():
            if (was := old.get(key)) != values:
                pairs = zip(columns, values, was or [None] * len(values), strict=True)
                found.update(
                    (f"{table}.{name}", str(value)) for name, value, earlier in pairs if value != earlier
                )
    return +found
