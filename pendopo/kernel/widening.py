"""Whole images for rows whose last one was taken before the program journalled some of their columns.

Until then nobody can see an edit of such a column, and `verify` would take what a row has always held for an edit.
So the first start after an update walks every chain and the tables concerned, and only when all of it holds writes the
missing images, as operations like any other. What was edited in such a column before that moment stays unseen: no
image knew it.
"""

from django.apps import apps

from pendopo.kernel.actor import system_actor
from pendopo.kernel.columns import MARK, journalled, secrets_of
from pendopo.kernel.findings import Broken
from pendopo.kernel.guard import unguarded
from pendopo.kernel.models import Journaled, JournalForm
from pendopo.kernel.older_images import OlderImages
from pendopo.kernel.operations import widen
from pendopo.kernel.verify import verify

SLICE = 1000  # rows in one entry


def widen_journal() -> Broken | None:
    """Write what images lack since the last start; return what is broken: then nothing is written, until it is healed.

    A start that is cut off in between goes on at the next one.
    """
    known = dict(JournalForm.objects.values_list("table", "columns"))
    changed = {table: columns for table, columns in _forms().items() if known.get(table) != columns}
    if not changed:
        return None
    older = OlderImages(widening=changed.keys())
    broken = verify(older).broken
    if broken is not None:
        return broken
    for table, rows in older.narrow.items():
        marks = list(rows.items())
        for start in range(0, len(marks), SLICE):
            widen(system_actor("journal"), table=table, rows=dict(marks[start : start + SLICE]))
    with unguarded("the form of the journal at this start"):
        JournalForm.objects.bulk_create(
            [JournalForm(table=table, columns=columns) for table, columns in changed.items()],
            update_conflicts=True, unique_fields=["table"], update_fields=["columns"],
        )  # fmt: skip
    return None


def _forms() -> dict[str, str]:
    tables = (model for model in apps.get_models() if issubclass(model, Journaled))
    return {model._meta.db_table: " ".join(sorted(_held(model))) for model in tables}


def _held(model: type[Journaled]) -> list[str]:
    """Return what the images of a table's rows hold."""
    return [*journalled(model), *(name + MARK for name in secrets_of(model))]
