"""E-mail by the site's own mail server: smtp://user:password@host:587 or smtps://...:465; nothing set, nothing sent."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from pendopo.notices.channels.call import Call
from pendopo.notices.rules.sending import Fate, Outcome

_SECONDS = 15


@dataclass(frozen=True)
class Mail:
    """The channel of e-mails; a letter box is one person's, and may be told what the message is about."""

    name: str = "email"
    knows_key: bool = False
    telephone: bool = False

    def is_open(self) -> bool:
        """Whether a mail server and a sender are set."""
        return bool(settings.PENDOPO_SMTP_URL and settings.PENDOPO_SMTP_FROM)

    @contextmanager
    def line(self) -> Iterator[Call]:
        """Open a connection when the first message goes out, and another one where it breaks."""
        with closing(MailLine()) as opened:
            yield opened.send


class MailLine:
    """A connection to the mail server, opened with the first message and again where it broke."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def send(self, address: str, subject: str, text: str, _key: str) -> Outcome:
        """Hand one message to the mail server. Until its text is on the way, whatever breaks has sent nothing."""
        message = EmailMessage()
        message["From"], message["To"] = settings.PENDOPO_SMTP_FROM, address
        message["Subject"] = subject
        message.set_content(text)
        on_the_way = False
        try:
            server = self._server = self._server or _connect(urlsplit(settings.PENDOPO_SMTP_URL))
            _agreed(server.mail(settings.PENDOPO_SMTP_FROM), server.rcpt(address))
            on_the_way = True
            server.data(message.as_bytes(policy=SMTP))
        except smtplib.SMTPResponseException as said:
            # An answer, so that it is known; the server's own words may repeat the address.
            self.close()
            return Outcome(Fate.NOT_SENT, f"smtp_{said.smtp_code}")
        except (smtplib.SMTPException, OSError, ValueError) as trouble:
            self.close()
            return Outcome(Fate.NO_ANSWER if on_the_way else Fate.NOT_SENT, type(trouble).__name__)
        return Outcome(Fate.SENT)

    def close(self) -> None:
        """Take leave of the server, if it is still there."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()


def _agreed(*answers: tuple[int, bytes]) -> None:
    for code, _said in answers:
        if code not in (250, 251):
            raise smtplib.SMTPResponseException(code, "")


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
    server.ehlo_or_helo_if_needed()
    if address.username:
        server.login(unquote(address.username), unquote(address.password or ""))
    return server


MAIL = Mail()
