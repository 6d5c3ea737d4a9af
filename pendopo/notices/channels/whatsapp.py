"""WhatsApp Cloud API: an approved template with one text, by https://TOKEN@graph.facebook.com/v25.0/NUMBER.

Costs what Meta asks for each message of the category `utility`. Reveals to Meta: the number, the hour, and that the
office of this village has news for it; nothing of the matter. It knows no key: an answer that is lost stays UNKNOWN.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from pendopo.notices.channels.call import Call, gateway
from pendopo.notices.rules.sending import Outcome


@dataclass(frozen=True)
class WhatsApp:
    """The channel of WhatsApp."""

    name: str = "whatsapp"
    knows_key: bool = False
    telephone: bool = True

    def is_open(self) -> bool:
        """Whether a number and a template are set."""
        return bool(settings.PENDOPO_WHATSAPP_URL and settings.PENDOPO_WHATSAPP_TEMPLATE)

    @contextmanager
    def line(self) -> Iterator[Call]:
        """Open a connection to the platform."""
        with gateway(settings.PENDOPO_WHATSAPP_URL) as opened:

            def call(address: str, _subject: str, text: str, _key: str) -> Outcome:
                template = {
                    "name": settings.PENDOPO_WHATSAPP_TEMPLATE,
                    "language": {"code": "id"},
                    "components": [{"type": "body", "parameters": [{"type": "text", "text": text}]}],
                }
                given = {
                    "messaging_product": "whatsapp",
                    "to": address.lstrip("+"),
                    "type": "template",
                    "template": template,
                }
                return opened.post("/messages", given, "")

            yield call


WHATSAPP = WhatsApp()
