"""Which row of the cast stands in which address: one line a part of an address, none left to chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, reverse

from pendopo.letters.rules.verification import short_code
from tests.making import TARAJU

Sample = Callable[[SimpleNamespace], Any]


def _of_unknown(part: str) -> Sample:
    return lambda rows: getattr(rows.case_unknown, part)


def _of_paper(part: str) -> Sample:
    return lambda rows: rows.case_paper.pk if part == "paper_id" else getattr(rows.case_with_paper, part)


def _row(name: str) -> Sample:
    return lambda rows: getattr(rows, name).pk


# A page of a request to the kecamatan, and where the request stands.
_DISTRICT = {
    **dict.fromkeys(
        ("case", "note", "receipt", "transfer", "carry", "key-in", "check", "return", "withdraw", "mine-one"),
        "asked",
    ),
    "complete": "returned",
    **dict.fromkeys(("sign", "send_back", "refuse"), "signing"),
    **dict.fromkeys(("hand_over", "sheet", "paper", "mine-paper"), "signed"),
}
# A page of a report of what happened, and the row on which it shows something.
_REPORT = {
    **dict.fromkeys(
        (
            *(
                "case",
                "note",
                "receipt",
                "transfer",
                "carry",
                "key-in",
                "enter",
                "ask_person",
                "settle",
                "return",
            ),
            *("refuse", "withdraw", "mine-one", "attach"),
        ),
        "report",
    ),
    "complete": "report_returned",
    "deny": "report_asked",
    **dict.fromkeys(("same", "twins"), "report_twice"),
}
# What belongs to somebody: a part of an address by its name, or by the address's name where that says more.
ROWS: dict[str, Sample] = {
    "person_id": lambda rows: rows.person.pk,
    "people-erasure.person_id": lambda rows: rows.gone.pk,
    "family_id": lambda rows: rows.family.pk,
    "transfer_id": lambda rows: rows.coming.pk,
    **{
        f"people-transfer-{name}.transfer_id": lambda rows: rows.leaving.pk
        for name in ("answer", "take-back")
    },
    "event_id": lambda rows: rows.event.pk,
    "filter_id": lambda rows: rows.filter.pk,
    "batch_id": lambda rows: rows.batch.pk,
    "people-import-undo.batch_id": lambda rows: rows.done_batch.pk,
    "holiday_id": lambda rows: rows.holiday.pk,
    "official_id": lambda rows: rows.official.pk,
    "locality_id": lambda rows: rows.locality.pk,
    "journal-entry.entry_id": lambda rows: rows.entry.pk,
    "user_id": lambda rows: rows.operator.pk,
    "account_id": lambda rows: rows.account.pk,
    "grant_id": lambda rows: rows.grant.pk,
    "change_id": lambda rows: rows.change.pk,
    "resident-session-end.session_id": lambda rows: rows.session.pk,
    "my-session-end.session_id": lambda rows: rows.user_session.pk,
    "mfa_remove_webauthn.pk": lambda rows: rows.factor.pk,
    "mfa_edit_webauthn.pk": lambda rows: rows.factor.pk,
    "passkey_id": lambda rows: rows.passkey.pk,
    "my-notice.notice_id": lambda rows: rows.notice.pk,
    "outbox-item.item_id": lambda rows: rows.on_its_way.pk,
    "list_id": lambda rows: rows.ready.pk,
    "matching-columns.list_id": lambda rows: rows.list.pk,
    "matching-preview.list_id": lambda rows: rows.list.pk,
    "run_id": lambda rows: rows.run.pk,
    "matching-resume.run_id": lambda rows: rows.halted.pk,
    "result_id": lambda rows: rows.pair.pk,
    "matching-withdraw.result_id": lambda rows: rows.answered.pk,
    "matching-merge.result_id": lambda rows: rows.double.pk,
    "matching-task.result_id": lambda rows: rows.double.pk,
    "paper_id": lambda rows: rows.paper.pk,
    "letters-desk-paper.paper_id": lambda rows: rows.sent_paper.pk,
    "entry_id": lambda rows: rows.mail.pk,
    "mail-deliver.entry_id": lambda rows: rows.outgoing.pk,
    "disposition_id": lambda rows: rows.disposition.pk,
    "request_id": lambda rows: rows.sent.pk,
    **{
        f"{name}.request_id": lambda rows: rows.draft.pk
        for name in (
            "letters-question",
            "letters-papers",
            "letters-check",
            "kiosk-question",
            "kiosk-check",
        )
    },
    "letters-complete.request_id": lambda rows: rows.returned.pk,
    "letters-object.case_id": lambda rows: rows.refused_letter.pk,
    "letters-resume.case_id": lambda rows: rows.objected_letter.pk,
    **{
        f"letters-desk-{name}.request_id": lambda rows: rows.objected_letter.pk
        for name in ("grant", "uphold")
    },
    "letters-desk-verify.request_id": lambda rows: rows.checked.pk,
    "letters-desk-recheck.request_id": lambda rows: rows.checked.pk,
    **{
        f"letters-{name}.request_id": lambda rows: rows.waiting.pk
        for name in ("sign-look", "sign-now", "desk-step-in", "desk-decline", "desk-draft", "desk-reverify")
    },
    **{
        f"letters-{name}.request_id": lambda rows: rows.signed.pk
        for name in ("document", "document-desk", "document-page", "document-scan")
    },
    **{f"letters-desk-{name}.request_id": lambda rows: rows.signed.pk for name in ("hand", "void", "event")},
    "case_id": lambda rows: rows.case.pk,
    "disclosure-request-paper.case_id": lambda rows: rows.own_with_paper.pk,
    "disclosure-request-paper.paper_id": lambda rows: rows.own_paper.pk,
    "disclosure-request-mine-paper.case_id": lambda rows: rows.own_with_paper.pk,
    "disclosure-request-mine-paper.paper_id": lambda rows: rows.own_paper.pk,
    "disclosure-request-complete.case_id": lambda rows: rows.case_returned.pk,
    "disclosure-request-object.case_id": lambda rows: rows.case_answered.pk,
    "disclosure-request-decide.case_id": lambda rows: rows.case_objected.pk,
    "letters-certificate-renew.area": lambda rows: TARAJU,
    "places-office-desk.area": lambda rows: TARAJU[:8],
    "places-office-appoint.area": lambda rows: TARAJU[:8],
    "places-office-official.official_id": lambda rows: rows.office_official.pk,
    "places-office-official-end.official_id": lambda rows: rows.office_official.pk,
    **{f"district-request-{name}.case_id": _row(f"district_{row}") for name, row in _DISTRICT.items()},
    **{f"vital-report-{name}.case_id": _row(row) for name, row in _REPORT.items()},
    **{
        f"vital-report-{name}.case_id": lambda rows: rows.report_paper.case_id
        for name in ("paper", "mine-paper")
    },
    **{f"vital-report-{name}.paper_id": _row("report_paper") for name in ("paper", "mine-paper")},
    "vital-report-about-me.case_id": _row("report_asked"),
    "district-request-paper.paper_id": lambda rows: rows.district_signed.papers.get().pk,
    "district-request-mine-paper.paper_id": lambda rows: rows.district_signed.papers.get().pk,
}

# What an address names without belonging to anybody: every village has it, or whoever holds it may open it.
SHARED: dict[str, tuple[Sample, str]] = {
    "area": (lambda rows: TARAJU[:8], "the office of a kecamatan, for everybody"),
    "rule.key": (lambda rows: "people.death.report_days", "a rule of the program"),
    "domain": (lambda rows: "letters", "a service that every village has"),
    "key": (lambda rows: "domisili", "a kind of letter that every village has"),
    "letters-type-declaration.paper": (
        lambda rows: "pengantar_rt",
        "a paper that this kind of letter asks for",
    ),
    "kiosk-question.key": (lambda rows: "keperluan", "a question of a letter"),
    "letters-question.key": (lambda rows: "keperluan", "a question of a letter"),
    "question": (lambda rows: "keperluan", "a question of a letter"),
    "number": (lambda rows: 1, "a version of the village's own wording"),
    "topic": (lambda rows: "umur", "a table of statistics"),
    "people-book.book": (lambda rows: "induk-penduduk", "a register book"),
    "people-book-print.book": (lambda rows: "induk-penduduk", "a register book"),
    "people-book-numbers.book": (lambda rows: "induk-penduduk", "a register book"),
    "people-book-file.book": (lambda rows: "induk-penduduk", "a register book"),
    "book": (lambda rows: "agenda", "a book of mail"),
    "mail-new.book": (lambda rows: "incoming", "a book of mail"),
    "part": (lambda rows: "identitas", "a part of the form"),
    "owner": (lambda rows: "village", "the picture of the site's own village, or of one's own"),
    "code": (lambda rows: rows.profile.trial_code, "whoever holds the code was given the address"),
    "code-short.mark": (lambda rows: "V", "stands in the address of every letter"),
    "code-short.code": (
        lambda rows: short_code(bytes.fromhex(rows.document.token)),
        "stands on the letter itself",
    ),
    "token": (lambda rows: rows.token, "whoever holds the link was given it"),
    "receipt": (lambda rows: rows.sent.receipt, "stands on the paper with the secret"),
    "secret": (lambda rows: rows.sent.secret, "stands on the paper with the receipt"),
    **{
        f"{name}.{part}": (_of_unknown(part), "stands on one paper with the other")
        for name in ("receipt", "receipt-follow", "receipt-claim", "receipt-move")
        for part in ("receipt", "secret")
    },
    **{
        f"receipt-paper.{part}": (_of_paper(part), "stands on one paper with the other")
        for part in ("receipt", "secret", "paper_id")
    },
    "receipt-move.key": (lambda rows: "withdraw", "a move that a flow has"),
    "spray-notice-read.notice_id": (lambda rows: rows.spray.pk, "names nobody and belongs to the site"),
    "ticket_id": (lambda rows: rows.ticket.pk, "a number of the queue, on the office's own tablet only"),
    "code_text": (lambda rows: rows.document.code_text, "stands on the letter itself"),
}


def sample_for(name: str, part: str) -> Sample | None:
    """Answers what stands in one part of an address, or nothing."""
    for key in (f"{name}.{part}", part):
        if key in ROWS:
            return ROWS[key]
        if key in SHARED:
            return SHARED[key][0]
    return None


def unsampled(found: Iterable[tuple[str, URLPattern]]) -> list[str]:
    """Finds parts of addresses for which no row is named."""
    return [
        f"/{route}: no sample for <{part}>; name one in tests/architecture/samples.py"
        for route, entry in found
        for part in entry.pattern.converters
        if sample_for(entry.name or "", part) is None
    ]


def unused(found: Iterable[tuple[str, URLPattern]]) -> list[str]:
    """Finds samples that no address asks for."""
    asked = set()
    for _, entry in found:
        for part in entry.pattern.converters:
            full = f"{entry.name}.{part}"
            asked.add(full if full in ROWS or full in SHARED else part)
    return sorted({*ROWS, *SHARED} - asked)


def names_a_row(entry: URLPattern) -> bool:
    """Says whether an address names something that belongs to somebody."""
    name = entry.name or ""
    for part in entry.pattern.converters:
        full = f"{name}.{part}"
        if (full if full in ROWS or full in SHARED else part) in ROWS:
            return True
    return False


def address_of(entry: URLPattern, rows: SimpleNamespace) -> str:
    """Answers the address with rows of the cast in it."""
    given = {}
    for part in entry.pattern.converters:
        sample = sample_for(entry.name or "", part)
        assert sample is not None, part
        given[part] = sample(rows)
    return reverse(entry.name or "", kwargs=given)


def body(rows: SimpleNamespace) -> dict[str, Any]:
    """Answers what a stranger sends besides the address: ids and numbers of somebody else's rows."""
    return {
        "user": rows.operator.pk,
        "person": rows.person.pk,
        "petugas": rows.operator.pk,
        "surat": rows.waiting.pk,
        "nik": "3206131708850001",
        "kk_number": "3206131234560001",
        "area": TARAJU,
        "other": rows.ready.pk,
        "act": "factor",
        "head": rows.member.pk,
        "reason": "contoh",
        "note": "contoh",
        "received_by": "contoh",
    }


