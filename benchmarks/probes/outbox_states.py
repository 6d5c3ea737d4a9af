"""How many messages of the outbox stand in each state."""

from django.db.models import Count

from pendopo.notices.models import OutboxItem


def run() -> dict[str, int]:
    return dict(OutboxItem.objects.values_list("state").annotate(Count("pk")))
