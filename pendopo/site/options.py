"""Every option of a site, declared once: name, type, default, environment variable, meaning."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Option:
    """One option; its value comes from the environment, else from the default."""

    name: str
    kind: Callable[[str], object]
    default: str | bool
    meaning: str


def _flag(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on", "ya"}


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _pairs(text: str) -> dict[str, str]:
    """Read `name=value` pairs; what has no value is left out."""
    parts = (part.partition("=") for part in _list(text))
    return {name.strip().lower(): value.strip() for name, _, value in parts if value.strip()}


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


OPTIONS = (
    Option("PENDOPO_DATA", _folder, "~/pendopo", "Data folder: database, keys, uploads."),
    Option(
        "PENDOPO_DATABASE_URL",
        str,
        "",
        "PostgreSQL address (postgresql://user:password@host/name); empty = SQLite.",
    ),
    Option("PENDOPO_DEMO", _flag, False, "Demonstration site with fictional people and one-step sign-in."),
    Option(
        "PENDOPO_VILLAGE",
        str,
        "",
        "Area code of the village of the bare addresses; empty = the only one, or a choice among several.",
    ),
    Option("PENDOPO_HOSTS", _list, "", "Host names that the site answers to, separated by commas."),
    Option(
        "PENDOPO_VILLAGE_HOSTS",
        _pairs,
        "",
        "Host names of single villages on a site of several: taraju.desa.id=32.06.13.2001, separated by commas.",
    ),
    Option("PENDOPO_HTTPS", _flag, False, "The site is reached through HTTPS: cookies are marked secure."),
    Option("PENDOPO_PROXY", _flag, False, "A proxy in front sets X-Forwarded-Proto and X-Forwarded-For."),
    Option(
        "PENDOPO_PUBLIC_URL",
        str,
        "",
        "Address printed in QR codes; empty = the one named and tried at /meja/desa/alamat/.",
    ),
    Option(
        "PENDOPO_TIME_ZONE",
        str,
        "",
        "Time zone of the office (Asia/Jakarta, Asia/Makassar, Asia/Jayapura); empty = that of the village's province.",
    ),
    Option("PENDOPO_UPLOAD_MB", int, "50", "Largest upload accepted, in MB."),
    Option(
        "PENDOPO_SMTP_URL",
        str,
        "",
        "Mail server (smtps://user:password@host:465); empty = no e-mail is sent.",
    ),
    Option("PENDOPO_SMTP_FROM", str, "", "Sender of e-mails, for example desa@contoh.id."),
    Option("PENDOPO_SMS_URL", str, "", "SMS gateway (https://token@host/path); empty = no SMS is sent."),
    Option(
        "PENDOPO_SMS_KEYS",
        _flag,
        False,
        "The SMS gateway sends what comes twice with one Idempotency-Key once.",
    ),
    Option(
        "PENDOPO_WHATSAPP_URL",
        str,
        "",
        "WhatsApp Cloud API (https://token@graph.facebook.com/v25.0/number-id); empty = none is sent.",
    ),
    Option(
        "PENDOPO_WHATSAPP_TEMPLATE", str, "", "Name of the approved template whose one text is the message."
    ),
)

_BY_NAME = {option.name: option for option in OPTIONS}


def option(name: str) -> Any:
    """Return the value of an option, typed."""
    declared = _BY_NAME[name]
    return declared.kind(os.environ.get(name) or str(declared.default))