def query(rows: SimpleNamespace) -> dict[str, Any]:
    """Answers what stands behind the question mark: a place in a list, and whom a form begins with."""
    return {"sesudah": rows.pair.pk, "sebelum": rows.entry.pk, "petugas": rows.operator.pk}


# Shows what it names to whoever holds its code, or to everybody.
OPEN: dict[str, str] = {
    "letters-status": "receipt and secret stand on the asker's paper",
    "receipt": "number and code stand on the asker's paper, and the register does not know him",
    "receipt-paper": "number and code stand on the asker's paper, and the register does not know him",
    "receipt-move": "number and code stand on the asker's paper, and the register does not know him",
    "officer-link": "whoever holds the link was given it",
    "letters-verify": "the code stands on the letter",
    "places-profile": "officials are public",
    "places-office": "officials are public",
}

# Answers something else than 200 to the rightful actor, for a reason.
NOT_200: dict[str, str] = {
    "my-account": "leads to the account of whoever asks",
    "code-short": "leads on to the page of the letter",
    "account_login": "leads on: he is signed in",
    "mfa_authenticate": "leads on: he is signed in",
    "mfa_login_webauthn": "leads on: he is signed in",
    "mfa_reauthenticate": "leads to the factor that he has",
    "mfa_deactivate_totp": "he has no authenticator app",
    "mfa_view_recovery_codes": "he has made none",
    "mfa_download_recovery_codes": "he has made none",
    "vital-report-ask": "leads to the front, where the event is chosen",
    "kiosk": "ends the session of whoever sat there",
    "kiosk-leave": "ends the session of whoever sat there",
    "kiosk-stay": "answers with nothing: 204 while somebody sits there",
    "officer-link-village": "leads back: the site has its village",
    "letters-types-picture": "the village has no Word file of this letter",
    "people-filter-keep": "keeps nothing while nothing is asked for",
    "sign-in-demo": "in the demonstration only",
    "sign-in-demo-officer": "in the demonstration only",
    "sign-in-demo-resident": "in the demonstration only",
}

# Lists what lies in all areas of whoever looks.
ACROSS = {
    "accounts", "changes", "desk", "disclosure-request-desk", "district-request-desk", "grant-new", "holidays",
    "journal", "letters-desk", "letters-sign", "matching-home", "matching-queue", "outbox", "people-events",
    "people-imports", "people-across", "people-persons", "people-searches", "people-transfers", "resident-accounts",
    "vital-report-desk",
}  # fmt: skip
