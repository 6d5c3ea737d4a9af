"""What a kind of case brings to the house: its queue, its links, its clock, and the rows that follow a person."""

from functools import partial

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.cases.operations.besides import point_cases, wind
from pendopo.cases.operations.paper_files import sweep_files
from pendopo.cases.queries.desk import cases_waiting
from pendopo.cases.queries.kinds import CaseKind, public_cases_of, public_names_paper, public_running
from pendopo.cases.rules.flow import Flow
from pendopo.documents.rules import NUMBER_SIGNS, CodeForm, CodeKind
from pendopo.kernel.chores import Chore
from pendopo.kernel.worklist import Queue
from pendopo.people.rules.references import PersonReference
from pendopo.ui.shell import DeskLink, PortalLink, PortalTask


def case_links(flow: Flow) -> tuple[object, ...]:
    """Return where residents and officers find a kind of case, for `register_domain`."""
    title, short = _(flow.title), _(flow.short)
    return (
        PortalLink(short, flow.address("front"), order=flow.order),
        PortalTask(title, _(flow.about), flow.address("front"), flow.order),
        DeskLink(short, flow.address("desk"), flow.read, flow.order),
    )


def case_parts(kind: CaseKind) -> tuple[object, ...]:
    """Return the parts with which a domain registers a kind of case, besides its links (`register_domain`)."""
    flow, title = kind.flow, _(kind.flow.title)
    return (
        kind,
        CodeKind(
            flow.mark,
            title,
            format_lazy(_("Nomor resi, misalnya {}2611-7K4M9Q."), flow.mark),
            lambda number: f"{reverse('receipts')}?nomor={number}",
            "receipts",
            NUMBER_SIGNS,
            CodeForm.NUMBER,
            flow.order,
        ),
        Queue(flow.name, title, flow.read, lambda actor: cases_waiting(actor, kind)),
        Chore(f"{flow.name}.clock", partial(wind, flow, kind.model, kind.acts["climb"]), minutes=10),
        Chore(
            f"{flow.name}.papers",
            partial(sweep_files, flow.domain, partial(public_names_paper, kind.model)),
            minutes=24 * 60,
        ),
        PersonReference(
            flow.name,
            title,
            partial(public_cases_of, kind),
            partial(point_cases, kind.model, kind.acts["join"]),
            # They stay where they were asked: that office answers, and its receipt stays valid.
            running=partial(public_running, kind),
        ),
    )
