"""Reads of answers, in the words of the version that was asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people.queries.scope import in_areas
from pendopo.questions.models import AnswerSheet
from pendopo.questions.rules.sets import QuestionSet, parse_set
from pendopo.questions.rules.values import answer_rows


@dataclass(frozen=True)
class Sheet:
    """A sheet of answers with the questions as they were asked."""

    row: AnswerSheet
    asked: QuestionSet

    @property
    def rows(self) -> list[dict[str, str]]:
        """Questions and answers for people to read; identity numbers are masked."""
        return answer_rows(self.asked.fields, self.row.answers)


def answer_sheet(actor: Actor, permission: str, sheet_id: UUID) -> Sheet:
    """Return one sheet to who holds the domain's permission where it was answered, or raise NotFound."""
    found = (
        AnswerSheet.objects.filter(in_areas(actor, permission), pk=sheet_id).select_related("asked").first()
    )
    if found is None:
        raise NotFound
    return Sheet(found, parse_set(found.asked.content))


def answer_sheets(actor: Actor, permission: str, key: str) -> Iterator[Sheet]:
    """Return every sheet of a set, of all its versions, the oldest day first; of one day in no order of arrival."""
    rows = AnswerSheet.objects.filter(in_areas(actor, permission), asked__key=key).select_related("asked")
    sets: dict[UUID, QuestionSet] = {}
    for row in rows.order_by("given_on", "pk").iterator(500):
        if row.asked_id not in sets:
            sets[row.asked_id] = parse_set(row.asked.content)
        yield Sheet(row, sets[row.asked_id])
