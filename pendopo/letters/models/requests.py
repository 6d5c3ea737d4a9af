"""Tables of requests: what somebody asked for, the papers, every step, and what goes along with them."""

import json
from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.cases.models import Case, CaseFollow, CaseNote, CasePaper, CaseStep
from pendopo.kernel.sealed import SealedTextField, Unreadable
from pendopo.letters.rules.states import RequestState
from pendopo.questions.rules.answers import Answers, people_in


class LetterRequest(Case):
    """Somebody asks for a letter; the answers are sealed, the deadline runs from the day it was sent.

    A draft is a row without receipt, days and steps: only its owner sees it.
    """

    called = _("permohonan surat")
    with_rows = ("person__family", "household", "type", "version")

    # What a draft has not yet: columns that every other case fills, which is why their types are said to differ. The
    # receipt is empty and not "", because it is unique.
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+"
    )  # never somebody unknown
    receipt = models.CharField(max_length=20, unique=True, null=True)  # type: ignore[assignment]  # noqa: DJ001
    state = models.CharField(max_length=12, default=RequestState.DRAFT.value)
    asked_at = models.DateTimeField(null=True)  # type: ignore[assignment]
    asked_on = models.DateField(null=True)  # type: ignore[assignment]
    due = models.DateField(null=True)  # type: ignore[assignment]
    step_since = models.DateField(null=True)  # type: ignore[assignment]
    type = models.ForeignKey("letters.LetterType", on_delete=models.PROTECT, related_name="requests")
    version = models.ForeignKey("letters.LetterTypeVersion", on_delete=models.PROTECT, related_name="+")
    answers_sealed = SealedTextField(null=True)
    begun_at = models.DateTimeField()
    # Who looked at it for signing; forgotten when the request goes elsewhere.
    seen_by_id = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    event_noted = models.BooleanField(default=False)

    class Meta(Case.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *Case.Meta.indexes,
            models.Index(fields=["person", "state"], name="request_by_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Case.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RequestState]), name="request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT.value)
                | Q(receipt__isnull=False, due__isnull=False, asked_at__isnull=False),
                name="sent_request_has_receipt",
            ),
        ]

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom a letter is about: the one who asks, and the residents named in the answers."""
        return super().concerned | people_in(self.answers)

    @property
    def matter(self) -> str:
        """The name of the letter."""
        return self.type.name

    @property
    def content(self) -> str:
        """The answers, and the files that came along."""
        held = self.papers.filter(removed_at__isnull=True).exclude(digest="")
        digests = sorted(held.values_list("digest", flat=True))
        return json.dumps([self.answers, digests], ensure_ascii=False, sort_keys=True)

    @property
    def markable(self) -> dict[str, str]:
        """The papers and questions of this type of letter: any of them may be missing or wrong."""
        held = self.version.content
        asked = {one["key"]: one["label"] for one in held["fields"]}
        return {**asked, **{one["key"]: one["name"] for one in held["requirements"]}}

    @property
    def answers(self) -> Answers:
        """What was answered, by the key of the question; nothing when the answers cannot be read any more."""
        text = self.answers_sealed
        return dict(json.loads(text)) if text and not isinstance(text, Unreadable) else {}

    @answers.setter
    def answers(self, given: Answers) -> None:
        self.answers_sealed = json.dumps(given, ensure_ascii=False, sort_keys=True)


class RequestPaper(CasePaper):
    """A paper to a request: a file under its digest, or the note that the office saw it."""

    called = _("berkas syarat")
    renamed: ClassVar[Mapping[str, str]] = {"request_id": "case_id"}

    case = models.ForeignKey(LetterRequest, on_delete=models.PROTECT, related_name="papers")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(digest="") | ~Q(shown_to=""), name="paper_sent_or_shown"),
        ]


class LetterStep(CaseStep):
    """One step of a request, as its owner and the office read it."""

    called = _("langkah surat")
    renamed: ClassVar[Mapping[str, str]] = {"request_id": "case_id", "action": "move"}

    case = models.ForeignKey(LetterRequest, on_delete=models.PROTECT, related_name="steps")


class LetterNote(CaseNote):
    """A note of the office about a request."""

    called = _("catatan kantor tentang permohonan surat")
    case = models.ForeignKey(LetterRequest, on_delete=models.PROTECT, related_name="notes")


class LetterFollow(CaseFollow):
    """A resident who follows a request."""

    called = _("pengikut permohonan surat")
    case = models.ForeignKey(LetterRequest, on_delete=models.PROTECT, related_name="follows")
