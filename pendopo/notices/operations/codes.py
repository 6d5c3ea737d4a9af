"""A resident's one-time code goes out by a channel; only that it went is written down."""

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.notices.models import ContactAddress


@operation("notices.code.sent", permission="notices.send", subject="contact")
def note_code_sent(actor: Actor, *, contact: ContactAddress) -> None:
    """This function will note that a one-time code was handed to a resident's channel; the code stands nowhere."""
