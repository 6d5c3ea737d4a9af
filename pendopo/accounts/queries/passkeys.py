"""Questions to a browser for passkeys."""

from pendopo.accounts.channels.webauthn import Question, ask_for_any, ask_for_new
from pendopo.accounts.queries.residents import my_account, my_passkeys
from pendopo.kernel.actor import Actor


def public_passkey_question(origin: str) -> Question:
    """Return the request for any passkey of this site."""
    return ask_for_any(origin)


def new_passkey_question(actor: Actor, origin: str) -> Question:
    """Return the request for a new passkey of the signed-in resident."""
    account = my_account(actor)
    known = [bytes(key.credential_id) for key in my_passkeys(actor)]
    return ask_for_new(origin, user_id=account.pk.bytes, name=actor.name, known=known)
