"""Which messages of the outbox stand in each state."""

from collections import defaultdict

from pendopo.notices.models import OutboxItem


def run() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for pk, state in OutboxItem.objects.values_list("pk", "state"):
        found[state].append(str(pk))
    return found
