"""The portal home and the officer's desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from pendopo.kernel.access import actor_of, public, requires
from pendopo.kernel.powers import DESK
from pendopo.people.rules.permissions import READ as PEOPLE_READ
from pendopo.places.rules.permissions import ADD_VILLAGE
from pendopo.site.queries.front import DeskPage, desk_page, public_front_page
from pendopo.ui.listing import Act, Cell, Listing, Tab, Tag
from pendopo.ui.templatetags.ui import tanggal_pendek, tenggat


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
    work = desk_page(
        actor,
        shown=given.get("antrean", ""),
        number=given.get("halaman", "1"),
        village_number=given.get("desa", "1"),
    )
    listing = Listing(
        _("Pekerjaan menurut tenggat"),
        [_("Pekerjaan"), _("Tenggat"), _("Warga"), _("Sejak")],
        list(work.page),
        lambda item: [
            ", ".join(filter(None, (item.title, item.detail))),
            Cell(tag=Tag(**tenggat(item.due))),
            item.subject,
            tanggal_pendek(item.since),
        ],
        [_("Pekerjaan baru muncul di sini, yang paling dekat tenggatnya lebih dahulu.")],
        page=work.page,
        tabs=_tabs(work),
        acts=lambda item: [Act(_("Buka"), item.url, f"{item.title} {item.subject}")],
    )
    context = {
        "work": work,
        "listing": listing,
        "may_search": PEOPLE_READ in actor.permissions,
        "may_add": ADD_VILLAGE in actor.permissions,
    }
    return render(request, "site/desk.html", context)


def _tabs(work: DeskPage) -> list[Tab]:
    """One queue needs no choice."""
    if len(work.queues) < 2:
        return []
    every = [("", _("Semua"), work.total), *work.queues]
    return [
        Tab(str(label), f"?antrean={name}" if name else "?", name == work.shown, count)
        for name, label, count in every
    ]


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the interface between Indonesian and English."""
    return django_set_language(request)
