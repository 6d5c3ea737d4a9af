"""A file arrives: it is read and judged before any operation runs, then its preview is kept."""

import hashlib
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted, Refusal
from pendopo.people.formats import vault
from pendopo.people.formats.planfile import unpack
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.models import ImportBatch, ImportState
from pendopo.people.operations.importing.batch import preview_import
from pendopo.people.queries.importing.planning import make_plan
from pendopo.people.queries.words import public_problem_text
from pendopo.people.rules.permissions import IMPORT
from pendopo.people.rules.plan import Plan
from pendopo.places.queries import profile_for


class FileNotReadable(Refusal):
    """The uploaded file is no resident file; the message says why and what to do."""

    code = "file_not_readable"
    word = _("Berkas impor tidak dapat dibaca.")


def receive_upload(actor: Actor, *, file_name: str, content: bytes, as_of: date | None = None) -> ImportBatch:
    """Judge a file uploaded at the desk for the officer's village, as of an earlier day or today, and keep it."""
    village = profile_for(actor, IMPORT).area_code
    try:
        batch, _plan = receive_file(actor, village=village, file_name=file_name, content=content, as_of=as_of)
    except FileRefused as refused:
        raise FileNotReadable(public_problem_text(refused.code, refused.params)) from refused
    return batch


def receive_file(
    actor: Actor,
    *,
    village: str,
    file_name: str,
    content: bytes,
    progress: Callable[[int], None] | None = None,
    as_of: date | None = None,
) -> tuple[ImportBatch, Plan]:
    """Read a file, judge every row and keep the preview; an interrupted import of it goes on.

    A village's first file may tell who was there on an earlier day (`as_of`): its books begin there.

    The reading takes seconds and stands outside the operation, so that nobody waits for the database meanwhile.
    """
    if not actor.may(IMPORT, village):
        raise NotPermitted
    digest = hashlib.sha256(content).hexdigest()
    running = ImportBatch.objects.filter(
        village_code=village, file_hash=digest, state=ImportState.RUNNING
    ).first()
    if running is not None:
        return running, unpack(vault.fetch(running.pk))
    plan = make_plan(actor, content=content, village=village, today=clock.today(), progress=progress)
    kept = preview_import(actor, village=village, file_name=file_name, digest=digest, plan=plan, as_of=as_of)
    return kept, plan
