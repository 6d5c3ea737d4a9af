"""What was reported, filled into the register's own pages."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from pendopo.people.forms.events.corrections import asked_for
from pendopo.people.forms.events.fields import reason
from pendopo.people.forms.events.walks import (
    NEW,
    Walk,
    birth_given,
    birth_walk,
    death_given,
    death_walk,
    move_in_given,
    move_in_walk,
    move_out_given,
    move_out_walk,
    wizard_of,
)
from pendopo.people.forms.events.wizard import Step
from pendopo.people.queries.events import PersonPage
from pendopo.people.rules.names import fold
from pendopo.people.rules.registering import FIELD_TABLES
from pendopo.questions.forms.fields import form_field
from pendopo.ui.forms import Cleaned, PageForm
from pendopo.vital.queries import EnterPage
from pendopo.vital.rules import ARRIVAL, BIRTH, DEATH, DEPARTURE, EVIDENCE


class EvidenceForm(forms.Form):
    """What proves a death: a report alone ends nobody's life."""

    evidence = form_field(replace(EVIDENCE, required=True))


class WrongForm(PageForm[tuple[str, PersonPage]]):
    """One column of a resident's data as it should be."""

    reason = reason(_("Dasar pembetulan"), hint=_("Contoh: akta kelahiran."))
    seen = forms.UUIDField(widget=forms.HiddenInput)

    def ask(self, page: tuple[str, PersonPage]) -> None:
        self.fields[page[0]] = asked_for(page[0])
        self.order_fields([page[0], "reason", "seen"])


def report_walk(data: QueryDict | None, page: EnterPage, manner: str = NEW) -> tuple[Walk, Cleaned]:
    """Return the pages of the register for a report, filled in, and what its operation takes once they are ready."""
    row, reporter = page.row, {"reporter": page.row.owner_name, "reported_on": page.row.asked_on}
    if row.event == BIRTH and page.family is not None:
        walk = birth_walk(data, page.family, _birth(page))
        return walk, birth_given(walk.wizard, page.family) if walk.wizard.ready else {}
    if row.event == ARRIVAL and page.register is not None:
        begun = {"asal": {"on": row.on, "origin": row.elsewhere, **reporter}, "orang": {"name": row.who}}
        walk = move_in_walk(data, page.register, manner, begun)
        return walk, move_in_given(walk.wizard, page.register, manner) if walk.wizard.ready else {}
    assert page.person is not None
    if row.event == DEATH:
        begun = {"kematian": {"on": row.on, "place": row.place, "cause": row.cause, **reporter}}
        walk = death_walk(data, page.person, begun, [Step("bukti", _("Bukti kematian"), EvidenceForm)])
        return walk, death_given(walk.wizard, page.person) if walk.wizard.ready else {}
    if row.event == DEPARTURE:
        walk = move_out_walk(
            data, page.person, {"kepindahan": {"on": row.on, "destination": row.elsewhere, **reporter}}
        )
        return walk, move_out_given(walk.wizard, page.person) if walk.wizard.ready else {}
    return _wrong(data, page, page.person)


def _birth(page: EnterPage) -> Mapping[str, Mapping[str, object]]:
    """The answers about a birth; a parent who is of the family is chosen, another one is named."""
    row, family = page.row, page.family
    assert family is not None
    parents: dict[str, object] = {"relation": 4}
    for parent, name, members in (("mother", row.mother, family.women), ("father", row.father, family.men)):
        same = [one for one in members if name and fold(one.name) == fold(str(name))]
        parents[parent] = same[0].pk if len(same) == 1 else ""
        parents[f"{parent}_name"] = "" if len(same) == 1 else name
    child = {"name": row.child, "sex": row.sex, "birth_date": row.on, "birth_place": row.place}
    told = {"reporter": row.owner_name, "reported_on": row.asked_on}
    return {"anak": child, "orangtua": parents, "kelahiran": told}


def _wrong(data: QueryDict | None, page: EnterPage, found: PersonPage) -> tuple[Walk, Cleaned]:
    column, should = page.row.wrong, str(page.row.should or "")
    table = FIELD_TABLES.get(column)
    if table is not None:
        should = next(
            (str(code) for code, words in table.labels.items() if fold(str(words)) == fold(should)), ""
        )
    why = _("Laporan %(receipt)s") % {"receipt": page.row.receipt}
    start = {column: should, "seen": found.person.last_entry, "reason": why}
    step = Step("betulkan", _("Data yang dibetulkan"), partial(WrongForm, page=(column, found)), start)
    wizard = wizard_of(data, [step], {"betulkan": start})
    said = wizard.answers("betulkan")
    given = {} if not said else {
        "person": found.person, "values": {column: said[column]}, "seen": said["seen"], "reason": said["reason"],
    }  # fmt: skip
    return Walk(wizard), given
