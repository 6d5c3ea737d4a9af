"""The way of a request: which state follows, and what may be done in which state."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

# The letter that begins the number of each receipt.
RECEIPT_MARK: Final = "S"


class RequestState(StrEnum):
    """How far a request has come."""

    DRAFT = "draft"
    CHECKING = "checking"
    RETURNED = "returned"
    VERIFYING = "verifying"
    SIGNING = "signing"
    INKING = "inking"
    SIGNED = "signed"
    HANDED = "handed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class StepAction(StrEnum):
    """What was done with a request, as its owner reads it."""

    ASKED = "asked"
    CHECKED = "checked"
    RETURNED = "returned"
    COMPLETED = "completed"
    VERIFIED = "verified"
    ESCALATED = "escalated"
    SIGNED = "signed"
    INKED = "inked"
    HANDED = "handed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"


CHECK, VERIFY = "check", "verify"
_STEPS = ((CHECK, RequestState.CHECKING), (VERIFY, RequestState.VERIFYING))
# The office holds the request in these states, and its clock runs.
AT_OFFICE = (RequestState.CHECKING, RequestState.VERIFYING, RequestState.SIGNING)
OPEN = (*AT_OFFICE, RequestState.RETURNED, RequestState.INKING)
ENDED = (RequestState.REFUSED, RequestState.WITHDRAWN, RequestState.VOID, RequestState.HANDED)
HAS_LETTER = (RequestState.SIGNED, RequestState.HANDED)

# What may be done in which states (handbook domain.md section 3).
_ALLOWED = {
    "answer": (RequestState.DRAFT,),
    "send": (RequestState.DRAFT,),
    "discard": (RequestState.DRAFT,),
    "paper": (RequestState.DRAFT, RequestState.RETURNED, RequestState.CHECKING),
    "complete": (RequestState.RETURNED,),
    "check": (RequestState.CHECKING,),
    "return": (RequestState.CHECKING,),
    "verify": (RequestState.VERIFYING,),
    "sign": (RequestState.SIGNING,),
    "ink": (RequestState.INKING,),
    "refuse": (*AT_OFFICE, RequestState.RETURNED),
    "withdraw": (*AT_OFFICE, RequestState.RETURNED),
    "hand": (RequestState.SIGNED,),
    "void": (*HAS_LETTER, RequestState.INKING),
}


def may(action: str, state: str) -> bool:
    """Say whether something may be done with a request in this state (handbook, section 3)."""
    return state in _ALLOWED[action]


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
