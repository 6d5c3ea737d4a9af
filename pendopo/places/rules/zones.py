"""The time zone of a province: WIB, WITA or WIT (Keppres 41/1987; later provinces keep the zone they were cut from)."""

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"

_CODES = {
    # Sumatera, Jawa, Kalimantan Barat and Kalimantan Tengah.
    WIB: "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    # Bali, Nusa Tenggara, the rest of Kalimantan (Utara since UU 20/2012), Sulawesi.
    WITA: "51 52 53 63 64 65 71 72 73 74 75 76",
    # Maluku, Maluku Utara, Papua and what became of it (UU 14 to 16/2022, UU 29/2022).
    WIT: "81 82 91 92 93 94 95 96",
}
ZONES = {code: zone for zone, codes in _CODES.items() for code in codes.split()}


def zone_of(area: str) -> str:
    """Return the time zone of an area by its province; WIB where no province is known yet."""
    return ZONES.get(area[:2], WIB)
