"""Who an officer is: a resident of the register or somebody from elsewhere, and the holder of a post of the village."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models.officers import User
from pendopo.accounts.rules.posts import Post
from pendopo.kernel.models import Journaled


class OfficerIdentity(Journaled):
    """Which resident an officer is, so that nobody decides about himself or near kin; nobody if he lives elsewhere."""

    called = _("petugas yang dihubungkan dengan warga")

    officer = models.OneToOneField(User, on_delete=models.PROTECT, related_name="identity")
    area_code = models.CharField(max_length=32)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    lives_elsewhere = models.BooleanField(default=False)
    # Nobody: said before this column was there, or by a job.
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    said_on = models.DateField(null=True)

    class Meta(Journaled.Meta):
        # The table is older than its place here; the journal names it, and its rows stay whole under that name.
        db_table = "letters_officeridentity"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, lives_elsewhere=False)
                | Q(person__isnull=True, lives_elsewhere=True),
                name="officer_is_somebody_or_from_elsewhere",
            ),
        ]


class LinkSource(models.TextChoices):
    """Who said that an account holds a post."""

    SAID = "said", _("dipastikan")
    SAME_NAME = "same_name", _("dari nama yang sama, belum dipastikan")


class PostLink(Journaled):
    """An account holds a post of the village: a line of the table of officials as it was when somebody said so."""

    called = _("jabatan yang dipegang akun")

    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    official = models.ForeignKey("places.Official", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=10, choices=LinkSource.choices, default=LinkSource.SAID)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # What was said: a line that somebody edits into another post, or into another person, is no longer this one.
    said_name = models.CharField(max_length=120)
    said_position = models.CharField(max_length=100)
    said_kind = models.CharField(max_length=12)
    said_until = models.DateField(null=True)

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["official"], condition=Q(valid_to__isnull=True), name="one_holder_of_a_post"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="post_link_in_order",
            ),
        ]

    @property
    def said(self) -> Post:
        """The line of the table of officials as it was said."""
        return Post(self.said_name, self.said_position, self.said_kind, self.said_until)
