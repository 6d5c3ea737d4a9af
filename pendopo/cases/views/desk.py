"""Pages of the office: the list, one case with a form for each open move, writing one down, carrying it on paper."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.cases.forms.moves import (
    CarryForm,
    MoveForm,
    NoteForm,
    ask_form,
    key_in_form,
    move_form,
    owner_form,
)
from pendopo.cases.queries.desk import ALL, DeskList, desk_case, desk_file, desk_list, record_page
from pendopo.cases.queries.kinds import CaseKind, public_kind
from pendopo.cases.queries.pages import CasePage
from pendopo.cases.rules.flow import OWNER, Flow
from pendopo.cases.views.portal import sort_addresses
from pendopo.kernel.access import actor_of
from pendopo.ui.asking import attempt, said
from pendopo.ui.files import hand_over, make_file
from pendopo.ui.listing import Cell, Listing, Tab, Tag
from pendopo.ui.templatetags.ui import tenggat

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: HttpRequest, flow: Flow, template: str = "cases/list.html") -> HttpResponse:
    """List the cases in the officer's areas, by state."""
    given, kind = request.GET, public_kind(flow)
    found = desk_list(
        actor_of(request),
        kind,
        shown=given.get("tampil", ""),
        number=given.get("halaman", "1"),
        text=given.get("q", ""),
    )
    context = {
        "listing": _listing(kind, found),
        "flow": flow,
        "record": flow.address("record") if found.may_record else "",
        "text": given.get("q", ""),
        "download": reverse(flow.address("download")),
        "shown": found.shown,
        "trail": [(_(flow.title), "")],
    }
    return render(request, template, context)


def _listing(kind: CaseKind, found: DeskList) -> Listing[Any]:
    total, shown, flow = found.page.paginator.count, found.shown, kind.flow
    tabs = [
        Tab(_(one.words), f"?tampil={one.key}", shown == one.key, found.counts.get(one.key, 0))
        for one in flow.states
    ]
    return replace(
        _rows(kind, list(found.page.object_list)),
        page=found.page,
        counted=ngettext("%(total)s permohonan", "%(total)s permohonan", total) % {"total": total},
        tabs=[Tab(_("Berjalan"), "?", not shown), *tabs, Tab(_("Semua"), f"?tampil={ALL}", shown == ALL)],
    )


def _rows(kind: CaseKind, rows: list[Any]) -> Listing[Any]:
    flow = kind.flow
    words = {state.key: _(state.words) for state in flow.states}
    return Listing(
        _(flow.title),
        [
            _("Resi"),
            *([_("Perihal")] if kind.matter else []),
            _("Pemohon"),
            _("Keadaan"),
            _("Diterima"),
            _("Tenggat"),
        ],
        rows,
        lambda row: [
            Cell(row.receipt, reverse(flow.address("case"), args=[row.pk])),
            *([row.matter] if kind.matter else []),
            row.owner_name,
            words[row.state],
            f"{row.asked_on:%d-%m-%Y}",
            Cell(f"{row.due:%d-%m-%Y}", tag=Tag(**tenggat(row.due)) if row.state in flow.running else None),
        ],
        (_("Tidak ada di sini"), _("Pilih keadaan lain, atau catat yang baru.")),
    )


@require_POST
def download(request: HttpRequest, flow: Flow) -> HttpResponseBase:
    """Hand over the list of one tab as a workbook, and write down who took it."""
    kind = public_kind(flow)
    found = desk_file(actor_of(request), kind, shown=request.POST.get("tampil", ""))
    table = _rows(kind, []).table(found.rows)
    made = make_file(table, kind="xlsx", name=flow.slug, area=found.area, what=_(flow.title))
    return hand_over(request, made, _("pekerjaan kantor"), kind.acts["hand_out"])


