"""Officers and their grants, residents' accounts, and everything that lets somebody in."""

from pendopo.accounts.models.officers import (
    OPEN_STATES,
    ChangeKind,
    ChangeState,
    Grant,
    OneTimeLink,
    PendingChange,
    User,
)
from pendopo.accounts.models.residents import (
    AccountState,
    OnBehalfSession,
    ResidentAccount,
    ResidentPasskey,
    ResidentSession,
)
from pendopo.accounts.models.throttle import LoginThrottle, SprayKind, SprayNotice

__all__ = [
    "OPEN_STATES",
    "AccountState",
    "ChangeKind",
    "ChangeState",
    "Grant",
    "LoginThrottle",
    "OnBehalfSession",
    "OneTimeLink",
    "PendingChange",
    "ResidentAccount",
    "ResidentPasskey",
    "ResidentSession",
    "SprayKind",
    "SprayNotice",
    "User",
]
