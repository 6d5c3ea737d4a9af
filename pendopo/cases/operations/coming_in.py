"""A case comes in: from its owner, from somebody whom the register does not know, or written down at the counter."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from pendopo.cases.formats.papers import Paper
from pendopo.cases.models import Case
from pendopo.cases.operations.moving import keep_paper, take_in
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.cases.queries.kinds import beside
from pendopo.cases.rules.channels import Channel, OwnerKind
from pendopo.cases.rules.flow import ASKED, Flow
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people import queries as people
from pendopo.places import queries as places

# No resident has this id.
NOBODY = UUID(int=0)
Values = Mapping[str, object]
Named = Mapping[str, str]
_ = str  # marks a text for the catalogue


class Resident(Protocol):
    """Who asks: a row of the register."""

    pk: UUID
    village_code: str


def ask(
    flow: Flow,
    model: type[Case],
    actor: Actor,
    *,
    village: str,
    form_key: UUID,
    values: Values,
    named: Named | None = None,
    again_of: UUID | None = None,
) -> Case:
    """Take a case in from its owner: receipt, deadline, first desk. Sent twice, it is one."""
    person = None if actor.resident_id is None else people.own_person(actor)
    row = _row(flow, model, village, form_key, values, person, named)
    row.channel = (Channel.BEHALF if actor.kind == "officer" else Channel.ONLINE).value
    if again_of is not None:
        own = model._default_manager.filter(pk=again_of, person_id=person.pk if person else NOBODY)
        row.again_of = own.values_list("pk", flat=True).first() or _not_found()
    return take_in(flow, actor, row)


def record(
    flow: Flow,
    model: type[Case],
    actor: Actor,
    *,
    village: str,
    form_key: UUID,
    values: Values,
    person: Resident | None = None,
    named: Named | None = None,
    on_paper: date | None = None,
    paper: Paper | None = None,
) -> Case:
    """Write down what somebody asks at the counter, or has asked on paper on an earlier day, with its scan."""
    row = _row(flow, model, village, form_key, values, person, named)
    row.channel = (Channel.PAPER if on_paper else Channel.DESK).value
    row = take_in(flow, actor, row, on_paper)
    if paper is not None and not beside(row, "papers").filter(case=row).exists():
        keep_paper(flow, row, ASKED, _("Permohonan di kertas"), paper)
    return row


def _row(
    flow: Flow,
    model: type[Case],
    village: str,
    form_key: UUID,
    values: Values,
    person: Resident | None,
    named: Named | None,
) -> Case:
    if places.public_village(village) is None or (person is not None and person.village_code != village):
        raise NotFound
    asked = flow.asked_of(values)
    lacking = [one.key for one in asked if one.required and not values.get(one.key)]
    if lacking:
        raise CaseRefused("answer_missing", field=lacking[0])
    given = {key: " ".join(str(value).split()) for key, value in (named or {}).items() if str(value).strip()}
    if person is None and not {"name", "contact"} <= given.keys():
        raise CaseRefused("name_missing")
    row = model(
        area_code=village,
        form_key=form_key,
        person_id=person.pk if person else None,
        owner_kind=(OwnerKind.PERSON if person else OwnerKind.UNKNOWN).value,
        **{one.key: values[one.key] for one in asked if values.get(one.key)},
    )
    row.named = {} if person else given
    return row


def _not_found() -> UUID:
    raise NotFound
