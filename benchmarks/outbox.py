"""Ten thousand messages to a gateway on this machine, while the worker is killed twelve times."""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from random import Random

from benchmarks.result import Result
from benchmarks.workshop import ENTRY, NotMeasurable, Site
from demo.gateway import Gateway, Mood, open_gateway

NAME = "outbox"
TARGET = 120
UNIT = "s"
PEER = None
MESSAGES, KILLS = 10_000, 12


def run(options: argparse.Namespace) -> list[Result]:
    results = []
    for keys in (False, True):
        site = options.workshop.empty_site(f"outbox-{int(keys)}")
        with open_gateway() as gateway:
            gateway.mood, gateway.knows_keys = (lambda _to: Mood.TAKES), keys
            results += _measured(site, gateway, keys)
    return results


def _measured(site: Site, gateway: Gateway, keys: bool) -> list[Result]:
    site = site.with_options(PENDOPO_SMS_URL=gateway.sms, PENDOPO_SMS_KEYS="1" if keys else "")
    site.probe("outbox_rows", messages=MESSAGES)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = _drained(site, gateway)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    states = site.probe("outbox_states")
    arrived = Counter(one.key for one in gateway.sent)
    doubled = sum(count - 1 for count in arrived.values())
    unknown = len(states.get("unknown", ()))
    # What stands as sent and reached nobody, and what stands nowhere any more.
    lost = len(set(states.get("sent", ())) - arrived.keys()) + MESSAGES - sum(map(len, states.values()))
    word = "gateway knows keys" if keys else "no keys"
    return [
        Result(f"{MESSAGES:,} messages, {KILLS} kills, {word}", wall, UNIT, target=TARGET),
        Result(f"{word}: messages a CPU second", MESSAGES / cpu, "1/s", target=250, better="higher",
               note=f"{cpu:.1f} s CPU with {KILLS + 1} starts of the program"),
        Result(f"{word}: doubled", doubled, "messages", target=0,
               note=f"the gateway was asked {gateway.asked:,} times and sent {len(gateway.sent):,}"),
        Result(f"{word}: lost", lost, "messages", target=0),
        Result(f"{word}: unknown", 100 * unknown / MESSAGES, "%", target=0 if keys else 1),
    ]  # fmt: skip


def _drained(site: Site, gateway: Gateway) -> float:
    """Let a worker send until nothing waits, and kill it at seeded places of its way; return the seconds."""
    chance, start = Random(16), time.perf_counter()
    for turn in range(KILLS + 1):
        process = subprocess.Popen(
            [sys.executable, "-c", ENTRY, "outbox", "drain", "--json"],
            cwd=site.folder.parent, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        if turn < KILLS:
            until = gateway.asked + chance.randint(200, 700)
            while gateway.asked < until and process.poll() is None:
                time.sleep(0.001)
            process.kill()
        said, errors = process.communicate()
        if turn == KILLS and process.returncode not in (0, 1):
            raise NotMeasurable(f"drain: {(errors or said).strip().splitlines()[-1:]}")
    if turn == KILLS and json.loads(said)["postponed"]:
        raise NotMeasurable("something was put off")
    return time.perf_counter() - start
