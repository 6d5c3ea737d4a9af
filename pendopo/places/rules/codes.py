"""Area codes as people write them, and what a village code says about the village."""

import re
from enum import StrEnum

PARTS = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
BELOW_VILLAGE = re.compile(r"\d{2}(\.\d{3}[A-Z]?(\.\d{3}[A-Z]?)?)?")


class VillageKind(StrEnum):
    """What a village is in law."""

    DESA = "desa"
    KELURAHAN = "kelurahan"
    DESA_ADAT = "desa_adat"


KIND_BY_DIGIT = {"1": VillageKind.KELURAHAN, "2": VillageKind.DESA, "3": VillageKind.DESA_ADAT}


def parse_code(text: str) -> str | None:
    """Return the dotted code for a code with or without dots (Permendagri 137/2017), or nothing."""
    compact = re.sub(r"[\s.\-]", "", text)
    if not compact.isascii() or not compact.isdigit() or len(compact) not in (2, 4, 6, 10):
        return None
    parts = [compact[0:2], compact[2:4], compact[4:6], compact[6:10]]
    return ".".join(part for part in parts if part)


def is_area_code(code: str) -> bool:
    """Say whether a dotted code has the form of a province, regency, district or village."""
    return PARTS.fullmatch(code) is not None


def is_village_code(code: str) -> bool:
    """Say whether a dotted code has the form of a village (Permendagri 137/2017)."""
    return len(code) == 13 and is_area_code(code) and code[9] in KIND_BY_DIGIT


def is_local_code(code: str) -> bool:
    """Say whether a code is a village, or a hamlet, RW or RT in it (design.md section 5)."""
    village, rest = code[:13], code[14:]
    if not is_village_code(village):
        return False
    return code == village or (code[13:14] == "." and BELOW_VILLAGE.fullmatch(rest) is not None)


def kind_of(village_code: str) -> VillageKind:
    """Tell kelurahan, desa and desa adat apart by the seventh digit (Permendagri 137/2017)."""
    if not is_village_code(village_code):
        raise ValueError("not a village code")
    return KIND_BY_DIGIT[village_code[9]]
