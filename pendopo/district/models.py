"""Requests to a kecamatan. Each lies in the village from which it comes: so its officers see what was sent to them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.cases.models import Case, CaseFollow, CaseNote, CasePaper, CaseStep
from pendopo.district.rules.flow import REQUEST
from pendopo.district.rules.paten import service_of


class DistrictRequest(Case):
    """What somebody wants signed by the camat, about which letter of his village, and the number it got."""

    called = _("permohonan ke kecamatan")

    service = models.CharField(max_length=20)
    letter = models.CharField(max_length=120)
    wedding = models.CharField(max_length=10, blank=True, default="")  # the day, 2026-12-10
    purpose = models.CharField(max_length=300)
    seen = models.CharField(max_length=5, blank=True, default="")
    number = models.CharField(max_length=60, blank=True, default="")
    signed_on = models.DateField(null=True)

    class Meta(Case.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Case.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=[state.key for state in REQUEST.states]), name="district_state_known"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="district_number_given_once"
            ),
        ]

    @property
    def matter(self) -> str:
        """Which service is asked for."""
        return _t(service_of(self.service).name) if self.service else ""

    @property
    def wedding_day(self) -> date | None:
        """The day of the wedding, where one was given."""
        return date.fromisoformat(str(self.wedding)) if self.wedding else None


class DistrictStep(CaseStep):
    """One step of a request."""

    called = _("langkah permohonan ke kecamatan")
    case = models.ForeignKey(DistrictRequest, on_delete=models.PROTECT, related_name="steps")


class DistrictNote(CaseNote):
    """A note of the office about a request."""

    called = _("catatan kantor tentang permohonan ke kecamatan")
    case = models.ForeignKey(DistrictRequest, on_delete=models.PROTECT, related_name="notes")


class DistrictPaper(CasePaper):
    """A paper of a request: the scan of a letter that a village signed on paper."""

    called = _("berkas permohonan ke kecamatan")
    case = models.ForeignKey(DistrictRequest, on_delete=models.PROTECT, related_name="papers")


class DistrictFollow(CaseFollow):
    """A resident who follows a request."""

    called = _("pengikut permohonan ke kecamatan")
    case = models.ForeignKey(DistrictRequest, on_delete=models.PROTECT, related_name="follows")
