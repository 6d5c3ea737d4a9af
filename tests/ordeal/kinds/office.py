"""Work of the desks: letters, numbers, requests for information."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pendopo.accounts.models import User
from pendopo.accounts.tests import folk
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.operations import ACTS
from pendopo.disclosure.tests.office import WANTED
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kiosk.models import QueueTicket
from pendopo.kiosk.operations import take_ticket
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import answer_request, begin_request, send_request
from pendopo.letters.operations.signing import look_at, sign_request
from pendopo.letters.tests import office as at
from pendopo.letters.tests.office import resident_actor
from pendopo.mail.models import RegisterEntry
from pendopo.mail.operations import register
from tests.ordeal.kinds.frame import Kind
from tests.ordeal.village import TARAJU, key_of, office
from tests.sites import Site


class Signing(Kind):
    """Letters from the question to the signature."""

    name = "signing of letters"
    each = ("letters_letterrequest", "letters_letterdocument", "letters_registerentry")

    def item(self, site: Site, item: int) -> Iterator[str]:
        here = office()
        row = begin_request(here.resident, village=TARAJU, key=at.TYPE, form_key=key_of(item))
        if row.state == "draft":
            row = answer_request(here.resident, request=row, answers=at.full_answers(row))
            row = send_request(here.resident, request=row)
        yield f"receipt {row.receipt}"
        if row.state == "checking":
            row = at.checked(here, row)
        if row.state == "verifying":
            row = at.verify_request(here.secretary, case=row)
        if row.state == "signing":
            row = sign_request(here.head, case=look_at(here.head, request=row))
        yield f"number {row.document.number}"

    def stands(self, site: Site, item: int, word: str) -> bool:
        row = LetterRequest.objects.filter(form_key=key_of(item)).first()
        if row is None:
            return False
        what, _, text = word.partition(" ")
        if what == "receipt":
            return bool(row.receipt == text)
        return row.state == "signed" and row.document.number == text and row.document.entry.text == text


class Numbering(Kind):
    """Mail in and out, and numbers of the queue; each form is sent again when its answer did not come."""

    name = "numbering"
    each = ("letters_registerentry", "letters_queueticket")
    most = 8

    def item(self, site: Site, item: int) -> Iterator[str]:
        here, today = office(), clock.today()
        ticket = take_ticket(ANONYMOUS, village=TARAJU, form_key=key_of(item, "ticket"))
        yield f"ticket {ticket.number}"
        mail = register.Mail(
            form_key=key_of(item), party="Camat", summary=f"Ordeal {item}", on=today, archive="000.1.5"
        )
        line = register.send_mail(here.operator, village=TARAJU, mail=mail)
        yield f"mail {line.text}"

    def stands(self, site: Site, item: int, word: str) -> bool:
        what, _, text = word.partition(" ")
        if what == "ticket":
            return QueueTicket.objects.filter(form_key=key_of(item, "ticket"), number=int(text)).exists()
        return RegisterEntry.objects.filter(form_key=key_of(item), text=text).exists()


class Cases(Kind):
    """Requests for information are handed in, and answered, put off or refused and objected to."""

    name = "cases"
    each = ("disclosure_informationrequest",)

    def item(self, site: Site, item: int) -> Iterator[str]:
        ppid, owner = folk.actor(User.objects.get(username="ppid")), resident_actor(office().person)
        row = ACTS["ask"](owner, village=TARAJU, form_key=key_of(item), values=WANTED)
        yield f"receipt {row.receipt}"
        given: dict[str, dict[str, Any]] = {
            "answer": {"values": {"granted": "all", "answer": "Terlampir."}},
            "extend": {"reason": "Dokumen di kecamatan"},
            "refuse": {"reason": "dikecualikan", "values": {"article": "h"}},
            "object": {"reason": "Keberatan", "values": {"ground": "a"}},
        }
        for move in (("answer",), ("extend", "answer"), ("refuse", "object"))[item % 3]:
            if not row.steps.filter(move=move).exists():
                row = ACTS[move](owner if move == "object" else ppid, case=row, **given[move])
            yield f"move {move}"

    def stands(self, site: Site, item: int, word: str) -> bool:
        row = InformationRequest.objects.filter(form_key=key_of(item)).first()
        what, _, text = word.partition(" ")
        if row is None or what == "receipt":
            return row is not None and row.receipt == text
        return bool(row.steps.filter(move=text).count() == 1)
