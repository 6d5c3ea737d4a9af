"""How a request comes to its first desk. Inner part of the operations."""

from datetime import date

from pendopo.cases.operations import hand_in, note_step
from pendopo.cases.rules.flow import ASKED
from pendopo.kernel.actor import Actor
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.queries.types import content_of, first_desk
from pendopo.letters.rules.request import REQUEST
from pendopo.questions.rules.asked import missing_answers


def take_in(actor: Actor, row: LetterRequest, on_paper: date | None = None) -> LetterRequest:
    """Give a request its receipt, its deadline and its first desk."""
    content = content_of(row.version)
    if missing_answers(content.fields, row.answers):
        raise LetterRefused("answers_missing")
    hand_in(REQUEST, row, on_paper, target=first_desk(row), whole=content.days)
    row.save()
    note_step(row, ASKED, actor)
    return row
