"""The pages by which one event is written down, and what its operation takes: from an empty form or from a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pendopo.kernel.clock import today
from pendopo.people.forms.events.persons import (
    ArrivalForm,
    ChildForm,
    HouseholdForm,
    IdentityForm,
    MemberForm,
    ParentNamesForm,
    PlaceForm,
    StayForm,
)
from pendopo.people.forms.events.recording import (
    BirthDetailsForm,
    DeathForm,
    LeaversForm,
    MoveOutForm,
    ParentsForm,
    SurvivorsForm,
)
from pendopo.people.forms.events.wizard import Step, Wizard, late_words
from pendopo.people.operations.events import Newcomer, NewFamily
from pendopo.people.queries.events import FamilyPage, LikelyDuplicate, PersonPage, RegisterPage
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.registering import days_late
from pendopo.ui.forms import Cleaned

NEW, ALONE, STAY = "keluarga-baru", "sendiri", "sementara"
# What is known before anybody types: by the key of a page, the answers to its questions.
Begun = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Walk:
    """A wizard that has come to some page; `late` says how late the report is, `alike` who resembles."""

    wizard: Wizard
    late: str = ""
    alike: Sequence[LikelyDuplicate] = ()

    @property
    def ready(self) -> bool:
        """Whether everything was answered and looked at, and save was pressed."""
        return self.wizard.may_save(wants_reason=bool(self.late or self.alike))


def begun_with(begun: Begun, steps: Sequence[Step], data: QueryDict | None) -> QueryDict | None:
    """Return what was sent; on a first look what is known already, as if it had been typed, so that it is checked."""
    if data is not None or not begun:
        return data
    filled = QueryDict(mutable=True)
    for step in steps:
        nothing = step.form(QueryDict(), prefix=step.key, initial=dict(step.initial))
        if step.key not in begun and not nothing.is_valid():
            continue  # nobody has said anything of it: it is asked, not marked as wrong
        filled[f"{step.key}-ada"] = "1"
        known = {**step.initial, **begun.get(step.key, {})}
        filled.update({f"{step.key}-{name}": typed(value) for name, value in known.items()})
    return filled


def typed(value: object) -> str:
    """Write a value as a person would type it."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value)


def wizard_of(
    data: QueryDict | None, steps: Sequence[Step], begun: Begun, more: Sequence[Step] = ()
) -> Wizard:
    """Return the wizard of these pages; what is known already is in it as if it had been typed."""
    steps = [*more, *steps]
    return Wizard(begun_with(begun, steps, data), steps)


def lateness(limit: int, on: date | None, reported_on: date | None) -> str:
    """Say how late a report is; nothing when it is in time."""
    if on is None:
        return ""
    days = days_late(on, reported_on or today(), limit)
    return late_words(days, limit) if days else ""


def birth_walk(data: QueryDict | None, page: FamilyPage, begun: Begun | None = None) -> Walk:
    """The pages of a birth."""
    women = [m for m in page.women if m.relation in (1, 3) and m.sex == 2]
    men = [m for m in page.men if m.relation in (1, 2) and m.sex == 1]
    start = {
        "mother": str(women[0].pk) if women else "",
        "father": str(men[0].pk) if men else "",
        "relation": 4,
    }
    religion = page.head.religion if page.head else None
    steps = [
        Step("anak", _("Anak yang lahir"), ChildForm, {"religion": religion}),
        Step("orangtua", _("Orang tua"), partial(ParentsForm, page=page), start),
        Step("kelahiran", _("Kelahiran dan pelapor"), BirthDetailsForm),
    ]
    wizard = wizard_of(data, steps, begun or {})
    child, reported = wizard.answers("anak"), wizard.answers("kelahiran").get("reported_on")
    return Walk(wizard, lateness(page.limits["birth"], child.get("birth_date"), reported), page.duplicates)


def birth_given(wizard: Wizard, page: FamilyPage) -> Cleaned:
    """What `record_birth` takes."""
    child, parents = wizard.answers("anak"), wizard.answers("orangtua")
    details, members = wizard.answers("kelahiran"), {member.pk: member for member in page.members}
    return {
        "family": page.family,
        "values": {**child, **{name: parents[name] for name in ("mother_name", "father_name")}},
        "mother": members.get(parents["mother"]),
        "father": members.get(parents["father"]),
        "relation": parents["relation"],
        "reported_on": details.pop("reported_on", None),
        "details": details,
        "reason": wizard.reason,
    }


