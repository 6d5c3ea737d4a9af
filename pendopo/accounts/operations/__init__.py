"""Every write of the accounts domain."""

from pendopo.accounts.operations.changes import (
    Answer,
    ask_change,
    ask_role,
    carry_out_change,
    confirm_change,
    read_change,
    stop_change,
    stop_own_change,
)
from pendopo.accounts.operations.grants import grant_role, revoke_role
from pendopo.accounts.operations.officers import (
    change_own_password,
    create_officer,
    deactivate_officer,
    edit_officer,
    end_other_own_sessions,
    end_own_session,
    issue_link,
    reactivate_officer,
    record_sign_in,
    reset_second_factor,
    set_password_by_link,
)
from pendopo.accounts.operations.on_behalf import close_on_behalf, open_on_behalf
from pendopo.accounts.operations.opening import choose_site_village
from pendopo.accounts.operations.posts import ask_post, carry_over, end_post, identify_officer
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
    end_other_resident_sessions,
    end_resident_session,
    open_demo_session,
    remove_passkey,
    sign_in_resident,
    use_code,
)
from pendopo.accounts.operations.spraying import read_spray_notice
from pendopo.accounts.operations.traces import (
    record_factor_change,
    record_failed_sign_in,
    record_sign_out,
)
