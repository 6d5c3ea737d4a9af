"""From an uploaded file to a plan: read, judge, compare with the register."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.people.formats.detect import open_file
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.queries.importing.decisions import decisions_for
from pendopo.people.queries.importing.lookup import look_up
from pendopo.people.queries.importing.outlook import absent_people, alike_notes, places_made
from pendopo.people.rules.columns import COLUMNS
from pendopo.people.rules.files import SHEET_LINES, judge_file
from pendopo.people.rules.intake import Action, chunk_ends, family_order
from pendopo.people.rules.names import name_key
from pendopo.people.rules.permissions import IMPORT
from pendopo.people.rules.plan import Item, Outlook, Plan
from pendopo.people.rules.rows import Row, Verdict
from pendopo.places.queries.codes import PlannedPlaces, public_planned_places
from pendopo.places.rules.localities import BadNumber

LOOK = 2000


def make_plan(
    actor: Actor, *, content: bytes, village: str, today: date, progress: Callable[[int], None] | None = None
) -> Plan:
    """Read a whole file and say what will become of each line; raise FileRefused when it is no resident file."""
    if not actor.may(IMPORT, village):
        raise NotPermitted
    source = open_file(content)
    judged = judge_file(source, columns_given=source.columns_given, today=today)
    items: list[Item] = []
    for verdict in judged:
        items.append(_item(verdict))
        if progress is not None and len(items) % LOOK == 0:
            progress(len(items))
    notes = (*source.warnings, *(note.problem for note in judged.notes))
    for item in items if judged.later else ():
        item.problems = (*item.problems, *judged.later.get(item.line, ()))
    order = family_order([item.row.kk_number if item.row else None for item in items])
    planned, mentioned = _compare(items, order, village)
    refused = {name_key(item.named) for item in items if item.action is Action.REJECT}
    made = places_made(planned)
    walked = Counter(item.line // SHEET_LINES for item in items)
    sheets = tuple(
        replace(sheet, rows=walked[number]) if sheet.kind == "read" else sheet
        for number, sheet in enumerate(source.sheets)
    )
    outlook = Outlook(sheets, source.skipped, made, absent_people(village, mentioned, refused))
    notes = (*notes, *alike_notes(made))
    return Plan(source.format, tuple(sorted(source.columns_given)), items, order, notes, outlook)


def _item(verdict: Verdict) -> Item:
    if verdict.row is not None:
        return Item(verdict.line, Action.CREATE, verdict.row, verdict.problems)
    raw = {name: "" if cell is None else str(cell) for name, cell in verdict.raw.items()}
    return Item(verdict.line, Action.REJECT, None, verdict.problems, raw)


def _compare(items: list[Item], order: list[int], village: str) -> tuple[PlannedPlaces, set[UUID]]:
    """Compare the accepted rows with the register as it is now, and answer where they live and whom they mean.

    The writing compares again.
    """
    triples = {
        (r.hamlet, r.rw, r.rt) for r in (item.row for item in items) if r and (r.hamlet or r.rw or r.rt)
    }
    try:
        planned = public_planned_places(village, triples)
    except BadNumber as trouble:
        raise FileRefused("file_too_many_hamlets") from trouble
    accepted = [items[place] for place in order if items[place].row is not None]
    start, mentioned = 0, set[UUID]()
    for end in chunk_ends((item.row.kk_number for item in accepted if item.row), LOOK):
        part = accepted[start:end]
        rows: list[Row] = [item.row for item in part if item.row is not None]
        known = look_up(rows, village)
        decisions = decisions_for(rows, village=village, places=planned.codes, known=known)
        mentioned.update(person.pk for person in known.persons.values())
        for item, decision in zip(part, decisions, strict=True):
            item.action = decision.action
            item.problems = (*item.problems, *decision.problems)
            if decision.action is Action.REJECT:
                item.raw, item.row = _shown(item.row), None
        start = end
    return planned, mentioned


def _shown(row: Row | None) -> Mapping[str, str]:
    if row is None:
        return {}
    cells = ((column.name, getattr(row, column.field)) for column in COLUMNS)
    return {name: str(value) for name, value in cells if value not in (None, "")}
