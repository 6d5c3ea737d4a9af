"""Reads of the accounts domain."""

from pendopo.accounts.queries.changes import (
    ChangeLine,
    asked,
    change_in_words,
    change_page,
    changes_waiting,
    decides,
    may_ask,
    my_changes,
    my_news,
    still_stands,
)
from pendopo.accounts.queries.claims import (
    Claim,
    claim_to_change,
    public_claim_by_code,
    public_claim_by_passkey,
    public_claim_by_secret,
)
from pendopo.accounts.queries.counting import TooManyAttempts
from pendopo.accounts.queries.demo import (
    public_demo_accounts,
    public_demo_officer,
    public_demo_resident,
)
from pendopo.accounts.queries.known import Holder, public_device_cookie
from pendopo.accounts.queries.officer_page import OfficerPage, officer_page
from pendopo.accounts.queries.officer_tries import OfficerTry, public_officer_try
from pendopo.accounts.queries.officers import (
    GrantLine,
    accounts_page,
    actor_and_need,
    actor_of_user,
    grant_to_revoke,
    grants_in_area,
    may_grant,
    me,
    my_session,
    my_sessions,
    officer,
    officer_named,
    officers_to_manage,
    outranks,
    public_link,
    roles_held,
    roles_to_hand_out,
)
from pendopo.accounts.queries.passkeys import new_passkey_question, public_passkey_question
from pendopo.accounts.queries.posts import link_to_end, officers_to_link, official_to_link, post_named
from pendopo.accounts.queries.posts_page import (
    identity_choice,
    identity_page,
    posts_page,
)
from pendopo.accounts.queries.request import (
    ON_BEHALF_KEY,
    RESIDENT_KEY,
    actor_on_behalf,
    current_on_behalf,
    public_second_factor_step,
    resolve_actor,
    second_factor_step,
)
from pendopo.accounts.queries.residents import (
    Resident,
    actor_of_resident,
    actor_of_session,
    my_account,
    my_open_sessions,
    my_passkey,
    my_passkeys,
    my_resident_session,
    on_behalf_history,
    present_resident,
    resident_account,
    resident_accounts,
    resident_page,
)
from pendopo.accounts.queries.setup import AreaChoice, public_link_opens_site, public_link_page
from pendopo.accounts.queries.spraying import spray_items, spray_notice, spray_notices
from pendopo.accounts.queries.tried import public_tried_account
