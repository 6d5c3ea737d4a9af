"""The portal home and the officer's desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from pendopo.kernel.access import actor_of, public, requires
from pendopo.kernel.powers import DESK
from pendopo.people.rules.permissions import READ as PEOPLE_READ
from pendopo.site.queries.front import DeskPage, desk_page, public_front_page


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what a resident can do here and how the office works."""
    return render(request, "site/home.html", {"front": public_front_page()})


@requires(DESK)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the work that waits for this officer, the nearest deadline first, a page at a time."""
    actor, given = actor_of(request), request.GET
    work = desk_page(actor, shown=given.get("antrean", ""), number=given.get("halaman", "1"))
    context = {
        "work": work,
        "page": work.page,
        "tabs": _tabs(work),
        "may_search": PEOPLE_READ in actor.permissions,
    }
    return render(request, "site/desk.html", context)


def _tabs(work: DeskPage) -> list[dict[str, Any]]:
    """One queue needs no choice."""
    if len(work.queues) < 2:
        return []
    every = [("", _("Semua"), work.total), *work.queues]
    return [
        {
            "url": f"?antrean={name}" if name else "?",
            "label": label,
            "count": count,
            "current": name == work.shown,
        }
        for name, label, count in every
    ]


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the interface between Indonesian and English."""
    return django_set_language(request)
