"""The steps of an import: preview (nothing written), confirm, one batch after the other, discard."""

from datetime import date
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound, Refusal
from pendopo.kernel.operation import operation
from pendopo.people.formats import vault
from pendopo.people.formats.planfile import pack, unpack
from pendopo.people.models import ImportBatch, ImportState, Person
from pendopo.people.operations.importing.chunk import write_rows
from pendopo.people.rules.intake import Action, chunk_ends, chunk_size
from pendopo.people.rules.nik import mask_anywhere
from pendopo.people.rules.permissions import IMPORT
from pendopo.people.rules.plan import Plan
from pendopo.places.operations import ensure_localities

OFFICE = {Tier.VILLAGE}


class ImportStateWrong(Refusal):
    """The import is in another state than this step needs."""

    code = "import_state_wrong"
    default = _("Impor ini sudah berjalan atau sudah selesai. Muat ulang halaman untuk melihat keadaannya.")


class NothingToImport(Refusal):
    """No row of the file can be written."""

    code = "nothing_to_import"
    default = _("Tidak ada baris yang dapat disimpan. Perbaiki berkas, lalu unggah lagi.")


class NoOpening(Refusal):
    """Only a village without residents can begin on an earlier day: every other month has its residents already."""

    code = "no_opening"
    default = _("Tanggal keadaan hanya untuk impor pertama sebuah desa, dan tidak boleh sesudah hari ini.")


def _check_opening(village: str, as_of: date) -> None:
    if as_of > clock.today() or Person.objects.filter(village_code=village).exists():
        raise NoOpening


@operation(
    "people.import.preview", "Berkas impor diperiksa", IMPORT, "village", tiers=OFFICE, replicates=False
)
def preview_import(
    actor: Actor, *, village: str, file_name: str, digest: str, plan: Plan, as_of: date | None = None
) -> ImportBatch:
    """Keep the sealed plan of a judged file; the register is not touched."""
    if as_of is not None:
        _check_opening(village, as_of)
    counts = plan.counted()
    batch = ImportBatch.objects.create(
        village_code=village,
        file_name=mask_anywhere(PurePath(file_name).name)[-120:],  # some are named after a family card
        file_hash=digest,
        file_format=plan.file_format,
        row_count=len(plan.items),
        rejected=counts[Action.REJECT],
        created=counts[Action.CREATE],
        updated=counts[Action.UPDATE],
        unchanged=counts[Action.SAME],
        as_of=as_of,
        uploaded_at=clock.now(),
    )
    vault.keep(batch.pk, pack(plan))
    return batch


@operation("people.import.confirm", "Impor warga disetujui", IMPORT, "batch", tiers=OFFICE, replicates=False)
def confirm_import(actor: Actor, *, batch: ImportBatch, plan: Plan | None = None) -> ImportBatch:
    """Accept a preview: the neighbourhoods are made ready and the rows may be written."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == ImportState.RUNNING:
        return held
    if held.state != ImportState.PREVIEWED:
        raise ImportStateWrong
    if held.as_of is not None:
        _check_opening(held.village_code, held.as_of)  # another file may have come first since the preview
    plan = plan or unpack(vault.fetch(batch.pk))
    rows = plan.writable
    if not rows:
        raise NothingToImport
    triples = {(row.hamlet, row.rw, row.rt) for row in rows if row.hamlet or row.rw or row.rt}
    if triples:
        ensure_localities(actor, village=held.village_code, triples=sorted(triples))
    held.state, held.started_at = ImportState.RUNNING, clock.now()
    held.created = held.updated = held.unchanged = 0
    held.save()
    return held


@operation("people.import.chunk", "Sebagian impor warga disimpan", IMPORT, "batch", tiers=OFFICE)
def write_chunk(actor: Actor, *, batch: ImportBatch, plan: Plan, size: int = 0) -> ImportBatch:
    """Write the next batch of whole families of a confirmed import, or finish it; without a size as its length asks."""
    size = size or chunk_size(len(plan.writable))
    held = ImportBatch.objects.get(pk=batch.pk)
    # Two imports of one village take turns, batch by batch: each sees the families that the other has made.
    waiting = ImportBatch.objects.select_for_update().filter(village_code=held.village_code)
    held = {row.pk: row for row in waiting.order_by("pk")}[batch.pk]
    if held.state == ImportState.DONE:
        return held  # another process has written the rest of it
    if held.state != ImportState.RUNNING:
        raise ImportStateWrong
    rows = plan.writable[held.position : held.position + size * 20]
    ends = chunk_ends((row.kk_number for row in rows), size)
    if ends:
        part = rows[: ends[0]]
        triples = {(row.hamlet, row.rw, row.rt) for row in part if row.hamlet or row.rw or row.rt}
        places = ensure_localities(actor, village=held.village_code, triples=triples) if triples else {}
        done = write_rows(part, village=held.village_code, places=places, today=held.as_of or clock.today())
        held.created += done.created
        held.updated += done.updated
        held.unchanged += done.unchanged
        held.rejected += len({line for line, _problem in done.refused})
        held.late_refusals = [
            *held.late_refusals,
            *([line, p.code, p.field, dict(p.params)] for line, p in done.refused),
        ]
        held.position += len(part)
    if held.position >= len(plan.writable):
        held.state, held.finished_at = ImportState.DONE, clock.now()
    held.save()
    return held


@operation("people.import.stop", "Impor warga dihentikan", IMPORT, "batch", tiers=OFFICE, replicates=False)
def stop_import(actor: Actor, *, batch: ImportBatch) -> ImportBatch:
    """Mark an import that cannot go on; what is written can still be undone."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state != ImportState.RUNNING:
        raise ImportStateWrong
    held.state, held.finished_at = ImportState.FAILED, clock.now()
    held.save()
    return held


@operation(
    "people.import.discard", "Pratinjau impor dibuang", IMPORT, "batch", tiers=OFFICE, replicates=False
)
def discard_import(actor: Actor, *, batch: ImportBatch) -> None:
    """Drop a preview that nobody confirmed, with its sealed file."""
    held = ImportBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if held is None:
        raise NotFound
    if held.state != ImportState.PREVIEWED:
        raise ImportStateWrong
    held.delete()
    vault.discard(batch.pk)
