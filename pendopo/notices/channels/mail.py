"""E-mail by the site's own mail server: smtp://user:password@host:587 or smtps://...:465; nothing set, nothing sent."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

_SECONDS = 15


@dataclass(frozen=True)
class Mail:
    """The channel of e-mails."""

    name: str = "email"

    def is_open(self) -> bool:
        """Whether a mail server and a sender are set."""
        return bool(settings.PENDOPO_SMTP_URL and settings.PENDOPO_SMTP_FROM)

    def send(self, address: str, subject: str, text: str) -> None:
        """Hand one message to the mail server; a refusal or a silent server raises OSError."""
        message = EmailMessage()
        message["From"], message["To"] = settings.PENDOPO_SMTP_FROM, address
        message["Subject"] = subject
        message.set_content(text)
        try:
            with _connect(urlsplit(settings.PENDOPO_SMTP_URL)) as server:
                server.send_message(message)
        except smtplib.SMTPException as trouble:
            # The server's own words may repeat the address.
            raise OSError(type(trouble).__name__) from None


def _connect(address: SplitResult) -> smtplib.SMTP:
    secure = address.scheme == "smtps"
    host, port = address.hostname or "localhost", address.port or (465 if secure else 587)
    context = ssl.create_default_context()
    if secure:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
        if server.has_extn("starttls") or (server.ehlo() and server.has_extn("starttls")):
            server.starttls(context=context)
    if address.username:
        server.login(unquote(address.username), unquote(address.password or ""))
    return server


MAIL = Mail()
