"""What stands in the journal and among the rules, in words: looked up where each thing is defined."""

from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext

from pendopo.kernel.models import Journaled
from pendopo.kernel.operation import REGISTRY, operation_called
from pendopo.kernel.rules import rule_model


def operation_in_words(name: str) -> str:
    """Return what an operation is called, also under a name that it had formerly."""
    known = operation_called(name)
    return gettext(known.title) if known else gettext("Langkah yang tidak ada lagi")


def operations_in_words() -> list[tuple[str, str]]:
    """Return every operation with its words, in the order of the words."""
    named = [(name, gettext(known.title)) for name, known in REGISTRY.items() if not name.startswith("test.")]
    return sorted(named, key=lambda pair: pair[1].lower())


def subject_in_words(name: str) -> str:
    """Return what kind of thing an operation is about; nothing where that is an area."""
    known = operation_called(name)
    return gettext(str(known.about)) if known and known.about else ""


def table_in_words(table: str) -> str:
    """Return what one row of a table is called, also under a name that the table had formerly."""
    return str(_tables().get(table) or gettext("catatan lama"))


@cache
def _tables() -> dict[str, str | Promise]:
    kept = [model for model in apps.get_models() if issubclass(model, Journaled)]
    return {name: model.called for model in kept for name in (model._meta.db_table, *model.formerly)}


def rule_in_words(key: str) -> str:
    """Return what a rule is called; of many rules with one title, also which one it is."""
    model = rule_model(key)
    if model is None:
        return gettext("Aturan yang tidak dipakai lagi")
    return f"{gettext(model.title)}: {model.of}" if model.of else gettext(model.title)
