"""The letter in the QR code, read by code that is not ours, and refused when a single byte is another one."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import cbor2
import pytest
import segno
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from pycose.headers import KID, Algorithm
from pycose.keys.curves import Ed25519
from pycose.keys.okp import OKPKey
from pycose.messages.sign1message import Sign1Message

from pendopo.letters.rules import cose
from pendopo.letters.rules.cose import BadMessage, Claims
from pendopo.letters.rules.trust import BadList, TrustedKey, read_list, trusted, write_list
from pendopo.letters.rules.verification import (
    ALPHABET,
    BadCode,
    from_text,
    mask_name,
    short_code,
    to_text,
    token_of,
)
from pendopo.press.qr import MOST, code_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
KEY_ID = bytes(range(8))
CLAIMS = Claims(
    village="32.06.13.2001",
    token=bytes(range(16)),
    type_name="Surat Keterangan Domisili",
    number="400.12.2.1/007/32.06.13.2001/XI/2026",
    holder="S*** A*****",
    issued_on=date(2026, 11, 21),
    expires_on=date(2026, 12, 21),
)
TRUSTED = TrustedKey(KEY_ID.hex(), PUBLIC.hex(), "32.06.13.2001", "Desa Taraju", date(2026, 1, 1))


def message(**other: Any) -> bytes:
    return cose.sign(Claims(**(CLAIMS.__dict__ | other)), KEY, KEY_ID)


def test_what_goes_in_comes_out() -> None:
    read = cose.read(message())
    assert read.claims == CLAIMS and read.key_id == KEY_ID
    assert cose.verify(read, PUBLIC)
    assert cose.read(message(expires_on=None)).claims.expires_on is None


def by_pycose(content: bytes) -> Sign1Message:
    # cbor2 6 reads what is inside a tag as a tuple and a frozen map, for which pycose 1.1 is not prepared.
    tagged = cbor2.loads(content)
    protected, unprotected, payload, signature = tagged.value
    assert tagged.tag == Sign1Message.cbor_tag and not unprotected
    return Sign1Message.from_cose_obj([protected, {}, payload, signature], False)


def test_pycose_verifies_it_and_reads_integer_keys() -> None:
    decoded = by_pycose(message())
    decoded.key = OKPKey(crv=Ed25519, x=PUBLIC)
    assert decoded.verify_signature()
    assert decoded.phdr[KID] == KEY_ID
    assert decoded.phdr[Algorithm].identifier == -8
    claims = cbor2.loads(decoded.payload or b"")
    assert all(isinstance(key, int) for key in claims)
    assert claims[1] == "32.06.13.2001" and claims[7] == CLAIMS.token


def test_pycose_refuses_another_key() -> None:
    decoded = by_pycose(message())
    other = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    decoded.key = OKPKey(crv=Ed25519, x=other)
    assert not decoded.verify_signature()


def test_every_single_changed_bit_is_refused() -> None:
    good = message()
    for at in range(len(good)):
        for bit in range(8):
            spoilt = bytearray(good)
            spoilt[at] ^= 1 << bit
            try:
                read = cose.read(bytes(spoilt))
            except BadMessage:
                continue
            assert trusted(read, [TRUSTED]) is None, (at, bit)


def test_another_form_of_the_same_letter_is_refused() -> None:
    good = message()
    with pytest.raises(BadMessage):
        cose.read(good[1:])  # without the tag
    with pytest.raises(BadMessage):
        cose.read(good + b"\x00")
    with pytest.raises(BadMessage):
        cose.read(good.replace(b"\x84", b"\x9f", 1) + b"\xff")  # a list of open length


@given(st.binary(max_size=360))
def test_noise_is_refused_and_never_breaks_anything(noise: bytes) -> None:
    with pytest.raises(BadMessage):
        cose.read(noise)


def test_the_longest_letter_keeps_below_350_bytes_and_version_14() -> None:
    longest = message(
        type_name="Surat Keterangan Kepemilikan Kendaraan Bermotor dan Lainnya" * 2,
        number="4" * 100,
        holder=mask_name("Raden Muhammad Abdurrahman Wiranatakusumah Suryadiningrat Binti Fulan"),
    )
    assert len(longest) <= cose.LONGEST
    address = "HTTPS://SUKAMAKMUR-CIKALONGWETAN.DESA.ID/V/" + to_text(longest)
    assert int(code_of(address).version) <= MOST
    assert len(message()) < 240


def test_a_code_keeps_to_the_dense_signs_of_a_qr_code() -> None:
    made = segno.make_qr("HTTPS://TARAJU.DESA.ID/V/" + to_text(message()), error="m", boost_error=False)
    assert made.mode == "alphanumeric"


def test_codes_are_read_whatever_stands_in_them() -> None:
    from PIL import Image

    for at in range(25):
        other = {"token": bytes([at * 10] * 16), "number": "0" * at, "type_name": "A" * 2 * at}
        address = "HTTPS://TARAJU.DESA.ID/V/" + to_text(message(**other))
        out = io.BytesIO()
        code_of(address).save(out, kind="png", scale=3, border=4)
        (read,) = zxingcpp.read_barcodes(Image.open(out))
        assert read.text == address


@given(st.binary(max_size=400))
def test_a_text_comes_back_as_its_bytes(content: bytes) -> None:
    text = to_text(content)
    assert set(text) <= set(ALPHABET)
    assert from_text(text) == content


@pytest.mark.parametrize("text", ["a", "0", ":::", "0:0:", "A/B", "..", "::", "ABC "])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(BadCode):
        from_text(text)


@given(st.binary(min_size=16, max_size=16))
def test_a_short_code_comes_back_however_it_is_typed(token: bytes) -> None:
    code = short_code(token)
    assert len(code) == 26 + 5
    assert token_of(code.lower().replace("-", " ").replace("0", "o")) == token


@pytest.mark.parametrize("code", ["", "123", "U" * 26, "Z" * 26, "0" * 25])
def test_a_wrong_short_code_is_refused(code: str) -> None:
    with pytest.raises(BadCode):
        token_of(code)


def test_a_name_is_masked_word_by_word() -> None:
    assert mask_name("Siti  Aminah") == "S*** A*****"
    assert mask_name("Yu") == "Y*"
    assert mask_name("") == ""


def test_a_list_is_read_as_it_was_written_and_only_from_its_signer() -> None:
    text = write_list([TRUSTED], date(2026, 11, 21), KEY)
    assert read_list(text, PUBLIC) == [TRUSTED]
    other = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    with pytest.raises(BadList):
        read_list(text, other)
    with pytest.raises(BadList):
        read_list(text.replace("Taraju", "Cikubang"), PUBLIC)


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"village": "32.06.13.2002"}, False),
        ({"since": date(2026, 11, 22)}, False),
        ({"until": date(2026, 11, 20)}, False),
        ({"until": date(2026, 11, 21)}, True),
        ({"key_id": "00" * 8}, False),
    ],
)
def test_a_key_is_trusted_for_its_own_village_and_its_own_days(changes: dict[str, Any], holds: bool) -> None:
    key = TrustedKey(**(TRUSTED.__dict__ | changes))
    assert (trusted(cose.read(message()), [key]) is not None) is holds
