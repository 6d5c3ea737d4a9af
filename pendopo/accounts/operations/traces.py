"""What allauth does for itself leaves a trace: second factors, signing out, and who failed to come in."""

from collections.abc import Sequence

from pendopo.accounts import queries
from pendopo.accounts.models import User
from pendopo.accounts.operations.attempts import count_attempt, count_spray
from pendopo.accounts.operations.effects import note_factors
from pendopo.accounts.rules.permissions import OWN
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import PUBLIC, operation


@operation("accounts.factor.change", "Faktor kedua petugas berubah", OWN, "user", replicates=False)
def record_factor_change(actor: Actor, *, user: User, reason: str) -> None:
    """Write down which second factor an officer added, removed or renewed."""
    note_factors(user)


@operation("accounts.officer.sign_out", "Petugas keluar", OWN, "user", replicates=False)
def record_sign_out(actor: Actor, *, user: User) -> None:
    """Write down that an officer signed out."""


@operation("accounts.officer.sign_in_failed", "Petugas gagal masuk", PUBLIC, "account", replicates=False)
def record_failed_sign_in(
    actor: Actor,
    *,
    account: User | str,
    reason: str,
    evidence: Sequence[bytes] = (),
    attempt: queries.OfficerTry | None = None,
) -> None:
    """Write down that a sign-in failed: for a known officer under the account, else for the site's
    area with a keyed hash of what was typed, which shows repetition and no name. The try is counted with it."""
    if attempt is not None:
        count_attempt(attempt.keys)
        count_spray(actor, attempt.spray, failed=True)
