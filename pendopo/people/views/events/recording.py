"""Pages for births, deaths, absences and returns."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.persons import ChildForm, typed_identity
from pendopo.people.forms.events.recording import (
    BirthDetailsForm,
    DeathForm,
    LeaveForm,
    MissingForm,
    ParentsForm,
    ReturnForm,
    SurvivorsForm,
)
from pendopo.people.forms.events.wizard import Step, Wizard
from pendopo.people.operations.events import (
    record_birth,
    record_death,
    record_leave,
    record_missing,
    record_return,
)
from pendopo.people.queries.events import FamilyPage, PersonPage, family_desk, person_desk
from pendopo.people.rules.permissions import RECORD
from pendopo.people.views.events.walking import (
    METHODS,
    family_name,
    family_trail,
    lateness,
    person_trail,
    show,
)
from pendopo.ui.asking import attempt
from pendopo.ui.forms import Cleaned


@requires(RECORD)
@require_http_methods(METHODS)
def birth(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Write a birth down, a question group a page."""
    who = typed_identity(request.POST or None, "anak", "orangtua-mother_name")
    page = family_desk(actor_of(request), family_id, RECORD, who=who)
    wizard = Wizard(request.POST or None, _birth_steps(page))
    child, parents = wizard.answers("anak"), wizard.answers("orangtua")
    details = wizard.answers("kelahiran")
    reported = details.pop("reported_on", None)
    late = lateness(page.limits["birth"], child.get("birth_date"), reported)
    if wizard.may_save(wants_reason=bool(late or page.duplicates)):
        members = {member.pk: member for member in page.members}
        with attempt(wizard):
            saved = record_birth(
                actor_of(request),
                family=page.family,
                values={**child, **{name: parents[name] for name in ("mother_name", "father_name")}},
                mother=members.get(parents["mother"]),
                father=members.get(parents["father"]),
                relation=parents["relation"],
                details=details,
                reported_on=reported,
                reason=wizard.reason,
            )
            messages.success(request, _("Kelahiran %(name)s sudah dicatat.") % {"name": saved.name})
            return redirect("people-person", saved.pk)
    title = _("Catat kelahiran")
    return show(
        request,
        wizard,
        title=title,
        trail=family_trail(page, title),
        about=family_name(page),
        late=late,
        duplicates=page.duplicates,
    )


def _birth_steps(page: FamilyPage) -> list[Step]:
    women = [m for m in page.women if m.relation in (1, 3) and m.sex == 2]
    men = [m for m in page.men if m.relation in (1, 2) and m.sex == 1]
    start = {
        "mother": str(women[0].pk) if women else "",
        "father": str(men[0].pk) if men else "",
        "relation": 4,
    }
    religion = page.head.religion if page.head else None
    return [
        Step("anak", _("Anak yang lahir"), ChildForm, {"religion": religion}),
        Step("orangtua", _("Orang tua"), partial(ParentsForm, page=page), start),
        Step("kelahiran", _("Kelahiran dan pelapor"), BirthDetailsForm),
    ]


@requires(RECORD)
@require_http_methods(METHODS)
def death(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write a death down, with who heads the family next and who is widowed."""
    page = person_desk(actor_of(request), person_id, RECORD)
    steps = _death_steps(page)
    wizard = Wizard(request.POST or None, steps)
    details = wizard.answers("kematian")
    on, reported = details.pop("on", None), details.pop("reported_on", None)
    late = lateness(page.limits["death"], on, reported)
    if wizard.may_save(wants_reason=bool(late)):
        with attempt(wizard):
            record_death(
                actor_of(request),
                person=page.person,
                on=on,
                details=details,
                reported_on=reported,
                reason=wizard.reason,
                **(wizard.answers("keluarga") if len(steps) > 1 else {}),
            )
            messages.success(request, _("Kematian %(name)s sudah dicatat.") % {"name": page.person.name})
            return redirect("people-person", person_id)
    title = _("Catat kematian")
    return show(
        request,
        wizard,
        title=title,
        trail=person_trail(page.person, title),
        about=page.person.name,
        late=late,
    )


def _death_steps(page: PersonPage) -> list[Step]:
    steps = [Step("kematian", _("Kematian dan pelapor"), DeathForm)]
    if page.is_head or page.spouses():
        heirs, spouses = page.heirs(), page.spouses()
        start = {
            "successor": str(heirs[0].pk) if heirs else "",
            "widowed": str(spouses[0].pk) if len(spouses) == 1 else "",
        }
        form = partial(SurvivorsForm, page=page)
        steps.append(Step("keluarga", _("Keluarga yang ditinggalkan"), form, start))
    return steps


@requires(RECORD)
@require_http_methods(METHODS)
def missing(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that somebody is missing."""
    return _absence(request, person_id, _("Catat hilang"), MissingForm, _save_missing)


@requires(RECORD)
@require_http_methods(METHODS)
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that somebody went away for a while."""
    return _absence(request, person_id, _("Catat pergi"), LeaveForm, _save_leave)


@requires(RECORD)
@require_http_methods(METHODS)
def come_back(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that somebody is back."""
    return _absence(request, person_id, _("Catat kembali"), ReturnForm, _save_return)


Save = Callable[[HttpRequest, PersonPage, Cleaned], object]


def _save_missing(request: HttpRequest, page: PersonPage, answers: Cleaned) -> object:
    return record_missing(actor_of(request), person=page.person, on=answers.pop("on"), details=answers)


def _save_leave(request: HttpRequest, page: PersonPage, answers: Cleaned) -> object:
    return record_leave(actor_of(request), person=page.person, on=answers.pop("on"), details=answers)


def _save_return(request: HttpRequest, page: PersonPage, answers: Cleaned) -> object:
    on, relation = answers.pop("on"), answers.pop("relation", None)
    return record_return(actor_of(request), person=page.person, on=on, relation=relation, details=answers)


def _absence(
    request: HttpRequest, person_id: UUID, title: str, form: type[forms.Form], save: Save
) -> HttpResponse:
    page = person_desk(actor_of(request), person_id, RECORD)
    made = partial(form, page=page) if form is ReturnForm else form
    wizard = Wizard(request.POST or None, [Step("peristiwa", title, made)])
    if wizard.may_save(wants_reason=False):
        with attempt(wizard):
            save(request, page, wizard.answers("peristiwa"))
            messages.success(request, _("Peristiwa %(name)s sudah dicatat.") % {"name": page.person.name})
            return redirect("people-person", person_id)
    return show(
        request,
        wizard,
        title=title,
        trail=person_trail(page.person, title),
        about=page.person.name,
    )