@require_safe
def one(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Show one case with what this officer may do now."""
    return _show(request, flow, case_id)


def _show(
    request: HttpRequest, flow: Flow, case_id: UUID, bad: dict[str, forms.Form] | None = None
) -> HttpResponse:
    page, sent = desk_case(actor_of(request), public_kind(flow), case_id), bad or {}
    filled = {one.key: getattr(page.row, one.key) for move in flow.moves for one in move.asks}
    moves = [
        (
            one,
            sent.get(one.key) or move_form(flow, one, filled=filled, sort=page.sort),
            reverse(f"{flow.slug}-{one.key}", args=[case_id]),
        )
        for one in page.moves
        if one.by != OWNER and one.key not in page.kind.pages
    ]
    places = {"note", "carry", *(move.key for move, _form, _url in moves)}
    places |= {f"paper-{move.key}" for move in page.paper_moves}
    context = {
        "page": page,
        "stamp": page.row.stamp,
        "slug": flow.slug,
        "moves": moves,
        "apart": [
            (one, reverse(page.kind.pages[one.key], args=[case_id]))
            for one in page.moves
            if one.key in page.kind.pages
        ],
        "papers": [(paper, reverse(f"{flow.slug}-paper", args=[case_id, paper.pk])) for paper in page.papers],
        # Somebody else was quicker: what was typed is shown although its form is gone.
        "stale": next((form for place, form in sent.items() if place not in places), None),
        "bad": next(iter(sent), ""),
        "note": sent.get("note") or NoteForm(),
        "carry": sent.get("carry") or CarryForm(),
        "on_paper": [
            (one, sent.get(f"paper-{one.key}") or key_in_form(flow, one)) for one in page.paper_moves
        ],
        "trail": [(_(flow.title), reverse(f"{flow.slug}-desk")), (page.row.receipt, "")],
        "sheet": reverse(page.kind.sheet, args=[case_id]) if page.has_sheet else "",
    }
    return render(request, "cases/case.html", context, status=422 if sent else 200)


def _act(
    request: HttpRequest,
    flow: Flow,
    case_id: UUID,
    act: str,
    asks: Callable[[CasePage], Any],
    words: str,
    **more: str,
) -> HttpResponse:
    """Do one thing with a case and go back to it, or show what stands in its way; what was typed stays."""
    page = desk_case(actor_of(request), public_kind(flow), case_id)
    form = asks(page)
    if form.is_valid():
        with attempt(form):
            page.kind.acts[act](actor_of(request), case=page.row, **form.given, **more)
            return said(request, words, f"{flow.slug}-case", case_id)
    return _show(request, flow, case_id, {getattr(form, "place", act): form})


@require_POST
def move(request: HttpRequest, flow: Flow, key: str, case_id: UUID) -> HttpResponse:
    """Make a move of the office."""
    wanted = flow.move(key)

    def asks(page: CasePage) -> MoveForm:
        return move_form(flow, wanted, request.POST, request.FILES, sort=page.sort)

    return _act(request, flow, case_id, key, asks, _(wanted.done), seen=request.POST.get("seen", ""))


@require_POST
def note(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Keep a note of the office."""
    return _act(request, flow, case_id, "note", lambda _page: NoteForm(request.POST), _("Catatan tersimpan."))


@require_POST
def carry(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Say that the transfer letter was handed over."""
    return _act(
        request,
        flow,
        case_id,
        "carry",
        lambda _page: CarryForm(request.POST),
        _("Penyerahan di atas kertas sudah dicatat."),
    )


@require_POST
def key_in(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Key in what a desk without an account has answered on paper."""
    wanted = next((one for one in flow.moves if one.key == request.POST.get("move")), None)
    if wanted is None:
        return _show(request, flow, case_id)
    return _act(
        request,
        flow,
        case_id,
        "key_in",
        lambda _page: key_in_form(flow, wanted, request.POST, request.FILES),
        _("Jawaban di atas kertas sudah disalin."),
    )


@require_safe
def receipt(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Show the receipt for whoever stands at the counter, to be printed."""
    page = desk_case(actor_of(request), public_kind(flow), case_id)
    return render(request, "cases/receipt.html", {"page": page, "slug": flow.slug})


@never_cache
@require_safe
def paper(request: HttpRequest, flow: Flow, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Show a paper to the office."""
    media_type, content = desk_case(actor_of(request), public_kind(flow), case_id).file(paper_id)
    return HttpResponse(content, content_type=media_type)


@require_safe
def transfer(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Show the letter with which a case is carried to a desk that has no account here, to be printed."""
    page = desk_case(actor_of(request), public_kind(flow), case_id)
    return render(request, "cases/transfer.html", {"page": page, "slug": flow.slug})


@sensitive_post_parameters()
@require_http_methods(METHODS)
def record(request: HttpRequest, flow: Flow, sort: str = "") -> HttpResponse:
    """Write down what somebody asks at the counter, or has asked on paper; what is typed travels in the body."""
    posted = request.POST if request.method == "POST" else None
    typed = posted or QueryDict()
    page = record_page(
        actor_of(request), public_kind(flow), text=typed.get("q", ""), person=typed.get("person", "")
    )
    # Looking for a resident checks nothing yet: what was typed comes back as it is.
    sent, filled = (posted, {}) if "kirim" in typed else (None, typed.dict())
    if flow.split and not sort:
        sorts = sort_addresses(flow, "record")
        return render(request, "cases/record.html", {"page": page, "flow": flow, "sorts": sorts})
    owner = owner_form(sent, page.found, page.person, filled)
    form = ask_form(flow, sent, request.FILES, named=False, on_paper=True, filled=filled, sort=sort)
    if owner.is_valid() and form.is_valid():
        with attempt(form):
            row = page.kind.acts["record"](
                actor_of(request),
                village=page.village,
                form_key=form.key,
                values=form.values,
                person=page.person,
                named=owner.named,
                on_paper=form.cleaned_data["on_paper"],
                paper=form.cleaned_data["paper"],
            )
            return said(request, _("Sudah dicatat. Cetak tanda terimanya."), f"{flow.slug}-receipt", row.pk)
    context = {
        "page": page,
        "form": form,
        "owner": owner,
        "flow": flow,
        "sort": dict(flow.sorts).get(sort, ""),
        "trail": [(_(flow.title), reverse(f"{flow.slug}-desk"))],
    }
    return render(request, "cases/record.html", context, status=422 if sent else 200)
