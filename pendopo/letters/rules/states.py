"""How far a request for a letter can have come, and which steps before signing hold."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class RequestState(StrEnum):
    """How far a request has come; a draft was not handed in yet, and stands in no flow."""

    DRAFT = "draft"
    CHECKING = "checking"
    RETURNED = "returned"
    VERIFYING = "verifying"
    SIGNING = "signing"
    INKING = "inking"
    SIGNED = "signed"
    HANDED = "handed"
    REFUSED = "refused"
    OBJECTED = "objected"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"
    VOID = "void"


HAS_LETTER: Final = (RequestState.SIGNED, RequestState.HANDED)
# Whoever asks may still write answers and papers anew.
WRITABLE: Final = (RequestState.DRAFT, RequestState.RETURNED)
TAKES_PAPERS: Final = (*WRITABLE, RequestState.CHECKING)

# Whose desk a step of the older program has left; what its owner did is nobody's desk.
DESK_LEFT: Final = {
    "checked": RequestState.CHECKING.value,
    "returned": RequestState.CHECKING.value,
    "verified": RequestState.VERIFYING.value,
    "signed": RequestState.SIGNING.value,
    "inked": RequestState.SIGNING.value,
}

CHECK, VERIFY = "check", "verify"
_STEPS = ((CHECK, RequestState.CHECKING), (VERIFY, RequestState.VERIFYING))


def steps_on(of_type: Collection[str], switched_off: Collection[str]) -> tuple[str, ...]:
    """Return the steps before signing that hold for a type in a village (issue 3: switchable)."""
    return tuple(step for step, _state in _STEPS if step in of_type and step not in switched_off)


def first_state(steps: Collection[str]) -> RequestState:
    """Return where a request begins once it is sent (domain handbook, section 3)."""
    return next((state for step, state in _STEPS if step in steps), RequestState.SIGNING)


def state_after(state: str, steps: Collection[str]) -> RequestState:
    """Return the state after the present step is done, without the steps that are switched off."""
    order = [*(held for step, held in _STEPS if step in steps or held == state), RequestState.SIGNING]
    return order[order.index(RequestState(state)) + 1]


def state_before(state: str, steps: Collection[str]) -> RequestState:
    """Return the desk to which a later one gives a request back; the resident, where no other has held it."""
    order = [RequestState.RETURNED, *(held for step, held in _STEPS if step in steps), RequestState.SIGNING]
    return order[order.index(RequestState(state)) - 1]
