"""Reads of imports: what waits, what a preview says, the report of the rejected rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.paginator import Page
from django.db.models import DateField, Value
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.people.formats import vault
from pendopo.people.formats.planfile import unpack
from pendopo.people.formats.report import report_tables, template_tables
from pendopo.people.models import ImportBatch, ImportState
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.defaults import UNDO_HOURS
from pendopo.people.rules.intake import Action
from pendopo.people.rules.permissions import IMPORT
from pendopo.people.rules.plan import Item, Plan
from pendopo.places.queries import profile_for
from pendopo.ui.files import MadeFile, make_file
from pendopo.ui.listing import paged

PAGE = 100


@dataclass(frozen=True)
class Preview:
    """An import with one page of its lines, and what can be done with it now."""

    batch: ImportBatch
    plan: Plan | None
    page: Page[Item] | None
    shown: str
    undo_until: datetime | None

    @property
    def has_report(self) -> bool:
        """Whether the uploaded rows are still kept, so that a report can be written."""
        return vault.is_kept(self.batch.pk)

    @property
    def may_undo(self) -> bool:
        """Whether the import can still be taken back."""
        return self.undo_until is not None and clock.now() <= self.undo_until


def imports_visible_to(actor: Actor) -> list[ImportBatch]:
    """Return the latest imports of the actor's villages."""
    rows = ImportBatch.objects.filter(in_areas(actor, IMPORT, "village_code"))
    return list(rows.order_by("-uploaded_at")[:50])


def import_visible_to(actor: Actor, batch_id: UUID) -> ImportBatch:
    """Return an import of the actor's villages, or raise NotFound."""
    batch = ImportBatch.objects.filter(in_areas(actor, IMPORT, "village_code")).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def import_page(actor: Actor, batch_id: UUID, *, shown: str, number: str) -> Preview:
    """Return an import with the lines of one kind, a page at a time."""
    batch = import_visible_to(actor, batch_id)
    undo_until = None
    if batch.state in (ImportState.DONE, ImportState.FAILED) and batch.started_at is not None:
        hours = public_rule(UNDO_HOURS, area=batch.village_code)
        undo_until = batch.started_at + timedelta(hours=hours)
    if batch.state != ImportState.PREVIEWED:
        return Preview(batch, None, None, "", undo_until)
    plan = unpack(vault.fetch(batch.pk))
    return Preview(batch, plan, paged(_chosen(plan, shown), number, PAGE), shown, undo_until)


def _chosen(plan: Plan, shown: str) -> list[Item]:
    if shown == "doubt":
        return plan.doubted
    if shown == "warning":
        return [item for item in plan.items if any(not problem.is_error for problem in item.problems)]
    if shown in {action.value for action in Action}:
        return [item for item in plan.items if item.action.value == shown]
    return list(plan.items)


def import_report(actor: Actor, batch_id: UUID) -> MadeFile:
    """Return the report of an import as a workbook: counts, rejected rows with reasons, warnings."""
    batch = import_visible_to(actor, batch_id)
    return make_file(
        *report_tables(batch, unpack(vault.fetch(batch.pk)), translate=gettext),
        kind="xlsx",
        name=f"laporan-impor-{batch.pk.hex[-8:]}",
        area=batch.village_code,
        what=gettext("laporan impor, baris yang ditolak"),
        count=batch.rejected,
    )


def import_template(actor: Actor) -> MadeFile:
    """Return the empty workbook with its codes, for the village of the officer."""
    return make_file(
        *template_tables(gettext),
        kind="xlsx",
        name="templat-warga",
        area=profile_for(actor, IMPORT).area_code,
        what=gettext("templat impor kosong"),
        count=0,
    )


def imports_waiting(actor: Actor) -> Waiting:
    """List the previews that wait for somebody's yes or no in the actor's villages."""
    rows = ImportBatch.objects.filter(in_areas(actor, IMPORT, "village_code"), state=ImportState.PREVIEWED)
    return in_rows(rows, _preview, due=Value(None, DateField()), since="uploaded_at")


def _preview(batch: ImportBatch, mark: Mark) -> WorkItem:
    return WorkItem(
        due=mark.due,
        title=gettext("Setujui impor"),
        subject=batch.file_name,
        since=mark.since,
        url=reverse("people-import", args=[batch.pk]),
        detail=gettext("%(count)s baris") % {"count": batch.row_count},
    )
