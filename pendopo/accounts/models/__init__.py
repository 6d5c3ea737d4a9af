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
from pendopo.accounts.models.posts import LinkSource, OfficerIdentity, PostLink
from pendopo.accounts.models.residents import (
    AccountState,
    OnBehalfSession,
    ResidentAccount,
    ResidentPasskey,
    ResidentSession,
)
from pendopo.accounts.models.throttle import LoginThrottle, SprayNotice
