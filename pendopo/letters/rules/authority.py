"""Who may sign, and in what capacity: head, acting head, a.n. and u.b. (Permendagri 1/2023; UU 30/2014 Pasal 14).

The dated table of officials says who holds which post on the day; the type of letter says who may sign it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pendopo.places.rules.terms import HolderKind, position_order


class Capacity(StrEnum):
    """In what capacity somebody signs."""

    HEAD = "head"
    PLT = "plt"
    PLH = "plh"
    ON_BEHALF = "an"
    THROUGH = "ub"


HEAD, SECRETARY, OTHER = "head", "secretary", "other"
_HEAD_ORDER, _SECRETARY_ORDER = 10, 20


@dataclass(frozen=True)
class Holder:
    """One line of the dated table of officials."""

    name: str
    position: str
    kind: str = HolderKind.DEFINITIVE.value
    nip: str = ""
    niap: str = ""
    post: UUID | None = None


@dataclass(frozen=True)
class Signatory:
    """Who signs, as the foot of the letter says it: `lines` above the name, from top to bottom."""

    name: str
    position: str
    capacity: Capacity
    lines: tuple[str, ...]
    nip: str = ""
    niap: str = ""


@dataclass(frozen=True)
class VillageTitles:
    """What the head is called here, and the village's name: Kepala Desa, Taraju."""

    head: str
    village: str

    @property
    def head_line(self) -> str:
        """The head's title with the name of the village."""
        return f"{self.head} {self.village}".strip()


def find_signatory(
    officials: Sequence[Holder], own: Iterable[Holder], titles: VillageTitles, signers: Sequence[str]
) -> Signatory | None:
    """Say how the holder of these posts signs a type of letter today, or that he may not
    (Permendagri 1/2023).

    Whoever holds two posts (a secretary who is acting head) signs in the higher one.
    """
    posts = sorted(own, key=lambda item: position_order(item.position))
    found = (_as_signatory(item, officials, titles) for item in posts)
    return next((one for one in found if one is not None and _rank(one) in signers), None)


def _rank(signatory: Signatory) -> str:
    return {Capacity.ON_BEHALF: SECRETARY, Capacity.THROUGH: OTHER}.get(signatory.capacity, HEAD)


def _as_signatory(item: Holder, held: Sequence[Holder], titles: VillageTitles) -> Signatory | None:
    order = position_order(item.position)
    head = titles.head_line
    if order == _HEAD_ORDER:
        capacity = {HolderKind.PLT.value: Capacity.PLT, HolderKind.PLH.value: Capacity.PLH}.get(
            item.kind, Capacity.HEAD
        )
        title = {Capacity.PLT: f"Plt. {head}", Capacity.PLH: f"Plh. {head}"}.get(capacity, head)
        return Signatory(item.name, item.position, capacity, (title,), item.nip, item.niap)
    own = _with_kind(item)
    lines: tuple[str, ...]
    if order == _SECRETARY_ORDER:
        lines = (f"a.n. {head}", own)
        return Signatory(item.name, item.position, Capacity.ON_BEHALF, lines, item.nip, item.niap)
    secretary = next((one for one in held if position_order(one.position) == _SECRETARY_ORDER), None)
    if secretary is None:
        return None  # u.b. goes through a secretary: without one nobody can be asked to sign in that way
    lines = (f"a.n. {head}", _with_kind(secretary), "u.b.", own)
    return Signatory(item.name, item.position, Capacity.THROUGH, lines, item.nip, item.niap)


def _with_kind(item: Holder) -> str:
    mark = {HolderKind.PLT.value: "Plt. ", HolderKind.PLH.value: "Plh. "}.get(item.kind, "")
    return f"{mark}{item.position}"
