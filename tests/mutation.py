"""Takes each area or owner filter of the program away in turn; `run.py mutate` hands over to this.

What is a filter, and how it is taken away, stands in `tests/filters.py`. A first sweep learns which visits pass which
filter; then each filter is switched off and only those visits come again. What no visit sees, the tests of the filter's
own domain are asked for: they run once unchanged, which says which of them pass which filter, and then only those run
again, the quickest first, each filter in a copy of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.filters import Filter, Finder, Run, all_filters

if TYPE_CHECKING:
    import pytest

    from tests.architecture.sweep import Sweep

Judge = Callable[[], list[str]]
# A test that waits for what a missing filter keeps from happening is a test that noticed.
PATIENCE = 240
# Where it is not the domain's own folder. The other tests of the site start whole servers, and ask nothing more;
# a flow, and mail that is handed over, need a domain above them.
_OF_SITE = ("desk_pages", "office_clock", "middleware", "two_villages")
_PAPERS = "pendopo/letters/tests/test_paper_files.py"
_SENT_BEFORE = "test_a_paper_that_another_resident_sent_before_is_said_at_the_desk"
TESTS = {
    "site": [f"pendopo/site/tests/test_{name}.py" for name in _OF_SITE],
    "cases": ["pendopo/cases/tests", "pendopo/disclosure/tests", f"{_PAPERS}::{_SENT_BEFORE}"],
    "mail": ["pendopo/mail/tests", "pendopo/letters/tests/test_mail_of_two_villages.py"],
}


def database() -> None:
    """Makes the database of tests for this process."""
    import django
    from django.test.utils import setup_databases, setup_test_environment

    import conftest

    django.setup()
    conftest._let_test_databases_be_made()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)


class Copy:
    """Something done in a copy of this process, so that nothing of it stays here."""

    def __init__(self, work: Callable[[], object], patience: int = 0) -> None:
        self._said = Path(tempfile.mkstemp(prefix="pendopo-mutate-")[1])
        sys.stdout.flush()
        if (child := os.fork()) == 0:
            try:
                signal.alarm(patience)
                self._said.write_text(json.dumps(work()), encoding="utf-8")
            finally:
                os._exit(0)
        self._child = child

    def said(self) -> Any:
        """Waits for the copy and answers what it said, or None when it never came to say anything."""
        os.waitpid(self._child, 0)
        text = self._said.read_text(encoding="utf-8")
        self._said.unlink()
        return json.loads(text) if text else None


def _in_copies(work: Sequence[Callable[[], object]], jobs: int) -> Iterator[Any]:
    """Does each in a copy of its own, so many at once, and answers what they said in their order."""
    running: list[Copy] = []
    for each in work:
        running.append(Copy(each))
        if len(running) == jobs:
            yield running.pop(0).said()
    yield from (copy.said() for copy in running)


@contextmanager
def _off(one: Filter) -> Iterator[None]:
    Run.off = one.name
    yield
    Run.off = ""


# By the sweep


def by_sweep(wanted: Sequence[Filter], jobs: int) -> dict[str, str]:
    """Answers for each filter which visit turned red when it was taken away, or nothing."""
    from tests.architecture.sweep import prepared

    with prepared(Path(tempfile.mkdtemp(prefix="pendopo-mutate-"))) as sweep:
        sweep.answers  # noqa: B018 - the rightful pages first: their forms hold what strangers send
        passing = _passing(sweep)

        def judged(one: Filter) -> str:
            with _off(one):
                red = (lines for judge in passing.get(one.name, ()) if (lines := judge()))
                return next(red, [""])[0]

        said = _in_copies([partial(judged, one) for one in wanted], jobs)
        return {
            one.name: "a visit that ends in the middle" if by is None else str(by)
            for one, by in zip(wanted, said, strict=True)
        }


def _passing(sweep: Sweep) -> dict[str, list[Judge]]:
    """Lets everybody come once while nothing is changed, and answers which visits pass which filter."""
    from tests.architecture import asked, calls
    from tests.architecture.sweep import taken_back

    def called(call: calls.Call) -> list[str]:
        with taken_back():
            return calls.findings(call)

    def heard(asking: asked.Asking) -> list[str]:
        with taken_back():
            return asked.findings(asking, sweep.cast)

    tries: list[Judge] = [lambda each=each: sweep.findings(each) for each in sweep.visits()]  # type: ignore[misc]
    tries += [lambda each=each: called(each) for each in calls.calls(sweep.cast)]  # type: ignore[misc]
    tries += [lambda each=each: heard(each) for each in asked.askings(sweep.cast)]  # type: ignore[misc]
    passing: dict[str, list[Judge]] = {}
    for judge in tries:
        Run.passed = set()
        if found := judge():
            raise SystemExit(f"the sweep is red without any change: {found}")
        for name in Run.passed:
            passing.setdefault(name, []).append(judge)
    _say(f"strangers come {len(tries)} times and pass {len(passing)} filters")
    return passing


# By the tests of a domain


class Again:
    """Notes which filters each test passes and how long it takes, then lets it run again without them."""

    def __init__(self, wanted: Sequence[Filter]) -> None:
        self.wanted, self.red = wanted, dict[str, str]()
        self._passed: dict[str, list[pytest.Item]] = {}
        self._took: dict[str, float] = {}

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        Run.passed = set()
        self._took[item.nodeid] = time.monotonic()

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        if not Run.off:
            self._took[item.nodeid] = time.monotonic() - self._took[item.nodeid]
            for name in Run.passed:
                self._passed.setdefault(name, []).append(item)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus:
            raise SystemExit("the tests are red without any change")
        for one in self.wanted:
            near = sorted(self._passed.get(one.name, ()), key=lambda item: self._took[item.nodeid])
            with _off(one):
                copy = Copy(lambda near=near: self._first_red(near), PATIENCE)  # type: ignore[misc]
                red = copy.said()
            self.red[one.name] = "a test that does not end" if red is None else red
            _say(
                f"{one.place} {one.name}: {self.red[one.name] or f'NOTHING of {len(near)} tests TURNED RED'}"
            )

    @staticmethod
    def _first_red(near: Sequence[pytest.Item]) -> str:
        from _pytest.runner import runtestprotocol

        for item in near:
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                return item.nodeid
        return ""


def by_tests(domain: str, wanted: Sequence[Filter]) -> dict[str, str] | None:
    """Answers for each filter which test of its domain turned red when it was taken away, or nothing."""
    import django.test.utils
    import pytest

    ready: Any = django.test.utils
    ready.setup_databases = lambda *_, **__: []  # stands already, in the copy as in the process itself
    ready.teardown_databases = lambda *_, **__: None
    ready.teardown_test_environment()  # pytest makes its own
    again = Again(wanted)
    known = "ignore::pytest.PytestAssertRewriteWarning"  # what this process has loaded already
    chosen = "database and not browser and not postgres"
    quiet = ["-W", known, "-q", "-n", "0", "--no-header", "-p", "no:cacheprovider", "-m", chosen]
    said = os.dup(2)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    sys.stderr = os.fdopen(said, "w", buffering=1)
    code = pytest.main([*quiet, "-s", *TESTS.get(domain, [f"pendopo/{domain}/tests"])], plugins=[again])
    return None if code else again.red


# What is asked for


def main(argv: Sequence[str] | None = None) -> int:
    """Prints how many filters turn a test red when they are taken away, and which do not."""
    parser = argparse.ArgumentParser(prog="run.py mutate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--list", action="store_true", help="only the filters, nothing is run")
    parser.add_argument(
        "--sweep", action="store_true", help="ask the sweep alone, not the tests of the domains"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes at once")
    parser.add_argument("only", nargs="*", help="only filters whose place begins so")
    given = parser.parse_args(argv)
    wanted = [one for one in all_filters() if not given.only or one.place.startswith(tuple(given.only))]
    if given.list:
        print("\n".join(f"{one.place} {one.kind} {one.name}" for one in wanted))
        return 0
    begun = time.monotonic()
    sys.meta_path.insert(0, Finder())
    from pendopo.kernel.prepared import Prepared

    Prepared.keeps = False  # its words change with the filter that is taken away
    database()
    found = by_sweep(wanted, given.jobs)
    if not given.sweep:
        found |= _by_domains([one for one in wanted if not found[one.name]], given.jobs)
    return _told(given.json, wanted, found, time.monotonic() - begun)


def _by_domains(left: Sequence[Filter], jobs: int) -> dict[str, str]:
    """What the sweep does not see, the tests of its domain are asked for; the domain with most of it begins."""
    parts: dict[str, list[Filter]] = {}
    for one in left:
        parts.setdefault(one.domain, []).append(one)
    largest = sorted(parts.items(), key=lambda part: -len(part[1]))
    for domain, filters in largest:
        _say(f"{domain}: its tests are asked for {len(filters)} filters that the sweep does not see")
    found: dict[str, str] = {}
    said = _in_copies([partial(by_tests, domain, filters) for domain, filters in largest], jobs)
    for (domain, _filters), red in zip(largest, said, strict=True):
        if red is None:
            raise SystemExit(f"the tests of {domain} do not run here, or are red without any change")
        found |= red
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _told(as_json: bool, wanted: Sequence[Filter], found: dict[str, str], seconds: float) -> int:
    from tests.architecture.equivalents import EQUIVALENT

    counted = [one for one in wanted if one.name not in EQUIVALENT]
    survivors = [one for one in counted if not found[one.name]]
    struck = [one for one in wanted if one.name in EQUIVALENT and found[one.name]]
    apart = len(wanted) - len(counted)
    if as_json:
        red = [{**asdict(one), "by": found[one.name]} for one in counted if found[one.name]]
        told = {"filters": len(counted), "red": red, "survivors": [asdict(one) for one in survivors]}
        told |= {"equivalent": apart, "red_equivalents": [one.name for one in struck]}
        print(json.dumps({**told, "seconds": round(seconds, 1)}))
        return 1 if survivors or struck else 0
    for one in survivors:
        print(f"{one.place}: {one.name} was taken away and nothing turned red")
    for one in struck:
        print(f"{one.place}: {one.name} is red: strike it from tests/architecture/equivalents.py")
    red_now = len(counted) - len(survivors)
    print(f"{red_now} of {len(counted)} red, {apart} stand for another reason, {seconds:.0f} s")
    return 1 if survivors or struck else 0


if __name__ == "__main__":
    sys.exit(main())
