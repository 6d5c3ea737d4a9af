"""Each guard is proven: a mistake is planted in a copy of the package, and the guard must name it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from tests.architecture import domains, fronts, house, pages
from tests.architecture.contracts import broken_contracts
from tests.architecture.engines import own_pages, template_engines
from tests.architecture.raw_ways import raw_ways
from tests.architecture.views import busy_views, caught_refusals, unlogged_files

IGNORED = shutil.ignore_patterns(
    "__pycache__", "reference", "locale", "*.woff2", "*.png", "*.jpg", "*.xz", "*.gz"
)

PLANTED: list[tuple[Path, str]] = []  # the files of the copy that are spoilt now, and what stood in them


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with its contracts."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(house.PACKAGE, folder / "pendopo", ignore=IGNORED)
    shutil.copy(house.ROOT / "pyproject.toml", folder)
    return folder / "pendopo"


@pytest.fixture
def copy(whole: Path) -> Iterator[Path]:
    """The copy, to be spoilt; afterwards it is whole again."""
    yield whole
    for path, before in reversed(PLANTED):
        if before:
            path.write_text(before, encoding="utf-8")
            continue
        path.unlink()
        while not any(path.parent.iterdir()):  # a folder that came with the file
            path = path.parent
            path.rmdir()
    PLANTED.clear()


@cache
def found_before(guard: Callable[[Path], list[str]], whole: Path) -> frozenset[str]:
    """Answers what a guard finds in the copy while nothing is planted in it."""
    return frozenset(guard(whole))


def plant(copy: Path, name: str, text: str) -> None:
    """Adds to a file of the copy, or makes it; `x.py` goes into the package x where the word has grown into one."""
    path = copy / name
    grown = path.with_suffix("")
    if not path.exists() and grown.is_dir():
        path = grown / "planted.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    PLANTED.append((path, before))
    path.write_text(before + "\n\n" + dedent(text), encoding="utf-8")


# Contracts of import-linter

CONTRACTS = {
    "a lower domain imports a higher one": (
        "places/rules.py",
        "import pendopo.people.rules",
        "Domains: imports point down",
    ),
    "the kernel imports the site": (
        "kernel/areas.py",
        "def late():\n    import pendopo.site.settings",
        "Domains: imports point down",
    ),
    "a new folder beside the domains": ("stray/__init__.py", "", "Domains: imports point down"),
    "a stray helpers.py": ("people/helpers.py", "", "Inside a domain: a closed vocabulary in one order"),
    "a query imports an operation": (
        "people/queries.py",
        "import pendopo.people.operations",
        "Inside a domain: a closed vocabulary in one order",
    ),
    "rules import Django": ("people/rules.py", "from django.utils import timezone", "Rules are pure Python"),
    "a view imports a model": (
        "people/views.py",
        "import pendopo.people.models",
        "Views and forms never import models",
    ),
    "a form imports a model": (
        "people/forms.py",
        "import pendopo.people.models",
        "Views and forms never import models",
    ),
    "a format imports a model": (
        "places/formats/planted.py",
        "import pendopo.places.models",
        "Formats read and write files, not the database",
    ),
    "an operation imports a view": (
        "people/operations.py",
        "import pendopo.people.views",
        "Inside a domain: a closed vocabulary in one order",
    ),
    "a command imports a model": (
        "people/commands/planted.py",
        "import pendopo.people.models",
        "Views and forms never import models",
    ),
    "a channel asks the database": (
        "notices/channels/planted.py",
        "import pendopo.notices.queries",
        "Formats read and write files, not the database",
    ),
    "two modules import each other": (
        "kernel/areas.py",
        "def late():\n    import pendopo.kernel.actor",
        "No cycles",
    ),
}


@pytest.mark.parametrize(("name", "text", "contract"), CONTRACTS.values(), ids=CONTRACTS.keys())
def test_contract_catches(copy: Path, name: str, text: str, contract: str) -> None:
    plant(copy, name, text)
    assert contract in broken_contracts(copy.parent)


# House rules

HOUSE: dict[str, tuple[Callable[[Path], list[str]], str, str, str]] = {
    "a file of 301 lines": (house.long_files, "people/tasks.py", "x = 1\n" * 301, "people/tasks"),
    "a function of 41 lines": (
        house.long_functions,
        "people/tasks.py",
        "def long():\n" + "    x = 1\n" * 40,
        "long has 41 lines",
    ),
    "a module named utils": (house.forbidden_names, "site/utils.py", "", "site/utils.py"),
    "a folder named services": (house.forbidden_names, "kernel/services/__init__.py", "", "kernel/services"),
    "a name handed on to nobody": (
        fronts.unasked_names,
        "people/queries/__init__.py",
        "from pendopo.people.queries.scope import handed_to_nobody",
        "hands on handed_to_nobody",
    ),
    "a word outside the vocabulary": (
        house.outside_vocabulary,
        "people/presenters.py",
        "",
        "people/presenters.py",
    ),
    "a folder outside the vocabulary": (
        house.outside_vocabulary,
        "people/seeds/a.txt",
        "",
        "people/seeds",
    ),
    "another domain's models": (
        house.foreign_models,
        "accounts/queries.py",
        "def late(actor):\n    from pendopo.people import models\n    return models",
        "imports people.models",
    ),
    "another domain's models through the registry": (
        house.foreign_models,
        "accounts/queries.py",
        'def late(actor):\n    from django.apps import apps\n    return apps.get_model("people.Person")',
        "looks up a model of people",
    ),
    "a second way to register": (
        domains.second_registrations,
        "people/apps.py",
        'shell.register_story("people.births")',
        "register_story: bring a part",
    ),
    "a second call for one domain": (
        domains.second_registrations,
        "people/apps.py",
        'register_domain("people", "")',
        "people/apps.py:",
    ),
    "a part that nobody reads": (
        domains.unread_parts,
        "people/apps.py",
        'register_domain("people", "", StorySource("people.births"))',
        "nobody reads StorySource",
    ),
    "an operation that is not registered": (
        house.naive_operations,
        "people/operations.py",
        """
        from pendopo.kernel.operation import operation

        @operation("people.x.y", "people.x.y", "people.record", "area")
        def proper(actor, *, area):
            sneak(actor)

        def sneak(actor):
            actor.save()
        """,
        "sneak is not an @operation",
    ),
    "a view with two queries": (
        busy_views,
        "people/views.py",
        """
        from pendopo.kernel.access import public
        from pendopo.people import queries

        @public
        def greedy(request):
            one = queries.public_one()
            return queries.public_two(one)
        """,
        "greedy calls 0 operations and 2 queries",
    ),
    "a view with a query in a loop of its own function": (
        busy_views,
        "people/views.py",
        """
        from pendopo.kernel.access import requires
        from pendopo.people.queries import public_one

        def _rows():
            for row in range(9):
                yield public_one(row)

        @requires("people.read")
        def looping(request):
            return list(_rows())
        """,
        "looping calls 0 operations and 2 queries",
    ),
    "a view with two operations, one of them behind a refusal": (
        busy_views,
        "people/views.py",
        """
        from pendopo.kernel.access import requires
        from pendopo.people.operations import births
        from pendopo.ui.asking import attempt

        @requires("people.record")
        def stubborn(request):
            with attempt(request):
                return births.record_birth(request.actor)
            births.record_birth(request.actor)
            births.record_birth(request.actor)
        """,
        "stubborn calls 2 operations",
    ),
    "a file that leaves unlogged": (
        unlogged_files,
        "people/views.py",
        """
        def leak(request):
            return FileResponse(residents(), as_attachment=True, filename="warga.csv")
        """,
        "answers a file without hand_over",
    ),
    "a file that leaves unlogged by its header": (
        unlogged_files,
        "people/views.py",
        """
        def leak(request):
            return HttpResponse(residents(), headers={"Content-Disposition": f'attachment; filename="{name}"'})
        """,
        "answers a file without hand_over",
    ),
    "a list that is cut into pages by itself": (
        own_pages,
        "people/queries/pages.py",
        """
        from django.core.paginator import Page, Paginator
        """,
        "cuts pages by itself",
    ),
    "a list that is cut into pages behind a module's name": (
        own_pages,
        "people/queries/pages.py",
        """
        from django.core import paginator
        """,
        "cuts pages by itself",
    ),
    "a view that catches a refusal": (
        caught_refusals,
        "people/views.py",
        """
        def hiding(request):
            try:
                record_birth(request.actor)
            except (errors.PeopleRefused, ValueError) as refusal:
                form.add_error(None, str(refusal))
        """,
        "catches a refusal",
    ),
    "a view with two operations": (
        busy_views,
        "people/views.py",
        """
        from pendopo.kernel.access import requires
        from pendopo.people.operations import births

        @requires("people.record")
        def eager(request):
            if request.method == "POST":
                births.record_birth(request.actor)
                births.record_birth(request.actor)
            return None
        """,
        "eager calls 2 operations",
    ),
    "a view with a query in a handler and one behind it": (
        busy_views,
        "people/views.py",
        """
        from pendopo.kernel.access import resident
        from pendopo.people import queries

        @resident
        def trying(request):
            try:
                request.actor.act()
            except ValueError:
                queries.public_one()
            return queries.public_two()
        """,
        "trying calls 0 operations and 2 queries",
    ),
    "the connection of the driver": (
        raw_ways,
        "people/operations.py",
        "def write(connections, sql):\n    connections['default'].connection.execute(sql)",
        "past its guard: the driver's connection",
    ),
    "a script of statements": (
        raw_ways,
        "people/queries.py",
        "def write(held, sql):\n    held.executescript(sql)",
        "past its guard: executescript",
    ),
    "a connection past Django": (
        raw_ways,
        "letters/tasks.py",
        "def write(sql):\n    sqlite3.connect('x').execute(sql)",
        "past its guard: a connection of its own",
    ),
    "a cursor in a domain": (
        raw_ways,
        "letters/operations.py",
        "def write(connection):\n    return connection.cursor()",
        "past its guard: cursor",
    ),
    "a query in SQL": (
        raw_ways,
        "letters/queries.py",
        "def read(model):\n    return model.objects.raw('SELECT 1')",
        "past its guard: objects.raw",
    ),
    "the guard opened by a domain": (
        raw_ways,
        "letters/operations.py",
        "from pendopo.kernel.guard import unguarded",
        "past its guard: pendopo.kernel.guard.unguarded",
    ),
    "text that is run as a program": (
        template_engines,
        "site/chores.py",
        "def run(text):\n    return eval(text)",
        "calls eval on text",
    ),
    "a template made of a string": (
        template_engines,
        "notices/rules.py",
        "def written(engine, text):\n    return engine.from_string(text)",
        "calls from_string on text",
    ),
    "a second template engine": (
        template_engines,
        "notices/operations.py",
        "import jinja2",
        "loads the template engine jinja2",
    ),
    "a template that is no file of the program": (
        template_engines,
        "letters/queries.py",
        "from django.template import Template",
        "loads the template engine django.template.Template",
    ),
    "a pattern of the village with an object in it": (
        template_engines,
        "letters/rules.py",
        "def written(pattern, letter):\n    return pattern.format(letter=letter)",
        "formats a pattern that is no constant",
    ),
    "inline style": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<p style="color:red">',
        "inline style",
    ),
    "inline style sheet": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        "<style>p{}</style>",
        "inline style",
    ),
    "inline script": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        "<script>go()</script>",
        "inline script",
    ),
    "inline handler": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<button class="a" onclick="go()">',
        "inline event handler",
    ),
    "a link that is a script": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<a href="javascript:go()">',
        "script address",
    ),
    "an image in two sizes from outside": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<img alt="" srcset="https://cdn.example/x.png 2x">',
        "outside host",
    ),
    "script from outside": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<script src="https://cdn.example/x.js"></script>',
        "outside host",
    ),
    "style sheet from outside without scheme": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        "outside host",
    ),
    "a template line that no screen shows": (
        pages.template_lines,
        "ui/templates/ui/bad.html",
        f"<pre>{'a' * 200}</pre>\n<p>{'b' * 154}</p>",
        "has 161 characters",
    ),
    "an address with a backslash": (
        pages.template_lines,
        "ui/templates/ui/bad.html",
        '<form method="post" action="{{ there }}\\">',
        "has a backslash",
    ),
    "form that posts to outside": (
        pages.template_findings,
        "ui/templates/ui/bad.html",
        '<form method="post" action="https://example.org/">',
        "outside host",
    ),
    "a word that nobody can translate": (
        pages.untranslated_text,
        "ui/templates/ui/bad.html",
        "{% load i18n %}<p>{% translate 'Cari' %}</p><p>Simpan</p>",
        "'Simpan' is not translated",
    ),
    "a spoken label that nobody can translate": (
        pages.untranslated_text,
        "ui/templates/ui/bad.html",
        '<nav aria-label="Menu utama"></nav>',
        "'utama' is not translated",
    ),
    "style sheet that imports another from outside": (
        pages.static_findings,
        "ui/static/ui/bad.css",
        '@import "//cdn.example/a.css";',
        "outside host",
    ),
    "font from outside": (
        pages.static_findings,
        "ui/static/ui/bad.css",
        "@font-face { src: url(https://fonts.example/a.woff2) }",
        "outside host",
    ),
    "script that calls outside": (
        pages.static_findings,
        "ui/static/ui/bad.js",
        'fetch("https://example.org/")',
        "outside host",
    ),
}


@pytest.mark.parametrize(("guard", "name", "text", "said"), HOUSE.values(), ids=HOUSE.keys())
def test_house_rule_catches(
    copy: Path, guard: Callable[[Path], list[str]], name: str, text: str, said: str
) -> None:
    before = found_before(guard, copy)
    plant(copy, name, text)
    fresh = set(guard(copy)) - before
    assert any(said in finding for finding in fresh), fresh


def test_a_query_without_actor_is_found_once_a_view_calls_it(copy: Path) -> None:
    plant(copy, "people/queries/planted.py", "def everyone(area):\n    return area")
    assert not [line for line in house.queries_without_actor(copy) if "everyone" in line]
    plant(copy, "people/views.py", "from pendopo.people.queries import planted\n\nplanted.everyone('32')")
    assert [
        line for line in house.queries_without_actor(copy) if "everyone does not take the actor first" in line
    ]


def test_inner_parts_of_operations_stay_inside(copy: Path) -> None:
    plant(copy, "people/operations/planted_part.py", "def inner(row):\n    return row")
    plant(copy, "people/operations/planted.py", "from pendopo.people.operations.planted_part import inner")
    assert not [line for line in house.naive_operations(copy) if "planted" in line]
    plant(copy, "people/views.py", "from pendopo.people.operations.planted_part import inner")
    assert [line for line in house.naive_operations(copy) if "an inner part of operations" in line]


def test_glossary_catches_a_new_model_and_a_new_list(copy: Path, tmp_path: Path) -> None:
    plant(copy, "people/rules.py", "from enum import StrEnum\n\nclass Planted(StrEnum):\n    A = 'a'")
    glossary = tmp_path / "glossary.md"
    glossary.write_text("| `Person` | penduduk |\n", encoding="utf-8")
    findings = house.missing_from_glossary(copy, glossary, ["Person", "Ghost"])
    assert "Ghost has no row in glossary.md" in findings
    assert "Planted has no row in glossary.md" in findings
    assert "Person has no row in glossary.md" not in findings


def test_glossary_catches_a_row_that_is_not_whole() -> None:
    row = "| `Person` | penduduk | a resident | x | people |"
    assert house.broken_rows(row, {"people"}) == []
    assert house.broken_rows(row.replace("a resident", " "), {"people"}) == ["`Person` has an empty cell"]
    assert house.broken_rows(row, {"places"}) == ["`Person` is of no domain"]
    assert house.broken_rows(f"{row}\n{row}", {"people"}) == ["`Person` stands twice"]


# Linters: the rules that pyproject.toml switches on really bite

LINT = {
    "an operation without docstring": (
        "pendopo/people/operations/x.py",
        "def record(actor):\n    return 1\n",
        "D103",
    ),
    "a query without docstring": ("pendopo/people/queries.py", "def people(actor):\n    return 1\n", "D103"),
    "a rule without docstring": ("pendopo/people/rules/x.py", "def is_old(person):\n    return 1\n", "D103"),
    "a function with nine paths": (
        "pendopo/people/rules/x.py",
        "def f(a):\n"
        + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(8))
        + "    return 9\n",
        "C901",
    ),
    "SQL put together from text": (
        "pendopo/people/queries/x.py",
        "def _rows(cursor, name):\n    cursor.execute(f'SELECT 1 FROM x WHERE name = {name}')\n",
        "S608",
    ),
    "a swallowed exception": (
        "pendopo/people/views.py",
        "try:\n    x = 1\nexcept Exception:\n    x = 2\n",
        "BLE001",
    ),
    "a relative import": ("pendopo/people/views.py", "from .models import Person\n\nPerson()\n", "TID252"),
    "a naive time": ("pendopo/people/rules.py", "import datetime\n\nx = datetime.datetime.now()\n", "DTZ005"),
    "a print": ("pendopo/people/views.py", "print(1)\n", "T201"),
}


@pytest.mark.parametrize(("name", "text", "code"), LINT.values(), ids=LINT.keys())
def test_ruff_catches(name: str, text: str, code: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "-"]
    command += ["--stdin-filename", str(house.ROOT / name)]
    done = subprocess.run(command, input=text, cwd=house.ROOT, capture_output=True, text=True, check=False)
    assert f" {code} " in done.stdout, done.stdout
