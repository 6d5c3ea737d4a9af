"""Tables of requests: what somebody asked for, the papers, every step, and who an officer is in the register."""

import json
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.cases.models import CHANNELS
from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField, Unreadable
from pendopo.letters.rules.states import RequestState, StepAction
from pendopo.questions.rules.answers import people_in

REQUEST_STATES = (
    (RequestState.DRAFT.value, _("Belum dikirim")),
    (RequestState.CHECKING.value, _("Diperiksa operator")),
    (RequestState.RETURNED.value, _("Menunggu kelengkapan")),
    (RequestState.VERIFYING.value, _("Diverifikasi sekretaris")),
    (RequestState.SIGNING.value, _("Menunggu tanda tangan")),
    (RequestState.INKING.value, _("Ditandatangani di kertas")),
    (RequestState.SIGNED.value, _("Surat selesai")),
    (RequestState.HANDED.value, _("Surat diserahkan")),
    (RequestState.REFUSED.value, _("Ditolak")),
    (RequestState.WITHDRAWN.value, _("Dibatalkan pemohon")),
    (RequestState.VOID.value, _("Surat dibatalkan")),
)
STEP_ACTIONS = (
    (StepAction.ASKED.value, _("Permohonan diterima")),
    (StepAction.CHECKED.value, _("Syarat lengkap")),
    (StepAction.RETURNED.value, _("Dikembalikan untuk dilengkapi")),
    (StepAction.COMPLETED.value, _("Dilengkapi pemohon")),
    (StepAction.VERIFIED.value, _("Diverifikasi")),
    (StepAction.ESCALATED.value, _("Batas waktu lewat, naik ke pejabat berikutnya")),
    (StepAction.SIGNED.value, _("Ditandatangani")),
    (StepAction.INKED.value, _("Dicetak untuk tanda tangan basah")),
    (StepAction.HANDED.value, _("Surat diserahkan")),
    (StepAction.REFUSED.value, _("Ditolak")),
    (StepAction.WITHDRAWN.value, _("Dibatalkan pemohon")),
    (StepAction.VOID.value, _("Surat dibatalkan")),
)


class LetterRequest(Journaled):
    """Somebody asks for a letter; the answers are sealed, the deadline runs from the day it was sent."""

    called = _("permohonan surat")

    area_code = models.CharField(max_length=13, db_index=True)
    # The key of the form: whatever is sent twice with one key is one request.
    form_key = models.UUIDField(unique=True)
    receipt = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 - drafts have none
    secret = SealedTextField(null=True)
    type = models.ForeignKey("letters.LetterType", on_delete=models.PROTECT, related_name="requests")
    version = models.ForeignKey("letters.LetterTypeVersion", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answers_sealed = SealedTextField(null=True)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    state = models.CharField(max_length=10, choices=REQUEST_STATES, default=RequestState.DRAFT.value)
    begun_at = models.DateTimeField()
    # The officer who wrote it down; nothing when the resident did.
    asked_by_id = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField(null=True)
    asked_on = models.DateField(null=True)
    due = models.DateField(null=True)
    step_since = models.DateField(null=True)
    step_due = models.DateField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    missing = models.JSONField(default=list)
    note = models.CharField(max_length=400, blank=True, default="")
    # Who looked at it for signing; forgotten when the request goes elsewhere.
    seen_by_id = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    event_noted = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area_code", "state", "step_due"], name="request_by_clock"),
            models.Index(fields=["person", "state"], name="request_by_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
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
        return frozenset({self.person_id, *people_in(self.answers)})

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, by the key of the question; nothing when the answers cannot be read any more."""
        text = self.answers_sealed
        return dict(json.loads(text)) if text and not isinstance(text, Unreadable) else {}

    @answers.setter
    def answers(self, given: dict[str, Any]) -> None:
        self.answers_sealed = json.dumps(given, ensure_ascii=False, sort_keys=True)


class RequestPaper(Journaled):
    """A paper to a request: a file under its digest, or the note that the office saw it."""

    called = _("berkas syarat")

    request = models.ForeignKey(LetterRequest, on_delete=models.PROTECT, related_name="papers")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    # Empty when nothing was uploaded: an officer has seen the paper itself.
    digest = models.CharField(max_length=64, blank=True, default="")
    media_type = models.CharField(max_length=30, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    gist = models.CharField(max_length=16, blank=True, default="")
    shown_to = models.CharField(max_length=200, blank=True, default="")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(digest="") | ~Q(shown_to=""), name="paper_sent_or_shown"),
        ]

    @property
    def area_code(self) -> str:
        """The village that was asked."""
        return self.request.area_code


class LetterStep(Journaled):
    """One step of a request, as its owner and the office read it."""

    called = _("langkah surat")

    request = models.ForeignKey(LetterRequest, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=10, choices=STEP_ACTIONS)
    at = models.DateTimeField()
    officer_id = models.UUIDField(null=True)
    by = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(action__in=[action.value for action in StepAction]), name="letter_step_known"
            ),
        ]

    @property
    def area_code(self) -> str:
        """The village that was asked."""
        return self.request.area_code
