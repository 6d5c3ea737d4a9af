"""Whatever the code calls by a name has words where it is defined; no such name is misspelt or idle."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver

from pendopo.accounts.rules.roles import ROLES
from pendopo.cases.queries.kinds import public_case_kinds
from pendopo.kernel import powers
from pendopo.kernel.errors import Refusal, WordedRefusal, refusal_in_words
from pendopo.kernel.models import Journaled
from pendopo.kernel.operation import FORMER, REGISTRY, Operation, operation
from pendopo.kernel.rules import shipped_rules
from pendopo.site.reference.operations import registered
from pendopo.site.wording import operation_in_words, table_in_words
from tests import catalogue
from tests.architecture import registry, words
from tests.architecture.house import PACKAGE


@cache
def told() -> frozenset[str]:
    """Answers every text of the catalogue, which has an English one for each (test_catalogue)."""
    return frozenset(text for _context, text in catalogue.collect())


@cache
def kinds() -> tuple[type[Refusal], ...]:
    """Answers every refusal of the package."""
    for module in sorted(words.refusal_modules()):
        import_module(module)
    found = list(Refusal.__subclasses__())
    for kind in found:
        found += kind.__subclasses__()
    return tuple(kind for kind in found if re.match(r"pendopo\.(?!.*\.tests\.)", kind.__module__))


@cache
def known() -> set[str]:
    """Answers every name that may stand in a string."""
    keys = {rule.key for rule in shipped_rules()}
    flows = {kind.flow.name for kind in public_case_kinds()}
    flows |= {f"{kind.flow.name}.{key}" for kind in public_case_kinds() for key in kind.acts}
    return {*words.names_made(), *powers.every_power(), *keys, *flows, *FORMER}


@cache
def worded() -> dict[str, set[str]]:
    return {kind.__name__: set(kind.words) for kind in kinds() if issubclass(kind, WordedRefusal)}


def test_every_operation_has_words_and_says_what_it_is_about() -> None:
    assert not [entry.name for entry in registered() if entry.title not in told()]
    unsaid = [entry.name for entry in registered() if not (entry.about or _is_about_an_area(entry))]
    assert not unsaid, "name the class of the subject in the signature, or say `about`"
    assert not [entry.name for entry in registered() if entry.about and str(entry.about) not in told()]


def _is_about_an_area(entry: Operation) -> bool:
    function = getattr(import_module(entry.module), entry.function)
    return bool(function.__annotations__[entry.subject] is str)


def test_every_dated_rule_has_words() -> None:
    assert not [rule.key for rule in shipped_rules() if rule.title not in told()]


def _unnamed(models: list[type[Model]]) -> list[type[Model]]:
    kept = [model for model in models if issubclass(model, Journaled)]
    return [model for model in kept if str(getattr(model, "called", "")) not in told()]


def test_every_journalled_table_has_words() -> None:
    assert _unnamed(apps.get_models()) == []


def test_a_table_without_words_is_found() -> None:
    class Silent(Journaled):
        class Meta:
            app_label = "planted"
            abstract = True

    assert _unnamed([Silent]) == [Silent]


def test_every_refusal_has_words() -> None:
    assert words.refusals_without_words(PACKAGE, worded()) == []
    codes = {kind.code for kind in kinds()} - {Refusal.code} | {
        code for table in worded().values() for code in table
    }
    assert len(codes) > 200
    assert words.problems_without_words(PACKAGE, codes) == []
    assert not [code for code in codes if not refusal_in_words(code) or "%(" in refusal_in_words(code)]


def test_one_domain_says_one_thing_of_a_code() -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for kind in kinds():
        table = kind.words if issubclass(kind, WordedRefusal) else {kind.code: kind.word or kind.default}
        for code, text in table.items():
            said.setdefault((kind.__module__.split(".")[1], code), set()).add(str(text))
    assert not {key: texts for key, texts in said.items() if len(texts) > 1}


def test_what_looks_like_a_name_is_one() -> None:
    assert words.unknown_names(PACKAGE, known()) == []


def test_permissions_are_constants() -> None:
    only = powers.every_power() - words.names_made()
    assert words.raw_permissions(PACKAGE, only) == []


def test_every_permission_that_is_asked_for_is_held_and_every_holder_is_a_role() -> None:
    asked = {entry.permission for entry in registered() if entry.permission is not None}
    views = (pattern.callback for _address, pattern in registry.patterns(get_resolver()))
    asked |= {getattr(view, "access", "public") for view in views} - registry.LEVELS
    assert sorted(asked - powers.every_power()) == []
    roles = {role.key for role in ROLES} | {name for role in ROLES for name in role.also}
    assert sorted(powers.holders_named() - roles - {powers.EVERYBODY}) == []


def test_every_domain_brings_its_powers_when_the_site_starts() -> None:
    rules = [*PACKAGE.glob("*/rules/permissions.py"), *PACKAGE.glob("*/rules.py")]
    giving = {path.relative_to(PACKAGE).parts[0] for path in rules if "\nHELD:" in path.read_text("utf-8")}
    assert len(giving) > 5
    for domain in giving:
        assert "RolePowers(" in (PACKAGE / domain / "apps.py").read_text("utf-8"), domain


def test_every_dated_rule_is_read() -> None:
    assert words.unread_rules(PACKAGE, {rule.key for rule in shipped_rules() if not rule.of}) == []


def _unknown(root: Path) -> list[str]:
    return words.unknown_names(root, known())


def _raw(root: Path) -> list[str]:
    return words.raw_permissions(root, {"people.read"})


def _speechless(root: Path) -> list[str]:
    return words.refusals_without_words(root, worded())


def _unsaid(root: Path) -> list[str]:
    return words.problems_without_words(root, {"date_future"})


def _unread(root: Path) -> list[str]:
    return words.unread_rules(root, {"people.a.days"})


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("views.py", '@requires("people.raed")\ndef a(): ...', _unknown),
        ("tests/test_a.py", 'officer("letters.sing")', _unknown),
        ("a.html", '{% if "people.exprot" in actor.permissions %}', _unknown),
        ("apps.py", 'NavItem("A", "people-a", "people.read")', _raw),
        ("queries.py", 'READ = "people.read"', _raw),
        ("operations.py", 'raise Refusal(code="x")', _speechless),
        ("operations.py", 'raise Refusal("Tidak bisa.")', _speechless),
        ("operations.py", 'raise NotFound(code="gone")', _speechless),
        ("operations.py", 'class Late(Refusal):\n    code = "late"', _speechless),
        ("operations.py", 'raise PeopleRefused("nik_takne")', _speechless),
        ("rules.py", 'def a_problem() -> str | None:\n    return "date_futrue"', _unsaid),
        ("rules.py", 'A = "people.a.days"\nRuleDefault(A, "Hari", 3)', _unread),
    ],
)
def test_a_planted_name_is_found(
    tmp_path: Path, name: str, text: str, rule: Callable[[Path], list[str]]
) -> None:
    planted = tmp_path / "pendopo" / "people" / name
    planted.parent.mkdir(parents=True)
    planted.write_text(text)
    assert len(rule(tmp_path / "pendopo")) == 1


def test_a_former_name_is_said_in_the_words_of_today() -> None:
    def step(actor: object, *, area: str) -> None:
        """Do nothing."""

    operation("test.words.now", "Uji coba", "test.make", "area", formerly=("test.words.then",))(step)
    assert operation_in_words("test.words.then") == operation_in_words("test.words.now") == "Uji coba"
    del REGISTRY["test.words.now"], FORMER["test.words.then"]
    assert "." not in operation_in_words("test.words.never")
    assert table_in_words("test_nothing") == "catatan lama"
