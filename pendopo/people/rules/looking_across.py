"""Searching a resident across the villages of an area: what for, and how much is shown."""

from collections.abc import Mapping
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _

# A closed list: whoever searches says which, and in words for whom (UU 27/2022 art. 27: a limited, stated purpose).
PURPOSES: Final[Mapping[str, str]] = {
    "aid": _("Memeriksa penerima bantuan sosial"),
    "move": _("Menelusuri perpindahan warga"),
    "double": _("Memeriksa data ganda"),
    "complaint": _("Menindaklanjuti pengaduan warga itu"),
    "request": _("Memenuhi permintaan tertulis yang sah"),
}
MOST_FOUND: Final = 10


def masked_name(name: str) -> str:
    """Return the initials of a name: enough to know again, too little to learn a name (UU 27/2022 art. 27)."""
    return " ".join(f"{word[0]}•••" for word in name.split())
