"""What a letter costs: the page, the signature, a thousand of them; and how small its code and its verifier are."""

import argparse
import gzip
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.page_weight import visit
from benchmarks.result import Result, median, percentile, unmeasured
from benchmarks.workshop import ROOT, Site

NAME = "letters"
TARGET = 40.0
UNIT = "ms"
PEER = 299

ROUNDS, MANY, CORES, AT_ONCE = 100, 1_000, 2, 200
SCRIPTS = ROOT / "pendopo" / "letters" / "static" / "letters"


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.empty_site("letters")
    village = options.workshop.seeded_site(120)
    return [*_one(site), *_many(site), *_small(), *_signed(village), _form(village)]


def _one(site: Site) -> list[Result]:
    if not Path("/proc/self/schedstat").exists():
        why = f"the press is another process, whose processor time {sys.platform} does not tell"
        return [unmeasured("PDF of one letter, CPU p50", "ms", why, target=40, peer=PEER)]
    found = site.probe("letter_costs", rounds=ROUNDS)
    again = site.probe("letter_costs", rounds=1)
    page, both, wall = found["page_cpu"], found["both_cpu"], found["page_wall"]
    note = (
        f"{ROUNDS} letters; p95 {percentile(page, 0.95):.1f} ms, wall p50 {median(wall):.1f} ms; "
        f"{found['size'] / 1024:.0f} KB, PDF/A-3a and PDF/UA-1"
    )
    same = found["digest"] == again["digest"]
    return [
        Result("PDF of one letter, CPU p50", median(page), "ms", target=40, peer=PEER, note=note),
        Result("the same, signed with P-256, CPU p50", median(both), "ms", target=80),
        Result("files of one letter by two processes", 1 if same else 2, "files", target=1),
    ]


def _many(site: Site) -> list[Result]:
    share = MANY // CORES
    with ThreadPoolExecutor(CORES) as pool:
        parts = list(
            pool.map(lambda part: site.probe("letter_costs", rounds=share, first=part * share), range(CORES))
        )
    wall = max(part["seconds"] for part in parts)
    cpu = sum(part["cpu"] for part in parts) / CORES
    note = f"pages and signatures by two processes, without their starts; wall {wall:.0f} s on this machine"
    return [Result(f"{MANY:,} letters signed, processor time over 2 cores", cpu, "s", target=60, note=note)]


def _small() -> list[Result]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from pendopo.letters.rules import cose
    from pendopo.letters.rules.verification import mask_name, to_text
    from pendopo.press.qr import code_of

    def code(type_name: str, number: str, holder: str) -> tuple[int, int]:
        day = date(2026, 11, 21)
        claims = cose.Claims("32.06.13.2001", bytes(16), type_name, number, mask_name(holder), day, day)
        message = cose.sign(claims, Ed25519PrivateKey.generate(), bytes(8))
        address = "HTTPS://SUKAMAKMUR-CIKALONGWETAN.DESA.ID/V/" + to_text(message)
        return len(message), int(code_of(address).version)

    usual = code("Surat Keterangan Domisili", "400.12.2.1/007/32.06.13.2001/XI/2026", "Siti Aminah")
    longest = code("Surat " * 20, "4" * 100, "Raden Muhammad Abdurrahman Wiranatakusumah Suryadiningrat Bin")
    script = (SCRIPTS / "verify.js").read_bytes()
    packed = len(gzip.compress(script, 9))
    return [
        Result(
            "code of the longest letter", longest[0], "bytes", target=350, note=f"usual: {usual[0]} bytes"
        ),
        Result(
            "QR version of the longest letter", longest[1], "version", target=14, note=f"usual: {usual[1]}"
        ),
        Result(
            "script that checks letters", len(script) / 1000, "KB", target=5, note=f"{packed} bytes packed"
        ),
    ]


def _signed(site: Site) -> list[Result]:
    """What one signing asks of the database, and whether 200 by twenty at once have numbers without a gap."""
    found = site.probe("letter_signings", letters=AT_ONCE, threads=20)
    wanted = range(found["first"], found["first"] + AT_ONCE)
    right = len(set(found["numbers"]) & set(wanted)) if not found["troubles"] else 0
    each = found["seconds"] * 1000 / AT_ONCE
    note = f"SQLite, 20 threads; {each:.0f} ms wall a letter, page and signature included; " + (
        found["troubles"][0] if found["troubles"] else "PostgreSQL: tests/test_numbers.py"
    )
    name = f"{AT_ONCE} signings at once: distinct consecutive numbers"
    return [
        Result("signing one letter: SQL statements", len(found["statements"]), "statements", target=30),
        Result(name, right, "numbers", target=AT_ONCE, better="higher", note=note),
    ]


def _form(site: Site) -> Result:
    form = site.probe("resident_form", key="domisili")
    with site.served() as server:
        seen = visit(urljoin(server.address, form["question"]), form)
    note = f"{seen.requests} requests: {', '.join(seen.kinds)}"
    return Result("request form, first visit", seen.bytes / 1024, "KB", target=40, note=note)
