"""The head of a village's letters: its lines from the highest tier down, and how to reach the office."""

from collections.abc import Mapping


def head_lines(labels: Mapping[str, str], village: str, district: str, regency: str) -> tuple[str, ...]:
    """Write the lines of a letterhead (Permendagri 1/2023: tata naskah dinas pemerintah desa)."""
    lines = [
        f"Pemerintah {regency}" if regency else "",
        f"{labels['district']} {district}" if district else "",
    ]
    name = (
        village if village.lower().startswith(labels["village"].lower()) else f"{labels['village']} {village}"
    )
    return tuple(line for line in (*lines, name) if line)


def address_line(address: str, postal_code: str, phone: str, email: str, website: str) -> str:
    """Write the line below: address, postal code, telephone, e-mail (Permendagri 1/2023)."""
    parts = (
        address,
        f"Kode Pos {postal_code}" if postal_code else "",
        f"Telepon {phone}" if phone else "",
        email,
        website.partition("://")[2] or website,
    )
    return " · ".join(part for part in parts if part)
