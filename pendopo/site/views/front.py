"""The portal home and the officer's desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from pendopo.kernel import worklist
from pendopo.kernel.access import actor_of, public, requires
from pendopo.site.queries.front import public_front_page


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what a resident can do here and how the office works."""
    return render(request, "site/home.html", {"front": public_front_page()})


@requires("desk.open")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the work that waits for this officer, the nearest deadline first."""
    actor = actor_of(request)
    context = {"items": worklist.waiting_for(actor), "may_search": "people.read" in actor.permissions}
    return render(request, "site/desk.html", context)


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the interface between Indonesian and English."""
    return django_set_language(request)
