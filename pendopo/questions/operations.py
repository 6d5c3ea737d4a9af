"""Keeps answers. No operation of its own: the domain that asks has one, with its permission and its words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.doubts import believed_day
from pendopo.kernel.errors import NotFound, WordedRefusal
from pendopo.questions.models import AnswerSheet, QuestionVersion
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.asked import kept_answers
from pendopo.questions.rules.fitting import misfits
from pendopo.questions.rules.sets import QuestionSet


class QuestionsRefused(WordedRefusal):
    """Answers cannot be kept as they are."""

    words = {
        "answers_unfit": _("Ada jawaban yang kosong atau belum tepat. Perbaiki dulu, lalu kirim lagi."),
        "set_changed": _("Daftar pertanyaan ini berubah tanpa versi baru. Hubungi pengelola situs."),
        "paper_future": _("Tanggal kertas ini belum terjadi. Periksa kembali."),
    }


@dataclass(frozen=True)
class Filled:
    """What was answered to which set; `form_key` makes two clicks one sheet, `on_paper` is the day of a paper."""

    asked: QuestionSet
    answers: Answers
    form_key: UUID
    on_paper: date | None = None


def keep_sheet(actor: Actor, area: str, filled: Filled) -> AnswerSheet:
    """Keep answers in a village, or raise QuestionsRefused; to be called inside the domain's own operation.

    An anonymous set takes no resident as actor: what signs the journal's entry would be his account.
    """
    if filled.asked.anonymous and actor.kind == "resident":
        raise ValueError(
            "anonymous answers are kept with kernel.actor.ANONYMOUS, or by the officer who keys them in"
        )
    today = believed_day()
    if filled.on_paper and filled.on_paper > today:
        raise QuestionsRefused("paper_future")
    fields = filled.asked.fields
    if misfits(fields, filled.answers):
        raise QuestionsRefused("answers_unfit")
    version = _version(area, filled.asked)
    row = AnswerSheet(pk=filled.form_key, area_code=area, asked=version)
    row.answers = kept_answers(fields, filled.answers)
    row.channel = "paper" if filled.on_paper else "desk" if actor.kind == "officer" else "online"
    row.given_on = filled.on_paper or today
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # sent twice
        held = AnswerSheet.objects.get(pk=filled.form_key)
        if (held.asked_id, held.answers) != (version.pk, row.answers):
            raise NotFound from None
        return held
    return row


def _version(area: str, asked: QuestionSet) -> QuestionVersion:
    """Return the row of a version, made when it is first answered; the same number never says two things."""
    named = {"area_code": area, "key": asked.key, "version": asked.version}
    row = QuestionVersion.objects.filter(**named).first()
    if row is None:
        try:
            with transaction.atomic():
                return QuestionVersion.objects.create(**named, content=asked.as_dict(), digest=asked.digest)
        except IntegrityError:  # of two first answers only one makes it
            row = QuestionVersion.objects.get(**named)
    if row.digest != asked.digest:
        raise QuestionsRefused("set_changed")
    return row
