"""Pages of reports besides those that every kind of case has."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.cases.forms.moves import ask_form
from pendopo.kernel.access import actor_of, requires, resident
from pendopo.people.forms.events.persons import typed_identity
from pendopo.people.forms.events.walks import NEW
from pendopo.people.views.events.walking import Trail, show
from pendopo.ui.asking import ask, attempt, said
from pendopo.vital import operations, queries
from pendopo.vital.forms import report_walk
from pendopo.vital.queries import EnterPage
from pendopo.vital.rules import EVENTS, FLOW, READ, REPORT, WRONG

METHODS = ["GET", "HEAD", "POST"]
CASE = "vital-report-case"


def _page(request: HttpRequest, case_id: UUID) -> EnterPage:
    sent, asked = request.POST, request.GET
    who = typed_identity(sent, "anak", "orangtua-mother_name") or typed_identity(
        sent, "orang", "orangtua-mother_name"
    )
    return queries.enter_page(
        actor_of(request),
        case_id,
        chosen=asked.get("orang", ""),
        text=sent.get("q", "") if "cari" in sent or "cari" in asked else None,
        manner=asked.get("cara", ""),
        who=who,
    )


def _trail(page: EnterPage, title: str) -> Trail:
    row = page.row
    return [
        (_(FLOW.title), reverse("vital-report-desk")),
        (row.receipt, reverse(CASE, args=[row.pk])),
        (title, ""),
    ]


def _find(request: HttpRequest, page: EnterPage, title: str) -> HttpResponse:
    context = {"page": page, "heading": title, "trail": _trail(page, title)}
    return render(request, "vital/find.html", context)


@requires(READ)
@require_http_methods(METHODS)
def enter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the event as it was reported, checked by the register; one press writes it down."""
    page, title = _page(request, case_id), _("Catat dalam data penduduk")
    if not page.may("enter"):
        return redirect(CASE, case_id)
    if not page.chosen or (page.row.event == WRONG and page.row.wrong == "other"):
        return _find(request, page, title)
    manner = request.GET.get("cara", NEW)
    walk, event = report_walk(request.POST or None, page, manner)
    if walk.ready:
        with attempt(walk.wizard):
            operations.enter_report(
                actor_of(request),
                case=page.row,
                event=event,
                form_key=case_id,
                values=walk.wizard.answers("bukti") if "bukti" in walk.wizard.forms else {},
            )
            return said(request, _("Sudah dicatat. Pelapor diberi tahu."), CASE, case_id)
    about = page.person.person.name if page.person else page.row.matter
    return show(request, walk, title=f"{page.row.matter} · {title}", trail=_trail(page, title), about=about)


@requires(READ)
@require_http_methods(METHODS)
def ask_person(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the one who is said to have died or left."""
    page, title = _page(request, case_id), _("Tanyakan dulu kepada yang bersangkutan")
    if not page.may("ask_person"):
        return redirect(CASE, case_id)
    if page.person is None:
        return _find(request, page, title)
    if request.method == "POST":
        with attempt(request):
            operations.ask_person(
                actor_of(request), case=page.row, person=page.person.person, form_key=case_id
            )
            return said(
                request, _("Sudah ditanyakan. Datangi rumahnya bila ia tidak punya akun."), CASE, case_id
            )
    context = {"page": page, "heading": title, "trail": _trail(page, title), "button": title}
    return render(request, "vital/find.html", context)


@requires(REPORT)
@require_safe
def field(request: HttpRequest) -> HttpResponse:
    """List what a midwife or the head of an RT has reported, and what he may report."""
    page = queries.field_page(actor_of(request))
    sorts = [(_(words), reverse(f"vital-report-field-{key}")) for key, words in EVENTS if key != WRONG]
    context = {"page": page, "sorts": sorts, "trail": [(_("Laporan saya"), "")]}
    return render(request, "vital/field.html", context)


@requires(REPORT)
@require_http_methods(METHODS)
def report(request: HttpRequest, sort: str) -> HttpResponse:
    """Take a report in from the field."""
    page = queries.field_page(actor_of(request))
    form = ask_form(FLOW, request.POST if request.method == "POST" else None, named=False, sort=sort)
    if form.is_valid():
        with attempt(form):
            row = operations.report_from_field(
                actor_of(request), area=page.area, form_key=form.key, values=form.values
            )
            return said(request, _("Sudah diterima kantor desa."), "receipt", row.receipt, row.secret)
    heading = _("Laporkan: %(event)s") % {"event": _(dict(EVENTS)[sort])}
    trail = [(_("Laporan saya"), reverse("vital-report-field")), (heading, "")]
    return ask(request, form, heading=heading, trail=trail, button=_("Kirim laporan"))


@resident
@require_http_methods(METHODS)
def about_me(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask a resident whether what is reported of him is so."""
    row = queries.about_me(actor_of(request), case_id)
    if request.method == "POST":
        with attempt(request):
            operations.answer_report(actor_of(request), case=row)
            return said(
                request, _("Terima kasih. Data Anda tidak berubah."), "vital-report-about-me", case_id
            )
    return render(request, "vital/about_me.html", {"row": row})
