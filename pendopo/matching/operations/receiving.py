"""A table arrives: it is opened before any operation runs, then kept sealed; accepted, its comparison begins."""

import hashlib

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.matching.formats.table import open_table
from pendopo.matching.models import ListState, MatchRun, PersonList, RunKind
from pendopo.matching.operations.lists import accept_list, keep_list
from pendopo.matching.operations.refusals import MatchingRefused, TableNotReadable
from pendopo.matching.operations.running import begin_run
from pendopo.matching.queries.lists import count_notes
from pendopo.matching.rules.permissions import RUN
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.queries.words import public_problem_text

# What the site takes in row by row; a longer list goes through the command line, which needs no table for it.
MOST_LINES = 300_000


def receive_list(actor: Actor, *, area: str, title: str, file_name: str, content: bytes) -> PersonList:
    """Open an uploaded table and keep it; nothing of it is read into the site yet."""
    if not actor.may(RUN, area):
        raise NotPermitted
    try:
        table = open_table(content)
    except FileRefused as refused:
        raise TableNotReadable(public_problem_text(refused.code, refused.params)) from refused
    return keep_list(
        actor,
        area=area,
        title=title,
        file_name=file_name,
        digest=hashlib.sha256(content).hexdigest(),
        headings=[heading or f"({place})" for place, heading in enumerate(table.headings, start=1)],
        content=content,
    )


def accept_and_begin(
    actor: Actor, *, source: PersonList, other_source: PersonList | None = None, start: bool = True
) -> MatchRun | PersonList:
    """Count the lines of a mapped list, accept it, and begin to match it."""
    if source.state == ListState.MAPPED:
        counts, total = count_notes(source)
        if total > MOST_LINES:
            raise MatchingRefused("list_too_long")
        source = accept_list(actor, source=source, row_count=total, notes=counts)
    if not start:
        return source
    kind = RunKind.REGISTER if other_source is None else RunKind.LISTS
    return begin_run(actor, area=source.area_code, kind=kind.value, source=source, other_source=other_source)
