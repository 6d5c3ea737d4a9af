"""Every write of the accounts domain."""

from pendopo.accounts.operations.grants import grant_role, revoke_role
from pendopo.accounts.operations.officers import (
    change_own_password,
    create_officer,
    deactivate_officer,
    edit_officer,
    end_own_session,
    issue_link,
    reactivate_officer,
    record_sign_in,
    reset_second_factor,
    set_password_by_link,
)
from pendopo.accounts.operations.on_behalf import close_on_behalf, open_on_behalf
from pendopo.accounts.operations.opening import choose_site_village
from pendopo.accounts.operations.residents import (
    Activation,
    activate_resident,
    close_account,
    lock_account,
    unlock_account,
)
from pendopo.accounts.operations.sign_in import (
    CodeRefused,
    SignInRefused,
    add_passkey,
    change_secret,
    end_resident_session,
    open_demo_session,
    refuse_attempt,
    remove_passkey,
    sign_in_resident,
    use_code,
)
from pendopo.accounts.operations.traces import (
    record_factor_change,
    record_failed_sign_in,
    record_sign_out,
)

__all__ = [
    "Activation",
    "CodeRefused",
    "SignInRefused",
    "activate_resident",
    "add_passkey",
    "change_own_password",
    "change_secret",
    "choose_site_village",
    "close_account",
    "close_on_behalf",
    "create_officer",
    "deactivate_officer",
    "edit_officer",
    "end_own_session",
    "end_resident_session",
    "grant_role",
    "issue_link",
    "lock_account",
    "open_demo_session",
    "open_on_behalf",
    "reactivate_officer",
    "record_factor_change",
    "record_failed_sign_in",
    "record_sign_in",
    "record_sign_out",
    "refuse_attempt",
    "remove_passkey",
    "reset_second_factor",
    "revoke_role",
    "set_password_by_link",
    "sign_in_resident",
    "unlock_account",
    "use_code",
]
