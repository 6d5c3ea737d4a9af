"""Whether a new site still waits for its first administrator."""

from pendopo.accounts.models import User
from pendopo.kernel.actor import Actor


def first_officer_waiting(actor: Actor) -> tuple[bool, User | None]:
    """This function will say whether nobody has ever set a password, and return the officer who still can."""
    officers = list(User.objects.order_by("id")[:2])
    if not officers:
        return True, None
    first = officers[0]
    return (len(officers) == 1 and not first.has_usable_password()), first
