"""Pages that correct data; when two officers met, the second one chooses column by column."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.corrections import (
    EFFECT,
    SECTIONS,
    ChoiceBetween,
    CorrectionForm,
    asked_for,
    section_named,
)
from pendopo.people.forms.events.families import EditFamilyForm
from pendopo.people.forms.events.fields import Described
from pendopo.people.forms.events.wizard import doubts
from pendopo.people.operations.families import edit_family
from pendopo.people.operations.persons import correct_person
from pendopo.people.queries.events import family_desk, person_desk
from pendopo.people.rules.permissions import CORRECT
from pendopo.people.rules.registering import IDENTITIES
from pendopo.people.views.events.walking import (
    METHODS,
    Trail,
    family_name,
    family_trail,
    person_trail,
)
from pendopo.ui.asking import ask, attempt, said

CHOOSING = "beda"
_Form = CorrectionForm | EditFamilyForm
_PLACES = {
    "nik_taken": "nik",
    "bad_nik": "nik",
    "name_missing": "name",
    "birth_date_missing": "birth_date",
    "birth_after_events": "birth_date",
    "date_future": "birth_date",
    "unknown_area": "area_code",
    "other_village": "area_code",
    "kk_taken": "kk_number",
    "bad_kk": "kk_number",
    "reason_missing": "reason",
}


@requires(CORRECT)
@require_http_methods(["GET", "HEAD"])
def sections(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask which part of a person's data is to be corrected."""
    page = person_desk(actor_of(request), person_id, CORRECT)
    title = _("Betulkan data")
    context = {
        "page": page,
        "sections": SECTIONS,
        "trail": person_trail(page.person, title),
        "heading": title,
    }
    return render(request, "people/events/sections.html", context)


@requires(CORRECT)
@require_http_methods(METHODS)
def correct(request: HttpRequest, person_id: UUID, part: str) -> HttpResponse:
    """Correct one part of a person's data; the file must have been opened with a purpose."""
    section = section_named(part)
    if section is None:
        raise Http404
    page = person_desk(actor_of(request), person_id, CORRECT)
    if not page.opened:
        messages.info(request, _("Sebutkan dahulu keperluan Anda membuka berkas ini."))
        return redirect("people-person", person_id)
    person = page.person
    form = CorrectionForm(request.POST or None, page=(section, page))
    choice = _choice(request, form, person)
    if _settled(form, choice):
        values, seen = _wanted(form, choice)
        if not values:
            messages.info(request, _("Yang tersimpan tetap dipakai. Tidak ada yang diubah."))
            return redirect("people-person", person_id)
        with attempt(form, **_PLACES) as tried:
            now = correct_person(
                actor_of(request),
                person=person,
                values=values,
                seen=seen,
                reason=form.cleaned_data["reason"],
            )
            notes = doubts(name=now.name, nik=now.nik, birth_date=now.birth_date, sex=now.sex)
            return _corrected(request, now, notes)
        choice = _fresh_choice(form, person, person.last_entry) if tried.conflict else None
    trail = person_trail(person, str(section.title))
    return _answer(request, form, choice, title=str(section.title), about=person.name, trail=trail)


def _corrected(request: HttpRequest, person: Described, notes: list[str]) -> HttpResponse:
    """Say that it is done, and what a person should still look at."""
    messages.success(request, _("Data %(name)s sudah dibetulkan.") % {"name": person.name})
    for note in notes:
        messages.warning(request, note)
    return redirect("people-person", person.pk)


@requires(CORRECT)
@require_http_methods(METHODS)
def card(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Change a family card's number, address or neighbourhood."""
    page = family_desk(actor_of(request), family_id, CORRECT)
    form = EditFamilyForm(request.POST or None, page=page)
    choice = _choice(request, form, page.family)
    if _settled(form, choice):
        values, seen = _wanted(form, choice)
        now = {name: getattr(page.family, name) for name in ("kk_number", "address", "area_code")}
        with attempt(form, **_PLACES) as tried:
            edit_family(
                actor_of(request),
                family=page.family,
                seen=seen,
                reason=form.cleaned_data["reason"],
                **{**now, **values},
            )
            return said(request, _("Kartu keluarga sudah diubah."), "people-family", family_id)
        choice = _fresh_choice(form, page.family, page.family.last_entry) if tried.conflict else None
    title = _("Ubah kartu keluarga")
    trail = family_trail(page, title)
    return _answer(request, form, choice, title=title, about=family_name(page), trail=trail)


def _questions(form: forms.Form) -> dict[str, forms.Field]:
    asked = {name: field for name, field in form.fields.items() if name not in ("reason", "seen", EFFECT)}
    return {
        name: asked_for(name) if name in IDENTITIES - {"kk_number"} else field
        for name, field in asked.items()
    }


def _choice(request: HttpRequest, form: _Form, row: object) -> ChoiceBetween | None:
    """The second page of a conflict, when it is the one that was sent."""
    if f"{CHOOSING}-seen" not in request.POST or not form.is_valid():
        return None
    return ChoiceBetween(
        request.POST,
        prefix=CHOOSING,
        stored=row,
        mine=form.values(),
        questions=_questions(form),
    )


def _fresh_choice(form: _Form, row: object, seen: UUID) -> ChoiceBetween:
    return ChoiceBetween(
        prefix=CHOOSING,
        stored=row,
        mine=form.values(),
        questions=_questions(form),
        initial={"seen": seen, "reason": form.cleaned_data["reason"]},
    )


def _settled(form: _Form, choice: ChoiceBetween | None) -> bool:
    return bool(form.is_valid() and (choice is None or choice.is_valid()))


def _wanted(form: _Form, choice: ChoiceBetween | None) -> tuple[dict[str, object], UUID]:
    """What to save, and on which version: the first form's, or the one that was compared with."""
    if choice is None:
        return form.values(), form.cleaned_data["seen"]
    return choice.values(), choice.cleaned_data["seen"]


def _answer(
    request: HttpRequest,
    form: _Form,
    choice: ChoiceBetween | None,
    *,
    title: str,
    about: str,
    trail: Trail,
) -> HttpResponse:
    if choice is None:
        return ask(request, form, heading=title, trail=trail, button=_("Simpan"), about=about)
    context = {
        "form": choice,
        "kept": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "heading": title,
        "about": about,
        "trail": trail,
        "cancel": trail[-2][1],
    }
    return render(request, "people/events/conflict.html", context, status=409)
