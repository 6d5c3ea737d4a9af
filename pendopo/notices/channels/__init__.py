"""Ways on which a message leaves the house. A channel is open only where the site has configured it."""

from typing import Protocol

from pendopo.notices.channels import mail


class Channel(Protocol):
    """What every channel can do."""

    @property
    def name(self) -> str:
        """The word by which addresses and outbox name it."""

    def is_open(self) -> bool:
        """Whether the site has configured it."""

    def send(self, address: str, subject: str, text: str) -> None:
        """Hand a message over, or raise OSError with a short reason."""


CHANNELS: dict[str, Channel] = {mail.MAIL.name: mail.MAIL}


def open_channels() -> tuple[Channel, ...]:
    """Return the channels that this site can use now."""
    return tuple(channel for channel in CHANNELS.values() if channel.is_open())
