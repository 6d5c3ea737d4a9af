"""A resident's one-time code goes out by a channel; only that it went is written down."""

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.notices.models import ContactAddress
from pendopo.notices.rules.permissions import SEND


@operation("notices.code.sent", "Kode warga dikirim lewat surel", SEND, "contact")
def note_code_sent(actor: Actor, *, contact: ContactAddress) -> None:
    """Note that a one-time code was handed to a resident's channel; the code stands nowhere."""
