"""Area codes: dotted Kemendagri codes, nested by their separator."""

from enum import StrEnum


class Tier(StrEnum):
    """The tiers of government, from the nation down to the neighbourhood."""

    NATION = "nation"
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"
    HAMLET = "hamlet"
    RW = "rw"
    RT = "rt"


_TIERS = tuple(Tier)


class PartOf(str):
    """An area in which somebody acts by what he holds further up: its tier stays that of where it is held."""

    __slots__ = ("held_at",)
    held_at: str

    @classmethod
    def area(cls, code: str, held_at: str) -> "PartOf":
        """Return the area of a code, held by a power in a wider one."""
        made = cls(code)
        made.held_at = held_at
        return made


def contains(outer: str, inner: str) -> bool:
    """Say whether `inner` lies in `outer`; "" is the whole nation, and 32.06 does not contain 32.061."""
    return outer == "" or inner == outer or inner.startswith(outer + ".")


def tier_of(code: str) -> Tier:
    """Return the tier of an area code by the number of its parts."""
    code = code.held_at if isinstance(code, PartOf) else code
    depth = 0 if code == "" else code.count(".") + 1
    if depth >= len(_TIERS):
        raise ValueError("an area code has at most seven parts")
    return _TIERS[depth]


def village_of(code: str) -> str:
    """Return the village part (first four parts) of a code; a higher area is returned unchanged."""
    return ".".join(code.split(".")[:4])


def chain_of(code: str) -> tuple[str, ...]:
    """Return the code's areas from the province down to itself."""
    parts = code.split(".") if code else []
    return tuple(".".join(parts[: n + 1]) for n in range(len(parts)))
