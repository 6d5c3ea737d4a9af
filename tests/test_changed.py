"""Which tests an edit can affect: on a small tree where every path is known, and on the real one."""

from __future__ import annotations

import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests import suite
from tests.changed import EVERYTHING, READS, ROOT, Tree, Unknown, choose, edits, is_test, read_tree
from tests.suite import Count

FILES = {
    "pendopo/kernel/clock.py": "",
    "pendopo/people/rules.py": "import pendopo.kernel.clock",
    "pendopo/people/models.py": "",
    "pendopo/people/queries/desk.py": "from pendopo.people import models, rules",
    "pendopo/people/queries/export.py": "def late():\n    from pendopo.people import models",
    "pendopo/people/views.py": 'from pendopo.people.queries import desk\nPAGE = "people/desk.html"',
    "pendopo/people/urls.py": 'from pendopo.people import views\npath("x/<uuid:id>/ubah/", views.x, name="edit")',
    "pendopo/people/commands/export.py": 'from pendopo.people.queries import export\nNAME = "export residents"',
    "pendopo/people/templates/people/desk.html": '{% include "people/row.html" %}',
    "pendopo/people/templates/people/row.html": "{% load marks %}",
    "pendopo/people/templatetags/marks.py": "",
    "pendopo/people/migrations/0001_initial.py": "",
    "pendopo/people/reference/words.txt": "",
    "pendopo/people/apps.py": "",
    "pendopo/places/rules.py": "",
    "pendopo/site/settings.py": 'MIDDLEWARE = ["pendopo.site.middleware.find_actor"]\nAPPS = ["pendopo.people"]',
    "pendopo/site/middleware.py": "",
    "pendopo/people/tests/conftest.py": "import pendopo.places.rules\ndef village():\n    return 1",
    "pendopo/people/tests/test_rules.py": "from pendopo.people import rules",
    "pendopo/people/tests/test_page.py": 'def test(client):\n    client.get(f"/x/{1}/ubah/?a=b")',
    "pendopo/people/tests/test_named.py": 'reverse("edit")',
    "pendopo/people/tests/test_patched.py": 'patch("pendopo.people.queries.desk.rows")',
    "pendopo/people/tests/test_command.py": 'site.run("export", "residents")',
    "pendopo/people/tests/test_village.py": "def test(village):\n    pass",
    "tests/architecture/test_house.py": "",
    "tests/browser/test_pages.py": "from pendopo.people import rules",
    "conftest.py": "",
    "README.md": "",
}
PAGES = {"test_page.py", "test_named.py"}
MODELS = {*PAGES, "test_patched.py", "test_command.py"}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Tree(tmp_path, tuple(FILES))


@pytest.mark.parametrize(
    ("changed", "run"),
    [
        ("pendopo/people/rules.py", {"test_rules.py", "test_patched.py", *PAGES}),
        ("pendopo/people/queries/desk.py", {"test_patched.py", *PAGES}),
        ("pendopo/people/views.py", PAGES),
        ("pendopo/people/templates/people/row.html", PAGES),
        ("pendopo/people/templatetags/marks.py", PAGES),
        ("pendopo/site/middleware.py", PAGES),
        ("pendopo/people/queries/export.py", {"test_command.py"}),
        ("pendopo/places/rules.py", {"test_village.py"}),
        ("pendopo/people/models.py", MODELS),
        ("pendopo/people/queries/gone.py", MODELS),
        ("pendopo/people/apps.py", {*MODELS, "test_rules.py"}),
        ("pendopo/people/migrations/0001_initial.py", {*MODELS, "test_rules.py"}),
        ("pendopo/people/tests/test_rules.py", {"test_rules.py"}),
    ],
)
def test_an_edit_picks_what_it_can_affect_and_nothing_else(tree: Tree, changed: str, run: set[str]) -> None:
    picked = choose(tree, [changed]).files
    assert {path.rpartition("/")[2] for path in picked} == {*run, "test_house.py"}


def test_a_table_of_the_domain_concerns_the_modules_that_open_one(tree: Tree) -> None:
    (tree.root / "pendopo/people/queries/desk.py").write_text('FOLDER = HERE / "reference" / "words.txt"')
    picked = choose(tree, ["pendopo/people/reference/words.txt"]).files
    assert {Path(path).name for path in picked} == {"test_patched.py", "test_house.py", *PAGES}


def test_what_stands_under_everything_runs_everything_and_says_so(tree: Tree) -> None:
    choice = choose(tree, ["README.md", "conftest.py"])
    assert choice.whole == "conftest.py"
    assert set(choice.files) == {path for path in FILES if is_test(path) and "browser" not in path}
    assert choose(tree, ["pictures/one.png"]).files == ()


def test_a_file_that_is_half_written_uses_nothing(tree: Tree) -> None:
    (tree.root / "pendopo/people/views.py").write_text("def broken(:")
    assert "pendopo/people/tests/test_page.py" in choose(tree, ["pendopo/people/views.py"]).files


