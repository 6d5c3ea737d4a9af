"""One site, many villages: of which one a page is, and where it leads when its address does not say so."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from pendopo.kernel.access import actor_of
from pendopo.kernel.memo import one_request
from pendopo.kernel.village_pages import (
    OtherVillage,
    VillageNeeded,
    form_of,
    page_of_village,
    page_village,
    split_form,
)
from pendopo.places import queries as places
from pendopo.site.middleware import Answer
from pendopo.site.queries.villages import own_village, village_choice
from pendopo.ui import drafts


def village_in_address(answer: Answer) -> Answer:
    """Take the village out of an address (`/d/<code>/...`), or out of a host of its own; one that is not here is 404.

    From here on all see the path as if the village were alone, and each link leads on in the form that was asked.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        village, path = split_form(request.path_info)
        if village and not path:
            return HttpResponseRedirect(f"{form_of(village)}/")
        form = form_of(village) if village else ""
        request.path_info, request.path = path, f"{form}{path}"
        with one_request(), page_of_village(village or _of_host(request), form):
            if village and places.public_site_village() is None:
                raise Http404
            return answer(request)

    return middleware


def _of_host(request: HttpRequest) -> str:
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return str(settings.PENDOPO_VILLAGE_HOSTS.get(host, ""))


class VillageOfActor:
    """On a village's page an officer is what he is there; a bare address is that of the village where one belongs."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Make the page as that of the village that the address, or who asks, says."""
        village = places.public_site_village()
        if village is not None and not village.has_neighbours:
            return self.answer(request)
        actor = actor_of(request)
        if page_village():
            request.whole_actor = actor  # type: ignore[attr-defined]
            request.actor = actor.within(page_village())  # type: ignore[attr-defined]
            return self.answer(request)
        own = own_village(actor)
        if own is None or own == village:
            return self.answer(request)
        with page_of_village(own.code, own.form):
            return self.answer(request)

    def process_view(self, request: HttpRequest, view: Answer, *_: object) -> HttpResponseBase | None:
        """Lead whoever has the page in another village there, instead of saying that it does not exist."""
        whole, access = getattr(request, "whole_actor", None), getattr(view, "access", "")
        if whole is None:
            return None
        if getattr(view, "above_villages", False) and request.path != request.path_info:
            return _led(request, "")
        if access == "resident":
            elsewhere = whole.kind == "resident"
        else:
            elsewhere = access in whole.permissions and access not in actor_of(request).permissions
        own = own_village(whole) if elsewhere else None
        if own is not None:
            return _led(request, form_of(own.code)) if own.code != page_village() else None
        # Whoever works in several is asked in which; under a host of its own no address is bare.
        return _led(request, "") if elsewhere and request.path != request.path_info else None

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponseBase | None:
        """Lead to the village of the row that was asked for, or ask which village is meant."""
        cause = trouble.__cause__ if isinstance(trouble, Http404) else trouble
        if isinstance(cause, OtherVillage):
            return _led(request, form_of(cause.village))
        return choose_village(request) if isinstance(cause, VillageNeeded) else None


def _led(request: HttpRequest, form: str) -> HttpResponseBase:
    """Lead to the same page in another form; what was sent is not done, and waits there to be sent again."""
    if request.method not in ("GET", "HEAD") and not drafts.carry(request, f"{form}{request.path_info}"):
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    answer = HttpResponseRedirect(f"{form}{request.path_info}{'?' if query else ''}{query}")
    answer.headers["Cache-Control"] = "no-store"  # the same address leads somebody else elsewhere
    return answer


def choose_village(request: HttpRequest) -> HttpResponse:
    """Ask for which village the page is meant; each choice keeps the path, and its question."""
    query = request.META.get("QUERY_STRING", "") if request.method in ("GET", "HEAD") else ""
    desk = request.path_info.startswith("/meja/")
    context = {
        "choice": village_choice(actor_of(request), desk=desk),
        "onward": f"{request.path_info}{'?' if query else ''}{query}",
        "frame": "ui/desk.html" if desk else "ui/portal.html",
    }
    answer = render(request, "site/choose.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
