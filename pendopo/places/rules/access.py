"""What helps whoever walks, sees or hears badly at an office: said by the village, or printed nowhere."""

from collections.abc import Iterable, Mapping
from typing import Final

_ = str  # Marks a text for the catalogue; form and page translate it.

FACTS: Final[Mapping[str, str]] = {
    "ramp": _("Jalan masuk tanpa tangga"),
    "parking": _("Parkir dekat pintu"),
    "toilet": _("Toilet yang dapat dimasuki kursi roda"),
    "seats": _("Kursi tunggu yang didahulukan bagi lansia, ibu hamil, dan penyandang disabilitas"),
    "writing": _("Petugas membantu menulis dan membacakan formulir"),
    "signing": _("Ada petugas yang mengerti bahasa isyarat"),
    "visits": _("Petugas datang ke rumah bagi yang tidak dapat datang"),
}


def held_facts(said: Iterable[str]) -> list[str]:
    """Return what is said as it is kept: known facts, each once, in one order."""
    given = set(said)
    return [key for key in FACTS if key in given]
