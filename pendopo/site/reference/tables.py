"""docs/reference/data-dictionary.md: every table and column, which are sealed and which the journal keeps."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from pendopo.kernel.columns import journalled, left_out
from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import BlindIndexField, SealedTextField
from pendopo.site.reference import paper

INTRO = """*Sealed* columns are encrypted with a key outside the database; an *index of* column is their
keyed blind index, for exact look-up only. *Journal*: `yes` = the value stands in the after-image of every
journal entry that touches the row. Tables of a journalled domain can be written by an
[operation](operations.md) only. What a word means: the [glossary](../glossary.md). Tables of Django and its
libraries (sessions, second factors, locked sign-ins) are left out."""


def page() -> str:
    """Return the page."""
    own = [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]
    domains = list(dict.fromkeys(model._meta.app_label for model in own))
    parts = []
    for domain in domains:
        parts.append(f"## {domain}")
        parts += [_table(model) for model in own if model._meta.app_label == domain]
    return paper.page("Data dictionary", INTRO, *parts)


if TYPE_CHECKING:
    Column = models.Field[Any, Any]


def _table(model: type[models.Model]) -> str:
    journalled = issubclass(model, Journaled)
    rows = [_column(model, field) for field in model._meta.concrete_fields]
    said = " ".join((model.__doc__ or "").split())
    journal = "" if journalled else " Not journalled itself."
    text = f"### `{model._meta.db_table}`\n\n{said}{journal}\n\n"
    text += paper.table(("column", "kind", "may be empty", "journal", "notes"), rows)
    names = [constraint.name for constraint in model._meta.constraints]
    return text + (f"\n\nKept by the database: {paper.codes(names)}." if names else "")


def _column(model: type[models.Model], field: "Column") -> tuple[str, ...]:
    kept = journalled(model) if issubclass(model, Journaled) else ()
    return (
        paper.code(field.column or ""),
        _kind(field),
        "yes" if field.null or (getattr(field, "empty_strings_allowed", False) and field.blank) else "",
        "yes" if field.attname in kept else "",
        _notes(model, field),
    )


def _kind(field: "Column") -> str:
    if isinstance(field, SealedTextField):
        return "**sealed text**"
    if isinstance(field, BlindIndexField):
        return f"index of `{field.source}`"
    if field.related_model is not None:
        return f"→ `{field.related_model._meta.db_table}`"
    name = type(field).__name__.removesuffix("Field").lower()
    return f"{name}({field.max_length})" if isinstance(field, models.CharField) else name


def _notes(model: type[models.Model], field: "Column") -> str:
    said = []
    words = str(field.verbose_name)
    if words not in (field.name, field.name.replace("_", " ").strip(), "ID"):
        said.append(words)
    if field.primary_key:
        said.append("key")
    elif field.unique:
        said.append("unique")
    if field.choices:
        said.append("one of " + ", ".join(f"`{value}`" for value, _label in field.flatchoices))
    if issubclass(model, Journaled) and field.attname in left_out(model):
        said.append("not in the journal: " + left_out(model)[field.attname].reason)
    return "; ".join(said)