def death_walk(
    data: QueryDict | None, page: PersonPage, begun: Begun | None = None, more: Sequence[Step] = ()
) -> Walk:
    """The pages of a death; `more` are asked before them."""
    steps = [Step("kematian", _("Kematian dan pelapor"), DeathForm)]
    if page.is_head or page.spouses():
        heirs, spouses = page.heirs(), page.spouses()
        start = {
            "successor": str(heirs[0].pk) if heirs else "",
            "widowed": str(spouses[0].pk) if len(spouses) == 1 else "",
        }
        form = partial(SurvivorsForm, page=page)
        steps.append(Step("keluarga", _("Keluarga yang ditinggalkan"), form, start))
    wizard = wizard_of(data, steps, begun or {}, more)
    said = wizard.answers("kematian")
    return Walk(wizard, lateness(page.limits["death"], said.get("on"), said.get("reported_on")))


def death_given(wizard: Wizard, page: PersonPage) -> Cleaned:
    """What `record_death` takes."""
    details = wizard.answers("kematian")
    return {
        "person": page.person,
        "on": details.pop("on", None),
        "reported_on": details.pop("reported_on", None),
        "details": details,
        "reason": wizard.reason,
        **(wizard.answers("keluarga") if "keluarga" in wizard.forms else {}),
    }


def move_out_walk(data: QueryDict | None, page: PersonPage, begun: Begun | None = None) -> Walk:
    """The pages of a move out of the village."""
    steps = [Step("kepindahan", _("Kepindahan"), partial(MoveOutForm, page=page))]
    if page.others:
        steps.insert(0, Step("ikut", _("Yang ikut pindah"), partial(LeaversForm, page=page)))
    return Walk(wizard_of(data, steps, begun or {}))


def move_out_given(wizard: Wizard, page: PersonPage) -> Cleaned:
    """What `record_move_out` takes."""
    details = wizard.answers("kepindahan")
    return {
        "person": page.person,
        "on": details.pop("on"),
        "successor": details.pop("successor", None),
        "together": wizard.answers("ikut").get("together") or [] if page.others else [],
        "details": details,
    }


def register_steps(page: RegisterPage, manner: str) -> list[Step]:
    """The pages about a new resident: who, whose child, and where."""
    steps = [
        Step("orang", _("Identitas"), IdentityForm, {"citizenship": 1}),
        Step("orangtua", _("Orang tua"), ParentNamesForm),
    ]
    if page.home is not None:
        return [*steps, Step("hubungan", _("Tempat dalam keluarga"), MemberForm)]
    if manner == NEW:
        return [Step("kartu", _("Kartu keluarga baru"), partial(HouseholdForm, page=page.areas)), *steps]
    return [*steps, Step("tempat", _("Tempat tinggal"), partial(PlaceForm, page=page.areas))]


def register_walk(data: QueryDict | None, page: RegisterPage, manner: str) -> Walk:
    """The pages of a resident who was always here but never in the register."""
    return Walk(Wizard(data, register_steps(page, manner)), alike=page.duplicates)


def move_in_walk(data: QueryDict | None, page: RegisterPage, manner: str, begun: Begun | None = None) -> Walk:
    """The pages of a move into the village."""
    title: str | Promise = _("Kedatangan")
    first = Step("asal", title, StayForm if manner == STAY else ArrivalForm)
    wizard = wizard_of(data, [first, *register_steps(page, manner)], begun or {})
    return Walk(wizard, alike=page.duplicates)


def register_given(wizard: Wizard, page: RegisterPage, manner: str) -> Cleaned:
    """What `register_person` takes."""
    values = {**wizard.answers("orang"), **wizard.answers("orangtua")}
    home, new_family, relation = page.home.family if page.home else None, None, None
    if home is not None:
        relation, area = wizard.answers("hubungan")["relation"], home.area_code
    elif manner == NEW:
        card = wizard.answers("kartu")
        new_family = NewFamily(card["area"], card["address"], card["kk_number"] or None)
        relation, area = int(Relation.HEAD), card["area"]
    else:
        place = wizard.answers("tempat")
        values["current_address"], area = place["current_address"], place["area"]
    return {
        "area": area, "values": values, "relation": relation, "family": home, "new_family": new_family,
        "reason": wizard.reason,
    }  # fmt: skip


def move_in_given(wizard: Wizard, page: RegisterPage, manner: str) -> Cleaned:
    """What `record_move_in` takes."""
    given, details = register_given(wizard, page, manner), wizard.answers("asal")
    newcomer = Newcomer(given.pop("values"), given.pop("relation"))
    return {
        **given,
        "on": details.pop("on"),
        "newcomers": [newcomer],
        "details": details,
        "temporary": manner == STAY,
    }
