"""The BSrE adapter against a server on this machine that answers like it: signatures, and every way they fail."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pendopo.kernel.errors import KeyTrouble
from pendopo.letters.channels.signers.base import Passphrase, SigningFailed, SignTask
from pendopo.letters.channels.signers.bsre import BsreSigner, Service, configured
from pendopo.letters.channels.signers.checking import check_signed
from pendopo.letters.rules.signing import FAILURES
from pendopo.letters.tests.bsre_fake import NIK, PASSPHRASE, PASSWORD, USER, Fake, fake_bsre
from pendopo.press.page import render_pdf
from pendopo.press.tests.sheets import SHEET

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_bsre() as running:
        yield running


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(SHEET)


def signer(fake: Fake, **other: object) -> BsreSigner:
    return BsreSigner(replace(Service(fake.url, USER, PASSWORD, seconds=5.0), **other))  # type: ignore[arg-type]


def task(pdf: bytes, nik: str = NIK) -> SignTask:
    return SignTask(pdf, "Asep Suryana", "Desa Taraju", "Surat", "Taraju", date(2026, 11, 21), nik)


def failure(
    fake: Fake, pdf: bytes, secret: Passphrase = SECRET, nik: str = NIK, **other: object
) -> SigningFailed:
    with pytest.raises(SigningFailed) as raised:
        signer(fake, **other).sign(task(pdf, nik), secret)
    return raised.value


def test_the_signed_letter_comes_back_whole(fake: Fake, pdf: bytes) -> None:
    signed = signer(fake).sign(task(pdf), SECRET)
    check_signed(pdf, signed.pdf)
    assert fake.asked == ["POST /api/sign/pdf"]
    assert fake.fields[0]["nik"] == NIK and fake.fields[0]["tampilan"] == "invisible"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("ISSUE", ""),
        ("EXPIRED", "certificate_expired"),
        ("REVOKE", "certificate_revoked"),
        ("WAITING_FOR_VERIFICATION", "certificate_missing"),
        ("SOMETHING NEW", "service_unclear"),
    ],
)
def test_the_state_of_an_official_is_understood(fake: Fake, state: str, reason: str) -> None:
    fake.state = state
    assert signer(fake).status(NIK) == reason


def test_an_unknown_official_is_named(fake: Fake, pdf: bytes) -> None:
    assert signer(fake).status("3206130000000000") == "not_registered"
    assert failure(fake, pdf, nik="3206130000000000").code == "not_registered"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("expired", "certificate_expired"),
        ("broken", "service_broken"),
        ("elsewhere", "service_broken"),
        ("cut", "unreachable"),
    ],
)
def test_every_fault_has_its_own_word(fake: Fake, pdf: bytes, fault: str, code: str) -> None:
    fake.faults = [fault]
    assert failure(fake, pdf).code == code
    assert code in FAILURES
    assert not [path for path in fake.asked if "steal" in path]


def test_a_wrong_passphrase_is_named_and_stands_in_no_traceback(fake: Fake, pdf: bytes) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    wrong = Passphrase("Salah Sekali 99")
    trouble = failure(fake, pdf, wrong)
    assert trouble.code == "wrong_passphrase"
    assert fake.fields.pop()["passphrase"] == "Salah Sekali 99"
    told = "".join(traceback.TracebackException.from_exception(trouble, capture_locals=True).format())
    assert "bsre.py" in told and "body" in told  # the variables are really there
    assert "Salah Sekali 99" not in told and PASSWORD not in told
    assert trouble.__cause__ is None and trouble.__context__ is None


def test_a_service_that_does_not_answer_is_left_in_time(fake: Fake, pdf: bytes) -> None:
    fake.faults = ["hang"]
    began = time.monotonic()
    trouble = failure(fake, pdf, seconds=0.5)
    assert trouble.code == "timeout" and time.monotonic() - began < 5
    assert trouble.__context__ is None
    fake.fields.clear()
    told = "".join(traceback.TracebackException.from_exception(trouble, capture_locals=True).format())
    assert PASSPHRASE not in told


def test_a_service_that_is_not_there_is_named(pdf: bytes) -> None:
    with fake_bsre() as running:
        url = running.url
    with pytest.raises(SigningFailed) as raised:
        BsreSigner(Service(url, USER, PASSWORD)).sign(task(pdf), SECRET)
    assert raised.value.code == "unreachable"


def test_a_wrong_sign_in_of_the_site_is_named(fake: Fake, pdf: bytes) -> None:
    assert failure(fake, pdf, password="lain").code == "service_sign_in"


@pytest.mark.parametrize("fault", ["unsigned", "other"])
def test_what_comes_back_without_a_signature_is_not_kept(fake: Fake, pdf: bytes, fault: str) -> None:
    fake.faults = [fault]
    answer = signer(fake).sign(task(pdf), SECRET)
    with pytest.raises(SigningFailed):
        check_signed(pdf, answer.pdf)


def test_without_passphrase_or_nik_nothing_is_sent(fake: Fake, pdf: bytes) -> None:
    assert failure(fake, pdf, Passphrase("")).code == "passphrase_missing"
    assert failure(fake, pdf, nik="").code == "nik_missing"
    assert fake.asked == []


def test_the_address_stands_in_the_folder_of_keys(tmp_path: Path) -> None:
    assert configured(tmp_path) is None
    file = tmp_path / "bsre.json"
    file.write_text(json.dumps({"url": "https://esign.contoh.go.id/", "user": USER, "password": PASSWORD}))
    service = configured(tmp_path)
    assert service is not None and service.url == "https://esign.contoh.go.id"
    assert PASSWORD not in repr(service)
    for broken in ("", "{}", '{"url": "ftp://x", "user": "a", "password": "b"}'):
        file.write_text(broken)
        with pytest.raises(KeyTrouble):
            configured(tmp_path)