@pytest.mark.parametrize(
    ("changed", "beyond"),
    [
        ("pendopo/places/rules.py", {"edit"}),
        ("pendopo/people/queries/export.py", {"edit"}),
        ("pendopo/people/rules.py", set()),
        ("pendopo/people/templates/people/row.html", set()),
        ("pendopo/people/urls.py", set()),
        ("pendopo/people/tests/test_rules.py", {"edit"}),
        ("tests/architecture/cast.py", set()),
        ("pendopo/people/tests/conftest.py", set()),
    ],
)
def test_the_sweep_leaves_out_where_no_view_reaches_the_edit(
    tree: Tree, changed: str, beyond: set[str]
) -> None:
    (tree.root / "tests/architecture/cast.py").write_text("import pendopo.people.tests.conftest")
    tree = Tree(tree.root, (*tree.files, "tests/architecture/cast.py"))
    assert choose(tree, [changed]).beyond == beyond


# The real tree


@pytest.fixture(scope="module")
def real() -> Tree:
    folders = ("pendopo", "tests", "benchmarks", "docs", "requirements", ".ci")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    names = (path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts)
    return Tree(ROOT, tuple(sorted(names)))


def test_an_edit_in_letters_leaves_the_other_domains_alone(real: Tree) -> None:
    picked = choose(real, ["pendopo/letters/queries/desk.py"]).files
    assert {"pendopo/letters/tests/test_work_lists.py", "tests/architecture/test_sweep.py"} <= set(picked)
    assert not [
        path for path in picked if path.startswith(("pendopo/people", "pendopo/matching", "pendopo/kernel"))
    ]
    assert len(picked) < sum(map(is_test, real.files)) / 4
    beyond = choose(real, ["pendopo/letters/models/requests.py"]).beyond
    assert not {one.name for one in real.addresses if one.view.startswith("pendopo/letters/")} & beyond
    assert {"people-person", "officer-edit"} <= beyond and not {"desk", "home", "resident-home"} & beyond
    assert not choose(real, ["pendopo/kernel/operation.py"]).beyond
    assert len(choose(real, ["pendopo/kernel/operation.py"]).files) > sum(map(is_test, real.files)) / 2


def test_no_test_is_out_of_reach(real: Tree) -> None:
    program = [path for path in real.files if path.startswith(("pendopo/", "docs/", "benchmarks/"))]
    others = {"run.py", "requirements/base.txt", "tests/suite.py", "tests/changed.py"}
    edited = [path for path in {*program, *others} - set(EVERYTHING) if not is_test(path)]
    every = {path for path in real.files if is_test(path) and not path.startswith("tests/browser/")}
    assert every - set(choose(real, edited).files) == {
        "tests/test_database.py"
    }  # about the runner's own settings


def test_the_tables_name_only_what_is_there(real: Tree) -> None:
    patterns = [each for file, tests in READS for each in (file, *tests)]
    assert not [
        each for each in (*patterns, *EVERYTHING) if not any(fnmatch(path, each) for path in real.files)
    ]


# What is compared


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_branch_is_compared_with_main_and_main_with_its_last_commit(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@contoh.id", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    def commit(name: str) -> None:
        (tmp_path / name).write_text(name)
        git("add", "--all")
        git("commit", "--message", name)

    git("init", "--initial-branch", "main")
    commit("first.py")
    commit("second.py")
    assert edits(tmp_path) == ("the commit before the last", {"second.py"})
    (tmp_path / "first.py").write_text("edited")
    (tmp_path / "new.py").write_text("unknown to git")
    assert edits(tmp_path)[1] == {"first.py", "new.py"}
    assert read_tree(tmp_path).files == ("first.py", "new.py", "second.py")
    git("checkout", "--quiet", "-b", "branch")
    commit("third.py")
    (tmp_path / "second.py").unlink()
    against, changed = edits(tmp_path)
    assert against.startswith("main as this branch left it")
    assert changed == {"first.py", "new.py", "second.py", "third.py"}


def test_a_folder_without_git_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(Unknown):
        edits(tmp_path)


def test_only_the_picked_files_run_and_only_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[str, list[str]]] = []

    def note(phase: suite.Phase, report: Path, arguments: list[str]) -> Count:
        given.append((phase.name, arguments))
        return Count(passed=1)

    monkeypatch.setattr(suite, "run_phase", note)
    monkeypatch.setattr(suite, "choose_changed", lambda: ["pendopo/ui/tests/test_css.py"])
    assert suite.main(["test", "--changed", "-x"]) == 0
    assert given == [("SQLite", ["-x", "pendopo/ui/tests/test_css.py"])]
    monkeypatch.setattr(suite, "choose_changed", lambda: 0)
    assert suite.main(["test", "--changed"]) == 0
    assert len(given) == 1
