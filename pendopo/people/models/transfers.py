"""People who move to another village of this site."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.kernel.recusal import about
from pendopo.people.models.register import Person
from pendopo.people.rules.transfers import STATE_WORDS


class Transfer(Journaled):
    """The file of people who move to another village of this site, until that one has them."""

    called = _("perpindahan antardesa")

    # The sender's part of the village; the receiver is a whole village.
    area_code = models.CharField(max_length=32, db_index=True)
    to_village = models.CharField(max_length=13, db_index=True)
    state = models.CharField(
        max_length=10, choices=[(state.value, words) for state, words in STATE_WORDS.items()]
    )
    consent = models.CharField(max_length=10)
    on = models.DateField()
    sent_at = models.DateTimeField()
    question = models.CharField(max_length=400, blank=True, default="")
    answer = models.CharField(max_length=400, blank=True, default="")
    refusal = models.CharField(max_length=400, blank=True, default="")
    ended_on = models.DateField(null=True)

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom a transfer is about: those who move."""
        return frozenset(self.travellers.values_list("person_id", flat=True))


class Traveller(Journaled):
    """One of those who move with a transfer: the row that the village they left keeps."""

    called = _("yang pindah")

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="travellers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="travels")

    concerned = about("person_id")
