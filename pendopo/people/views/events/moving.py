"""Pages for moving out, moving in, and registering a resident by hand."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.persons import typed_identity
from pendopo.people.forms.events.walks import (
    STAY,
    Walk,
    move_in_given,
    move_in_walk,
    move_out_given,
    move_out_walk,
    register_given,
    register_walk,
)
from pendopo.people.operations.events import record_move_in, record_move_out
from pendopo.people.operations.registering import register_person
from pendopo.people.queries.events import RegisterPage, Who, person_desk, register_desk
from pendopo.people.rules.permissions import RECORD
from pendopo.people.views.events.walking import (
    METHODS,
    Trail,
    desk_trail,
    family_name,
    family_trail,
    person_trail,
    show,
)
from pendopo.ui.asking import attempt


@requires(RECORD)
@require_http_methods(METHODS)
def move_out(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that a person, alone or with others, moves out of the village."""
    page = person_desk(actor_of(request), person_id, RECORD)
    walk = move_out_walk(request.POST or None, page)
    if walk.ready:
        with attempt(walk.wizard):
            gone = record_move_out(actor_of(request), **move_out_given(walk.wizard, page))
            messages.success(request, _("Kepindahan %(count)d orang sudah dicatat.") % {"count": len(gone)})
            return redirect("people-person", person_id)
    title = _("Catat pindah keluar")
    return show(request, walk, title=title, trail=person_trail(page.person, title), about=page.person.name)


@requires(RECORD)
@require_http_methods(["GET", "HEAD"])
def start_move_in(request: HttpRequest) -> HttpResponse:
    """Ask who moves in."""
    return render(request, "people/events/arrive.html", {"trail": desk_trail(_("Pindah datang"))})


@requires(RECORD)
@require_http_methods(["GET", "HEAD"])
def start_register(request: HttpRequest) -> HttpResponse:
    """Ask to which family a resident belongs who was never written down."""
    return render(request, "people/events/enrol.html", {"trail": desk_trail(_("Warga baru"))})


@requires(RECORD)
@require_http_methods(METHODS)
def move_in(request: HttpRequest, manner: str = "", family_id: UUID | None = None) -> HttpResponse:
    """Write down that somebody moves in: into a new family, one that is here, or for a while."""
    page = register_desk(actor_of(request), RECORD, family_id=family_id, who=_who(request))
    walk = move_in_walk(request.POST or None, page, manner)
    if walk.ready:
        with attempt(walk.wizard):
            arrived = record_move_in(actor_of(request), **move_in_given(walk.wizard, page, manner))
            messages.success(request, _("Kedatangan %(name)s sudah dicatat.") % {"name": arrived[0].name})
            return _after(arrived[0].pk, arrived[0].family_id)
    return _page(request, walk, page, _("Catat pindah datang"))


@requires(RECORD)
@require_http_methods(METHODS)
def register(request: HttpRequest, manner: str = "", family_id: UUID | None = None) -> HttpResponse:
    """Add a resident who was never written down, after showing who resembles."""
    if manner == STAY:
        raise Http404
    page = register_desk(actor_of(request), RECORD, family_id=family_id, who=_who(request))
    walk = register_walk(request.POST or None, page, manner)
    if walk.ready:
        with attempt(walk.wizard):
            person = register_person(actor_of(request), **register_given(walk.wizard, page, manner))
            messages.success(request, _("%(name)s sudah terdaftar.") % {"name": person.name})
            return _after(person.pk, person.family_id)
    return _page(request, walk, page, _("Daftarkan warga"))


def _who(request: HttpRequest) -> Who | None:
    return typed_identity(request.POST or None, "orang", "orangtua-mother_name")


def _after(person_id: UUID, family_id: UUID | None) -> HttpResponse:
    """Go where the officer goes on: to the family while it is being filled, else to the person."""
    if family_id is not None:
        return redirect("people-family", family_id)
    return redirect("people-person", person_id)


def _page(request: HttpRequest, walk: Walk, page: RegisterPage, title: str) -> HttpResponse:
    trail: Trail = family_trail(page.home, title) if page.home else desk_trail(title)
    about = family_name(page.home) if page.home else ""
    return show(request, walk, title=title, trail=trail, about=about)
