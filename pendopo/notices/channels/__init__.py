"""Ways on which a message leaves the house. A channel is open only where the site has configured it."""

from contextlib import AbstractContextManager
from typing import Protocol

from pendopo.notices.channels import mail, sms, whatsapp
from pendopo.notices.channels.call import Call
from pendopo.notices.rules.sending import Fate, Outcome


class Channel(Protocol):
    """What every channel can do, and what an office must know of it before it opens it."""

    @property
    def name(self) -> str:
        """The word by which addresses and outbox name it."""

    @property
    def knows_key(self) -> bool:
        """Whether a message that is handed over twice with one key goes out once."""

    @property
    def telephone(self) -> bool:
        """Whether it rings, costs money and is shared: it keeps quiet hours and a budget, and says no reason."""

    def is_open(self) -> bool:
        """Whether the site has configured it."""

    def line(self) -> AbstractContextManager[Call]:
        """Open a connection for many messages; what is called with one says what became of it, and raises nothing."""


CHANNELS: dict[str, Channel] = {one.name: one for one in (mail.MAIL, sms.SMS, whatsapp.WHATSAPP)}


def open_channels() -> tuple[Channel, ...]:
    """Return the channels that this site can use now."""
    return tuple(channel for channel in CHANNELS.values() if channel.is_open())


def send_one(channel: Channel, address: str, subject: str, text: str) -> Outcome:
    """Hand over one message that stands in no outbox; the channel's answer."""
    with channel.line() as call:
        return call(address, subject, text, "")


__all__ = ["CHANNELS", "Call", "Channel", "Fate", "Outcome", "open_channels", "send_one"]
