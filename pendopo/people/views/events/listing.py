"""The list of events, the start of a new one, what may happen to a person, and taking an event back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.families import ReverseForm
from pendopo.people.forms.events.listing import EventFilterForm
from pendopo.people.operations.events import reverse_event
from pendopo.people.queries.events import EventLine, events_in, person_desk, reversal_desk
from pendopo.people.rules.permissions import CORRECT, READ, RECORD
from pendopo.people.views.events.walking import METHODS, desk_trail, person_trail
from pendopo.ui.asking import ask, attempt
from pendopo.ui.listing import Act, Cell, Listing, Tag
from pendopo.ui.rules import date_long
from pendopo.ui.templatetags.ui import tanggal_pendek


@requires(READ)
@require_http_methods(["GET", "HEAD"])
def events(request: HttpRequest) -> HttpResponse:
    """List what happened, by month and kind."""
    page = request.GET.get("halaman", "1")
    listing = events_in(
        actor_of(request),
        month=request.GET.get("bulan", ""),
        kind=request.GET.get("jenis", ""),
        number=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )
    total = listing.page.paginator.count
    may_correct = CORRECT in actor_of(request).permissions
    shown = Listing(
        _("Peristiwa kependudukan"),
        [_("Nama"), _("Peristiwa"), _("Tanggal"), _("Dilaporkan"), _("Tempat")],
        listing.lines,
        lambda line: [
            Cell(line.name, reverse("people-person", args=[line.person_id])),
            Cell(line.label, tag=Tag(_("dibatalkan")) if line.reversed else None),
            tanggal_pendek(line.on),
            tanggal_pendek(line.reported_on),
            line.place,
        ],
        (_("Belum ada peristiwa"), _("Ubah bulan atau jenisnya, atau catat peristiwa baru.")),
        page=listing.page,
        counted=ngettext("%(total)s peristiwa", "%(total)s peristiwa", total) % {"total": total},
        filters=EventFilterForm(request.GET or None, page=listing),
        filtered=bool(request.GET.get("bulan") or request.GET.get("jenis")),
        acts=_acts if may_correct else None,
    )
    context = {"listing": shown, "may_record": RECORD in actor_of(request).permissions}
    return render(request, "people/events/list.html", context)


def _acts(line: EventLine) -> list[Act]:
    if line.reversed or line.kind == "correction":
        return []
    where = reverse("people-event-reverse", args=[line.id])
    return [Act(_("Batalkan"), where, f"{line.label} {line.name}")]


@requires(RECORD)
@require_http_methods(["GET", "HEAD"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask what happened."""
    return render(request, "people/events/start.html", {"trail": desk_trail(_("Catat peristiwa"))})


@requires(RECORD)
@require_http_methods(["GET", "HEAD"])
def of_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show what may happen to a person now, and what may be taken back."""
    page = person_desk(actor_of(request), person_id, RECORD)
    title = _("Peristiwa")
    context = {
        "page": page,
        "heading": title,
        "trail": person_trail(page.person, title),
        "may_correct": actor_of(request).may(CORRECT, page.person.area_code),
    }
    return render(request, "people/events/of_person.html", context)


@requires(CORRECT)
@require_http_methods(METHODS)
def take_back(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Take an event back that was written down by mistake."""
    event = reversal_desk(actor_of(request), event_id, CORRECT)
    form = ReverseForm(request.POST or None)
    if form.is_valid():
        with attempt(form, reason_missing="reason"):
            reverse_event(
                actor_of(request), person=event.person, event=event, reason=form.cleaned_data["reason"]
            )
            messages.success(request, _("Peristiwa %(name)s sudah dibatalkan.") % {"name": event.person.name})
            return redirect("people-person", event.person_id)
    title = _("Batalkan peristiwa")
    about = _("%(kind)s, %(name)s, %(day)s") % {
        "kind": event.get_kind_display(),
        "name": event.person.name,
        "day": date_long(event.on),
    }
    return ask(
        request,
        form,
        heading=title,
        trail=person_trail(event.person, title),
        button=_("Batalkan peristiwa ini"),
        about=about,
        note=_("Data kembali seperti sebelum peristiwa ini. Catatannya tetap dapat dibaca."),
        danger=True,
    )
