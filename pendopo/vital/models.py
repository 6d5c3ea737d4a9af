"""Reports of what happened."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.cases.models import Case, CaseFollow, CaseNote, CasePaper, CaseStep
from pendopo.kernel.sealed import SealedTextField
from pendopo.vital.rules import EVENTS, FLOW


class VitalReport(Case):
    """What somebody says has happened, to whom, and what became of it in the register."""

    called = _("laporan peristiwa")

    event = models.CharField(max_length=12, choices=EVENTS)
    who = SealedTextField(null=True)
    known = SealedTextField(null=True)
    child = SealedTextField(null=True)
    sex = models.CharField(max_length=1, blank=True, default="")
    on = models.DateField(null=True)
    place = models.CharField(max_length=100, blank=True, default="")
    mother = SealedTextField(null=True)
    father = SealedTextField(null=True)
    cause = SealedTextField(null=True)
    elsewhere = models.CharField(max_length=200, blank=True, default="")
    wrong = models.CharField(max_length=16, blank=True, default="")
    should = SealedTextField(null=True)
    proof = models.CharField(max_length=6, blank=True, default="")
    evidence = models.CharField(max_length=6, blank=True, default="")
    # The resident whom it concerns, once the office has found him; the earlier report of the same child.
    about = models.UUIDField(null=True)
    first = models.UUIDField(null=True)

    class Meta(Case.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *Case.Meta.indexes,
            models.Index(fields=["area_code", "event", "on"], name="report_by_event"),
            models.Index(fields=["asked_by_id"], name="report_by_officer"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Case.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=[state.key for state in FLOW.states]), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(event__in=[key for key, _words in EVENTS]), name="report_event_known"
            ),
        ]

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom it is about: the one who reports, and the one to whom it happened."""
        return frozenset(one for one in (self.person_id, self.about) if one is not None)

    @property
    def matter(self) -> str:
        """What happened."""
        return _t(dict(EVENTS).get(str(self.event), ""))


class VitalStep(CaseStep):
    """One step of a report."""

    called = _("langkah laporan peristiwa")
    case = models.ForeignKey(VitalReport, on_delete=models.PROTECT, related_name="steps")


class VitalNote(CaseNote):
    """A note of the office about a report."""

    called = _("catatan kantor tentang laporan peristiwa")
    case = models.ForeignKey(VitalReport, on_delete=models.PROTECT, related_name="notes")


class VitalPaper(CasePaper):
    """A paper of a report: the midwife's letter, the form that was filled in with a pen."""

    called = _("berkas laporan peristiwa")
    case = models.ForeignKey(VitalReport, on_delete=models.PROTECT, related_name="papers")


class VitalFollow(CaseFollow):
    """A resident who follows a report."""

    called = _("pengikut laporan peristiwa")
    case = models.ForeignKey(VitalReport, on_delete=models.PROTECT, related_name="follows")
