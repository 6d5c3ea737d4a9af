"""The import that runs beside the web server; it can be killed at any moment and goes on where it stopped."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from pendopo.kernel import clock, jobs
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.queries import public_rule
from pendopo.people.formats import vault
from pendopo.people.formats.planfile import unpack
from pendopo.people.models import ImportBatch, ImportState
from pendopo.people.operations.importing.batch import confirm_import, stop_import, write_chunk
from pendopo.people.rules.defaults import KEEP_DAYS
from pendopo.people.rules.plan import Plan

log = logging.getLogger("pendopo.people")
WORK = "people.import.write"


def begin_import(actor: Actor, *, batch: ImportBatch) -> ImportBatch:
    """Accept a preview and write it in the background."""
    confirmed = confirm_import(actor, batch=batch)
    jobs.ask(WORK, str(confirmed.pk))
    return confirmed


def import_now(
    actor: Actor, batch: ImportBatch, plan: Plan, progress: Callable[[ImportBatch], None] | None = None
) -> ImportBatch:
    """Confirm a preview and write it to its end; what another run of the same file has begun is confirmed."""
    if batch.state == ImportState.PREVIEWED:
        batch = confirm_import(actor, batch=batch, plan=plan)
    return run_import(actor, batch, plan=plan, progress=progress)


def run_import(
    actor: Actor,
    batch: ImportBatch,
    *,
    plan: Plan | None = None,
    progress: Callable[[ImportBatch], None] | None = None,
) -> ImportBatch:
    """Write a confirmed import to its end, batch by batch."""
    plan = plan or unpack(vault.fetch(batch.pk))
    while batch.state == ImportState.RUNNING:
        batch = write_chunk(actor, batch=batch, plan=plan)
        if progress is not None:
            progress(batch)
    return batch


def resume_imports() -> None:
    """Go on with every import that a stop of the machine has interrupted, and drop uploads that are too old."""
    oldest = clock.now() - timedelta(days=public_rule(KEEP_DAYS))
    over = (ImportState.DONE, ImportState.UNDONE, ImportState.FAILED)
    for batch in ImportBatch.objects.filter(uploaded_at__lt=oldest, state__in=over):
        vault.discard(batch.pk)
    for batch in ImportBatch.objects.filter(state=ImportState.RUNNING):
        jobs.ask(WORK, str(batch.pk))


def work_import(key: str) -> None:
    """Write the import of this id to its end; what fails is tried again and goes on where it stopped."""
    actor, batch = system_actor("impor warga"), ImportBatch.objects.get(pk=key)
    try:
        run_import(actor, batch)
    except Refusal as refusal:
        log.warning("import %s stopped: %s", batch.pk, refusal.code)
        with suppress(Refusal):
            stop_import(actor, batch=batch)
