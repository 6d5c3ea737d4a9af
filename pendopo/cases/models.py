"""The columns that every case has. A domain adds its own to `Case`, and names its table in those that go with it.

`class RequestStep(CaseStep)` holds nothing but `case`, the way to its own table: each domain keeps its constraints and
its foreign keys, and no table holds the cases of two.
"""

import json
from hashlib import blake2b
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.cases.rules.channels import Channel, OwnerKind
from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField, Unreadable

CHANNELS = (
    (Channel.ONLINE.value, _("Daring")),
    (Channel.DESK.value, _("Di loket")),
    (Channel.BEHALF.value, _("Melalui petugas, pemohon hadir")),
    (Channel.KIOSK.value, _("Anjungan mandiri")),
    (Channel.PAPER.value, _("Di kertas")),
)
OWNER_KINDS = (
    (OwnerKind.PERSON.value, _("Warga")),
    (OwnerKind.HOUSEHOLD.value, _("Keluarga")),
    (OwnerKind.OFFICE.value, _("Kantor atau lembaga")),
    (OwnerKind.UNKNOWN.value, _("Bukan warga di data desa")),
)


class Case(Journaled):
    """Something that was handed in and waits for an answer."""

    area_code = models.CharField(max_length=13)
    # The key of the form: whatever is sent twice with one key is one case.
    form_key = models.UUIDField(unique=True)
    receipt = models.CharField(max_length=20, unique=True)
    secret = SealedTextField(null=True)
    owner_kind = models.CharField(max_length=10, choices=OWNER_KINDS, default=OwnerKind.PERSON.value)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey("people.Family", on_delete=models.PROTECT, null=True, related_name="+")
    # Whoever asks without being in the register: name, address and how to reach him, as JSON.
    named_sealed = SealedTextField(null=True)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    state = models.CharField(max_length=12)
    # The officer who wrote it down; nothing when its owner did.
    asked_by_id = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    due = models.DateField()
    answered_on = models.DateField(null=True)
    step_since = models.DateField()
    step_due = models.DateField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    # Which answers and papers the office has marked as wrong, each with why, and what it says about the whole.
    missing = models.JSONField(default=list)
    note = models.CharField(max_length=400, blank=True, default="")
    # Given on paper to a desk that has no account on this site.
    carried_on = models.DateField(null=True)
    # The case whose question is asked again.
    again_of = models.UUIDField(null=True)

    # Rows that every move of a case reads as well.
    with_rows: ClassVar[tuple[str, ...]] = ("person", "household")

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area_code", "state", "step_due"], name="%(class)s_by_clock"),
            models.Index(fields=["area_code", "due", "id"], name="%(class)s_by_due"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(owner_kind=OwnerKind.UNKNOWN.value)
                | Q(owner_kind=OwnerKind.OFFICE.value)
                | Q(owner_kind=OwnerKind.HOUSEHOLD.value, household__isnull=False)
                | Q(owner_kind=OwnerKind.PERSON.value, person__isnull=False),
                name="%(class)s_has_its_owner",
            ),
        ]

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom a case is about: the one who handed it in."""
        return frozenset() if self.person_id is None else frozenset({self.person_id})

    @property
    def matter(self) -> str:
        """What exactly is asked for, in a few words; nothing where the kind of case says it all."""
        return ""

    @property
    def marks(self) -> dict[str, str]:
        """What the office has marked as wrong and nobody has put right yet, each with why; older marks say nothing."""
        held = self.missing
        return dict(held) if isinstance(held, dict) else dict.fromkeys(held, "")

    @property
    def stamp(self) -> str:
        """What a desk decides about, as a short mark: whoever has read something else decides about that."""
        return blake2b(self.content.encode(), digest_size=8).hexdigest()

    @property
    def content(self) -> str:
        """Everything that its owner can still change, in one text."""
        return ""

    @property
    def markable(self) -> dict[str, str]:
        """What a desk may mark as wrong besides the flow's own questions: papers, questions of this one case."""
        return {}

    @property
    def named(self) -> dict[str, str]:
        """Who asks, as he wrote it himself; nothing when it cannot be read any more."""
        text = self.named_sealed
        return dict(json.loads(text)) if text and not isinstance(text, Unreadable) else {}

    @named.setter
    def named(self, given: dict[str, str]) -> None:
        self.named_sealed = json.dumps(given, ensure_ascii=False, sort_keys=True) if given else None

    @property
    def owner_name(self) -> str:
        """Who asks, in one line, for a desk that may read it."""
        if self.person is not None:
            return str(self.person.name)
        return self.named.get("name", "") or str(_("Tanpa nama"))


class CaseStep(Journaled):
    """One step of a case as its owner and the office read it, with what the desk before it took."""

    move = models.CharField(max_length=20)
    form_key = models.UUIDField(null=True)
    at = models.DateTimeField()
    officer_id = models.UUIDField(null=True)
    by = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=400, blank=True, default="")
    # The state that was left, who held it (how far up), since when, and until when it should have been done.
    state = models.CharField(max_length=12, blank=True, default="")
    level = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    case: Any

    class Meta:
        abstract = True

    @property
    def area_code(self) -> str:
        """The village that was asked."""
        return str(self.case.area_code)


class CaseNote(Journaled):
    """A note of the office to itself: its owner and the public never read it."""

    at = models.DateTimeField()
    officer_id = models.UUIDField(null=True)
    by = models.CharField(max_length=200)
    text = SealedTextField(null=True)

    case: Any

    class Meta:
        abstract = True

    @property
    def area_code(self) -> str:
        """The village that was asked."""
        return str(self.case.area_code)


class CaseFollow(Journaled):
    """A resident who is told how a case goes on, without it being his."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    case: Any

    class Meta:
        abstract = True

    @property
    def area_code(self) -> str:
        """The village that was asked."""
        return str(self.case.area_code)


class CasePaper(Journaled):
    """A paper of a case: a file under its digest, or the note that the office has seen the paper itself."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64, blank=True, default="")
    media_type = models.CharField(max_length=30, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    gist = models.CharField(max_length=16, blank=True, default="")
    shown_to = models.CharField(max_length=200, blank=True, default="")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    case: Any

    class Meta:
        abstract = True

    @property
    def area_code(self) -> str:
        """The village that was asked."""
        return str(self.case.area_code)
