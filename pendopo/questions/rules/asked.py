"""Which questions are asked: one may depend on the answer to an earlier one."""

from collections.abc import Iterable

from pendopo.people.rules.marker import gettext_noop as _
from pendopo.questions.rules.answers import Answers, is_answered
from pendopo.questions.rules.fields import Field

IF_ANSWERED = _("Isi hanya bila “%(question)s” dijawab.")
IF_THAT_ANSWER = _("Isi hanya bila “%(question)s” dijawab: %(answers)s.")


def asked(fields: Iterable[Field], answers: Answers) -> list[Field]:
    """Return the questions that these answers call up, in their order; a question that is not asked calls none up."""
    found: list[Field] = []
    kept: dict[str, object] = {}
    for one in fields:
        if not one.asked_if or calls_up(one, kept.get(one.asked_if)):
            found.append(one)
            kept[one.key] = answers.get(one.key)
    return found


def calls_up(one: Field, answer: object) -> bool:
    """Say whether the answer of the earlier question is one that calls this question up."""
    if not one.asked_when:
        return is_answered(answer)
    return is_answered(answer) and str(answer) in one.asked_when


def only_if(one: Field, other: Field) -> tuple[str, dict[str, str]]:
    """Say where all stand on one page when a question is to be answered: a sentence and what stands in it."""
    words = dict(other.choices)
    answers = ", ".join(words.get(answer, answer) for answer in one.asked_when)
    return IF_THAT_ANSWER if answers else IF_ANSWERED, {"question": other.label, "answers": answers}


def kept_answers(fields: Iterable[Field], answers: Answers) -> dict[str, object]:
    """Return the answers to what is asked; what was answered before an earlier answer changed is dropped."""
    return {one.key: answers[one.key] for one in asked(fields, answers) if one.key in answers}


def missing_answers(fields: Iterable[Field], answers: Answers) -> list[str]:
    """Return the keys of the questions that must be answered and are not."""
    return [
        one.key for one in asked(fields, answers) if one.required and not is_answered(answers.get(one.key))
    ]


def next_question(fields: Iterable[Field], answers: Answers) -> str:
    """Return the first question that nobody has answered yet, or nothing.

    A question that may stay empty counts as answered once its page was sent.
    """
    return next((one.key for one in asked(fields, answers) if one.key not in answers), "")
