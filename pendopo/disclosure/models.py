"""Requests for public information."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.cases.models import Case, CaseFollow, CaseNote, CasePaper, CaseStep
from pendopo.disclosure.rules import REQUEST
from pendopo.kernel.sealed import SealedTextField


class InformationRequest(Case):
    """What somebody wants to know, what the office answered, and what its superior decided."""

    called = _("permohonan informasi publik")

    wanted = SealedTextField(null=True)
    purpose = models.CharField(max_length=300)
    delivery = models.CharField(max_length=8)
    granted = models.CharField(max_length=4, blank=True, default="")
    answer = SealedTextField(null=True)
    article = models.CharField(max_length=6, blank=True, default="")
    ground = models.CharField(max_length=1, blank=True, default="")
    outcome = models.CharField(max_length=7, blank=True, default="")
    decision = SealedTextField(null=True)

    @property
    def content(self) -> str:
        """What was asked."""
        return "\n".join((str(self.wanted), self.purpose, self.delivery))

    class Meta(Case.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Case.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=[state.key for state in REQUEST.states]), name="information_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(granted=""), name="answer_says_how_much"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(article=""), name="refusal_names_its_article"
            ),
        ]


class InformationStep(CaseStep):
    """One step of a request."""

    called = _("langkah permohonan informasi")
    case = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="steps")


class InformationNote(CaseNote):
    """A note of the office about a request."""

    called = _("catatan kantor tentang permohonan informasi")
    case = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="notes")


class InformationPaper(CasePaper):
    """A paper of a request: the copy that was asked for, the signed decision."""

    called = _("berkas permohonan informasi")
    case = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="papers")


class InformationFollow(CaseFollow):
    """A resident who follows a request."""

    called = _("pengikut permohonan informasi")
    case = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="follows")
