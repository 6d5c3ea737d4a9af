"""Takes each area or owner filter of the queries and operations away in turn; `run.py mutate` hands over to this.

What is a filter, and how it is taken away, stands in `tests/filters.py`. A first sweep learns which visits pass which
filter; then each filter is switched off and only those visits come again. What no visit sees, the tests of the filter's
own domain that pass it are asked for, each time in a copy of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.filters import Filter, Finder, Run, all_filters


def _database() -> None:
    import django
    from django.test.utils import setup_databases, setup_test_environment

    import conftest

    sys.meta_path.insert(0, Finder())
    django.setup()
    conftest._let_test_databases_be_made()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)


def by_sweep(wanted: Sequence[Filter], say: Callable[[str], None]) -> Iterator[tuple[Filter, str]]:
    """Answers for each filter which visit turned red when it was taken away, or nothing."""
    from tests.architecture import calls
    from tests.architecture.sweep import prepared, taken_back

    def called(call: calls.Call) -> list[str]:
        with taken_back():
            return calls.findings(call)

    with prepared(Path(tempfile.mkdtemp(prefix="pendopo-mutate-"))) as sweep:
        sweep.answers  # noqa: B018 - the rightful pages first: their forms hold what strangers send
        tries: list[tuple[Callable[[Any], list[str]], Any]] = [
            (sweep.findings, each) for each in sweep.visits()
        ]
        tries += [(called, each) for each in calls.calls(sweep.cast)]
        passing: dict[str, list[tuple[Callable[[Any], list[str]], Any]]] = {}
        for judge, each in tries:
            Run.passed = set()
            if found := judge(each):
                raise SystemExit(f"the sweep is red without any change: {found}")
            for name in Run.passed:
                passing.setdefault(name, []).append((judge, each))
        say(f"strangers come {len(tries)} times and pass {len(passing)} filters")
        for one in wanted:
            Run.off = one.name
            red = (found for judge, each in passing.get(Run.off, ()) if (found := judge(each)))
            yield one, next(red, [""])[0]
            Run.off = ""


class Passing:
    """Notes which filters each test passes, while a domain's tests run without any change."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = {}

    def pytest_runtest_setup(self) -> None:
        Run.passed = set()

    def pytest_runtest_teardown(self, item: Any) -> None:
        for name in Run.passed:
            self.tests.setdefault(name, []).append(item.nodeid)


def _child(work: Callable[[], Any]) -> Any:
    """Does something in a copy of this process, so that nothing of it stays, and answers what it said."""
    with tempfile.NamedTemporaryFile() as answer:
        if (child := os.fork()) == 0:
            try:
                quiet = os.open(os.devnull, os.O_WRONLY)
                os.dup2(quiet, 1)
                os.dup2(quiet, 2)
                Path(answer.name).write_text(json.dumps(work()), encoding="utf-8")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        said = Path(answer.name).read_text(encoding="utf-8")
    return json.loads(said) if said else None


def _pytest(tests: Sequence[str], *plugins: Any) -> int:
    import django.test.utils
    import pytest

    ready: Any = django.test.utils
    ready.setup_databases = lambda *_, **__: []  # stands already, in the copy as in the process itself
    ready.teardown_databases = lambda *_, **__: None
    ready.teardown_test_environment()  # pytest makes its own
    known = "ignore::pytest.PytestAssertRewriteWarning"  # what this process has loaded already
    quiet = ["-W", known, "-q", "-n", "0", "--no-header", "-m", "not browser and not postgres"]
    return int(pytest.main([*quiet, *tests], plugins=list(plugins)))


def by_tests(domain: str, wanted: Sequence[Filter]) -> Iterator[tuple[Filter, str]]:
    """Answers for each filter whether a test of its domain that passes it turned red when it was taken away."""

    def learn() -> dict[str, list[str]]:
        noted = Passing()
        _pytest([f"pendopo/{domain}/tests"], noted)
        return noted.tests

    tests = _child(learn)
    if not tests:
        raise SystemExit(f"the tests of {domain} do not run here")
    for one in wanted:
        near = tests.get(one.name, [])
        Run.off = one.name
        red = bool(near) and _child(lambda near=near: _pytest(["-x", *near])) != 0  # type: ignore[misc]
        Run.off = ""
        yield one, f"a test of {domain}, one of {len(near)}" if red else ""


def main(argv: Sequence[str] | None = None) -> int:
    """Prints how many filters turn the sweep red when they are taken away, and which do not."""
    parser = argparse.ArgumentParser(prog="run.py mutate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--list", action="store_true", help="only the filters, nothing is run")
    parser.add_argument(
        "--sweep", action="store_true", help="ask the sweep alone, not the tests of the domains"
    )
    parser.add_argument("only", nargs="*", help="only filters whose place begins so")
    given = parser.parse_args(argv)
    wanted = [one for one in all_filters() if not given.only or one.place.startswith(tuple(given.only))]
    if given.list:
        print("\n".join(f"{one.place} {one.kind} {one.text}" for one in wanted))
        return 0
    begun = time.monotonic()
    _database()
    found = dict(_judged(wanted, tests=not given.sweep))
    red = [{**asdict(one), "by": by} for one, by in found.items() if by]
    return _told(given.json, red, [one for one, by in found.items() if not by], time.monotonic() - begun)


def _judged(wanted: Sequence[Filter], *, tests: bool) -> Iterator[tuple[Filter, str]]:
    """The sweep is asked first, being quick; what it does not see, the tests of its domain are asked for."""
    left: dict[str, list[Filter]] = {}
    for one, by in by_sweep(wanted, _say):
        if tests and not by:
            left.setdefault(one.file.split("/")[1], []).append(one)
        else:
            yield one, by
    for domain, filters in left.items():
        _say(f"{domain}: its tests are asked for {len(filters)} filters that the sweep does not see")
        for one, by in by_tests(domain, filters):
            _say(f"{one.place}: {by or 'NOTHING TURNED RED'}")
            yield one, by


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _told(as_json: bool, red: list[dict[str, Any]], survivors: list[Filter], seconds: float) -> int:
    count = len(red) + len(survivors)
    if as_json:
        kept = [asdict(one) for one in survivors]
        print(json.dumps({"filters": count, "red": red, "survivors": kept, "seconds": round(seconds, 1)}))
    else:
        for one in survivors:
            print(f"{one.place}: {one.text} was taken away and nothing turned red")
        print(f"{len(red)} of {count} red, {seconds:.0f} s")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
