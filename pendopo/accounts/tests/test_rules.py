"""Roles, terms, nesting, PINs and the lock-out as pure rules."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.rules import devices, known, pin, roles, terms, throttle
from pendopo.accounts.rules.permissions import ADMINISTER, GRANT
from pendopo.kernel.areas import Tier, contains

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
role_keys = st.sampled_from([role.key for role in roles.ROLES])
codes = st.lists(st.integers(1, 30).map(lambda n: f"{n:02}"), min_size=0, max_size=4).map(".".join)
helds = st.builds(terms.HeldRole, role_keys, codes, days, st.none() | days)


def test_role_keys_are_unique_and_every_incompatible_role_exists() -> None:
    keys = [role.key for role in roles.ROLES]
    assert len(keys) == len(set(keys))
    assert {other for role in roles.ROLES for other in role.incompatible} <= set(keys)


@pytest.mark.parametrize("key", ["observer", "bpd", "administrator", "diskominfo"])
def test_roles_that_watch_or_administer_never_read_personal_data(key: str) -> None:
    role = roles.role_of(key)
    assert role is not None
    assert not {p for p in role.all_permissions if p in {"people.read", "people.export", "people.record"}}


def test_a_kelurahan_has_no_bpd_and_an_old_grant_of_one_gives_nothing() -> None:
    council, ward, desa = roles.role_of("bpd"), "32.73.25.1002", "32.06.13.2001"
    assert council is not None and roles.fits(council, desa) and not roles.fits(council, ward)
    day = date(2026, 12, 1)
    for area, some in ((desa, True), (ward, False)):
        held = [terms.HeldRole("bpd", area, day, None)]
        assert bool(terms.powers_on(held, day, strong=True)) is some


def test_every_role_that_hands_out_roles_requires_a_second_factor() -> None:
    for role in roles.ROLES:
        assert GRANT not in role.permissions
        if {GRANT, ADMINISTER} & role.all_permissions:
            assert role.requires_second_factor


def test_who_closes_a_service_decides_with_a_second_factor() -> None:
    closing = {role.key for role in roles.ROLES if "places.switch.set" in role.all_permissions}
    assert closing == {"kepala_desa", "sekretaris_desa", "administrator"}
    assert not [role.key for role in roles.ROLES if "places.switch.set" in role.permissions]


@given(role_keys, role_keys)
def test_incompatibility_is_symmetric(one: str, other: str) -> None:
    assert roles.are_incompatible(one, other) == roles.are_incompatible(other, one)


@given(helds, days)
def test_a_term_is_half_open(held: terms.HeldRole, day: date) -> None:
    inside = held.valid_from <= day and (held.valid_to is None or day < held.valid_to)
    assert terms.holds_on(held, day) == inside
    if held.valid_to is not None:
        assert not terms.holds_on(held, held.valid_to)


@given(helds, helds)
def test_terms_overlap_exactly_when_they_share_a_day(one: terms.HeldRole, other: terms.HeldRole) -> None:
    first = max(one.valid_from, other.valid_from)
    assert terms.terms_overlap(one, other) == (terms.holds_on(one, first) and terms.holds_on(other, first))
    assert terms.terms_overlap(one, other) == terms.terms_overlap(other, one)


@given(helds, st.lists(helds, max_size=4))
def test_a_clash_is_incompatible_touching_and_simultaneous(
    wanted: terms.HeldRole, held: list[terms.HeldRole]
) -> None:
    found = terms.clash(wanted, held)
    expected = [
        other
        for other in held
        if roles.are_incompatible(wanted.role, other.role)
        and (contains(wanted.area, other.area) or contains(other.area, wanted.area))
        and terms.terms_overlap(wanted, other)
    ]
    assert (found is None) == (not expected)


@given(st.lists(helds, max_size=5), days)
def test_a_second_factor_only_ever_adds_powers(held: list[terms.HeldRole], day: date) -> None:
    weak, strong = terms.powers_on(held, day, strong=False), terms.powers_on(held, day, strong=True)
    assert weak <= strong
    assert (weak != strong) <= terms.needs_second_factor(held, day)
    assert {power.area for power in strong} <= {grant.area for grant in held if terms.holds_on(grant, day)}


@given(role_keys, st.sampled_from(list(Tier)))
def test_without_administering_nobody_hands_out_the_power_to_hand_out(key: str, tier: Tier) -> None:
    role = roles.role_of(key)
    assert role is not None
    if GRANT in role.all_permissions:
        assert not roles.may_hand_out(role, grantor_tier=tier, administers=False)


def test_a_village_cannot_hand_out_a_role_of_a_higher_tier() -> None:
    role = roles.role_of("dinas_sosial")
    assert role is not None
    assert not roles.may_hand_out(role, grantor_tier=Tier.VILLAGE, administers=True)
    assert roles.may_hand_out(role, grantor_tier=Tier.REGENCY, administers=False)


EASY = ["12345", "123456", "987654", "111111", "121212", "123123", "112233", "000000", "1234567890", "890123"]


@pytest.mark.parametrize("secret", EASY)
def test_easy_pins_are_refused(secret: str) -> None:
    assert pin.weakness(secret) is not None


@pytest.mark.parametrize("secret", ["170885", "17081985", "850817", "19850817", "99170885"])
def test_a_birth_date_is_no_pin(secret: str) -> None:
    assert pin.weakness(secret, birth_date=date(1985, 8, 17)) == "pin_birth_date"


def test_a_part_of_a_number_is_no_pin() -> None:
    assert pin.weakness("061317", numbers=("3206131708850001", "")) == "pin_from_number"
    assert pin.weakness("248163", numbers=("3206131708850001", "")) is None


@pytest.mark.parametrize(
    ("secret", "code"), [("sapi hitam", "passphrase_short"), ("aaaaaaaaaaaaaa", "passphrase_pattern")]
)
def test_easy_passphrases_are_refused(secret: str, code: str) -> None:
    assert pin.weakness(secret) == code


@given(
    st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30), st.binary(min_size=32, max_size=32)
)
def test_only_the_same_secret_under_the_same_pepper_matches(one: str, other: str, pepper: bytes) -> None:
    import unicodedata

    quick = pytest.MonkeyPatch()
    quick.setattr(pin, "slow_hash", lambda secret, salt: secret)
    try:
        stored = pin.hash_secret(one, pepper)
        assert pin.matches(one, stored, pepper)
        same = unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
        assert pin.matches(other, stored, pepper) == same
        assert not pin.matches(one, stored, bytes(32 - len(pepper)) + pepper[::-1] + b"x")
        assert not pin.matches(one, "", pepper)
    finally:
        quick.undo()


def test_the_stored_form_is_salted_and_slow(slow_hasher: None) -> None:
    pepper = bytes(32)
    first, second = pin.hash_secret("248163", pepper), pin.hash_secret("248163", pepper)
    assert first != second
    assert "248163" not in first
    assert pin.matches("248163", first, pepper)
    assert not pin.matches("248164", first, pepper)


@given(st.integers(0, 5))
def test_codes_have_no_letters_that_look_alike_and_survive_retyping(_: int) -> None:
    code = pin.new_code()
    assert len(code) == pin.CODE_LENGTH
    assert not set(code) & set("0O1I2Z5S6G8B")
    assert pin.plain_code(f" {pin.spaced_code(code).lower()} ") == code


LIMITS = throttle.Limits(tries=5, lock_minutes=15, lock_minutes_most=1440, forget_hours=24)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _attempts(count: int) -> list[throttle.Tally]:
    tally, found = throttle.Tally(), []
    now = NOON
    for _ in range(count):
        if tally.locked_until is not None:
            now = tally.locked_until
        tally = throttle.after_attempt(tally, now, LIMITS)
        found.append(tally)
    return found


def test_the_fifth_attempt_locks_and_each_round_waits_longer() -> None:
    tallies = _attempts(60)
    locks = [tally.locked_until - tally.last_at for tally in tallies if tally.locked_until and tally.last_at]
    assert [index for index, tally in enumerate(tallies, 1) if tally.locked_until] == list(range(5, 61, 5))
    assert locks[0] == timedelta(minutes=15)
    assert all(one <= other for one, other in pairwise(locks))
    assert locks[-1] == timedelta(days=1)


def test_a_year_of_guessing_does_not_find_a_random_pin() -> None:
    """At most this many guesses pass in a year, of a million possible PINs."""
    now, tally, guesses = NOON, throttle.Tally(), 0
    while now < NOON + timedelta(days=365):
        tally = throttle.after_attempt(tally, now, LIMITS)
        guesses += 1
        now = tally.locked_until or now
    assert guesses < 2000


def test_a_quiet_day_forgets_failures() -> None:
    tally = _attempts(4)[-1]
    assert throttle.after_attempt(tally, NOON + timedelta(hours=25), LIMITS).failures == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.0/24"),
        ("::ffff:10.1.2.3", "10.1.2.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("", "unknown"),
    ],
)
def test_addresses_are_grouped_by_network(address: str, network: str) -> None:
    assert throttle.network_of(address) == network


@pytest.mark.parametrize("typed", ["081234567890", "+62 812-3456-7890", "62 81234567890", "81234567890"])
def test_one_telephone_number_in_all_its_spellings(typed: str) -> None:
    assert throttle.plain_phone(typed) == "081234567890"


def test_a_number_of_another_country_keeps_its_country() -> None:
    assert throttle.plain_phone("+65 9123 4567") == "+6591234567"


@pytest.mark.parametrize("typed", ["", "abc", "12", "0" * 30, "08" + "1" * 30, "+6"])
def test_what_is_no_telephone_number(typed: str) -> None:
    assert throttle.plain_phone(typed) == ""


def test_a_browser_is_named_in_few_words() -> None:
    agent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
    assert devices.device_of(agent) == "Chrome · Android"
    assert devices.device_of("") == ""


# Known browsers, and one secret over many accounts

PEPPER = b"p" * 32
owners = st.builds(
    known.Owner, st.sampled_from(["User", "ResidentAccount"]), st.uuids().map(str), st.integers(0, 9)
)


@given(st.lists(owners, min_size=1, max_size=8, unique=True), owners, days, st.integers(0, 400))
def test_a_cookie_proves_its_owners_for_their_time_and_nobody_else(
    mine: list[known.Owner], other: known.Owner, on: date, age: int
) -> None:
    cookie = ""
    for owner in mine:
        cookie = known.cookie_with(cookie, owner, pepper=PEPPER, on=on)
    then = on + timedelta(days=age)
    seen = {known.known_device(cookie, owner, pepper=PEPPER, on=then, days=180) for owner in mine}
    assert len(seen) == 1
    assert (seen != {""}) == (age < 180)
    if other not in mine:
        assert known.known_device(cookie, other, pepper=PEPPER, on=on, days=180) == ""
    assert known.known_device(cookie, mine[0], pepper=b"q" * 32, on=on, days=180) == ""


@given(owners, days, st.data())
def test_a_cookie_changed_anywhere_proves_nothing(owner: known.Owner, on: date, data: st.DataObject) -> None:
    cookie = known.cookie_with("", owner, pepper=PEPPER, on=on)
    place = data.draw(st.integers(0, len(cookie) - 2))  # the last letter carries two bits that base64 drops
    forged = cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]
    assert known.known_device(forged, owner, pepper=PEPPER, on=on, days=180) == ""


@given(st.text(max_size=300), owners)
def test_rubbish_proves_nothing_and_breaks_nothing(text: str, owner: known.Owner) -> None:
    assert known.known_device(text, owner, pepper=PEPPER, on=date(2026, 1, 1), days=180) == ""
    assert known.known_device(
        known.cookie_with(text, owner, pepper=PEPPER, on=date(2026, 1, 1)),
        owner,
        pepper=PEPPER,
        on=date(2026, 1, 1),
        days=180,
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30)), max_size=40))
def test_the_brake_counts_different_accounts_of_the_last_hour(tries: list[tuple[int, int]]) -> None:
    now, seen, kept = datetime(2026, 1, 1, tzinfo=UTC), b"", list[tuple[int, datetime]]()
    for account, minutes in tries:
        now += timedelta(minutes=minutes)
        seen = throttle.seen_after(seen, account.to_bytes(4, "big"), now, 60)
        kept.append((account, now))
        assert throttle.accounts_seen(seen) == len({a for a, at in kept if now - at < timedelta(minutes=60)})
