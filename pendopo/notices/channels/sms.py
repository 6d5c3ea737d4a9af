"""SMS through an HTTP gateway of the village: POST {"to", "text"} to https://TOKEN@host/path, with a key in the head.

Costs what the gateway asks for each SMS. Reveals to gateway and network: the number, the hour, and that the office of
this village has news for it; nothing of the matter. The key is used: a gateway that does not know it must be told so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from pendopo.notices.channels.call import Call, gateway
from pendopo.notices.rules.sending import Outcome


@dataclass(frozen=True)
class Sms:
    """The channel of SMS."""

    name: str = "sms"
    telephone: bool = True

    @property
    def knows_key(self) -> bool:
        """Whether the gateway was said to know keys."""
        return bool(settings.PENDOPO_SMS_KEYS)

    def is_open(self) -> bool:
        """Whether a gateway is set."""
        return bool(settings.PENDOPO_SMS_URL)

    @contextmanager
    def line(self) -> Iterator[Call]:
        """Open a connection to the gateway."""
        with gateway(settings.PENDOPO_SMS_URL) as opened:

            def call(address: str, _subject: str, text: str, key: str) -> Outcome:
                return opened.post("", {"to": address, "text": text}, key)

            yield call


SMS = Sms()
