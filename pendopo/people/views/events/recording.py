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
from pendopo.people.forms.events.persons import typed_identity
from pendopo.people.forms.events.recording import LeaveForm, MissingForm, ReturnForm
from pendopo.people.forms.events.walks import Walk, birth_given, birth_walk, death_given, death_walk
from pendopo.people.forms.events.wizard import Step, Wizard
from pendopo.people.operations.events import (
    record_birth,
    record_death,
    record_leave,
    record_missing,
    record_return,
)
from pendopo.people.queries.events import PersonPage, family_desk, person_desk
from pendopo.people.rules.permissions import RECORD
from pendopo.people.views.events.walking import (
    METHODS,
    family_name,
    family_trail,
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
    walk = birth_walk(request.POST or None, page)
    if walk.ready:
        with attempt(walk.wizard):
            saved = record_birth(actor_of(request), **birth_given(walk.wizard, page))
            messages.success(request, _("Kelahiran %(name)s sudah dicatat.") % {"name": saved.name})
            return redirect("people-person", saved.pk)
    title = _("Catat kelahiran")
    return show(request, walk, title=title, trail=family_trail(page, title), about=family_name(page))


@requires(RECORD)
@require_http_methods(METHODS)
def death(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write a death down, with who heads the family next and who is widowed."""
    page = person_desk(actor_of(request), person_id, RECORD)
    walk = death_walk(request.POST or None, page)
    if walk.ready:
        with attempt(walk.wizard):
            record_death(actor_of(request), **death_given(walk.wizard, page))
            messages.success(request, _("Kematian %(name)s sudah dicatat.") % {"name": page.person.name})
            return redirect("people-person", person_id)
    title = _("Catat kematian")
    return show(request, walk, title=title, trail=person_trail(page.person, title), about=page.person.name)


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
    trail = person_trail(page.person, title)
    return show(request, Walk(wizard), title=title, trail=trail, about=page.person.name)
