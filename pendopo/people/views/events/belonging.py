"""Pages about one member of a family: another relation, another family."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.families import FamilySearchForm, JoinForm, RelationForm
from pendopo.people.operations.families import change_relation, move_member
from pendopo.people.queries.events import joining_desk, person_desk, search_for_person
from pendopo.people.rules.permissions import CORRECT, RECORD
from pendopo.people.views.events.walking import METHODS, person_trail
from pendopo.ui.asking import ask, attempt, said


@requires(RECORD)
@require_http_methods(METHODS)
def other_family(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Find the family to which a person shall belong."""
    form = FamilySearchForm(request.POST or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    page, found = search_for_person(actor_of(request), person_id, text, RECORD)
    context = {
        "form": form,
        "person": page.person,
        "found": found,
        "searched": bool(text),
        "trail": person_trail(page.person, _("Pindah ke keluarga lain")),
    }
    return render(request, "people/events/other_family.html", context, status=422 if form.errors else 200)


@requires(RECORD)
@require_http_methods(METHODS)
def join_family(request: HttpRequest, person_id: UUID, family_id: UUID) -> HttpResponse:
    """Move a person to the family that was found."""
    page, target, name = joining_desk(actor_of(request), person_id, family_id, RECORD)
    form = JoinForm(request.POST or None, page=page)
    if form.is_valid():
        with attempt(form, head_taken="relation", date_future="on", before_birth="on", not_a_member="head"):
            move_member(actor_of(request), person=page.person, family=target, **form.cleaned_data)
            messages.success(request, _("%(name)s sudah pindah keluarga.") % {"name": page.person.name})
            return redirect("people-family", family_id)
    title = _("Pindah ke keluarga lain")
    return ask(
        request,
        form,
        heading=title,
        trail=person_trail(page.person, title),
        button=_("Pindahkan"),
        about=_("%(person)s ke keluarga %(name)s") % {"person": page.person.name, "name": name},
    )


@requires(CORRECT)
@require_http_methods(METHODS)
def relation(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change what a member is to the head."""
    page = person_desk(actor_of(request), person_id, CORRECT)
    form = RelationForm(request.POST or None, initial={"relation": page.person.relation})
    if form.is_valid():
        with attempt(form, head_taken="relation"):
            change_relation(actor_of(request), person=page.person, **form.cleaned_data)
            return said(request, _("Hubungan keluarga sudah diubah."), "people-person", person_id)
    title = _("Ubah hubungan keluarga")
    return ask(
        request,
        form,
        heading=title,
        trail=person_trail(page.person, title),
        button=_("Simpan"),
        about=page.person.name,
    )
