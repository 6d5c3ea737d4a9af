"""Pages of whoever hands a case in: what it is, asking, his own cases, his own moves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.cases.forms.moves import ask_form, move_form
from pendopo.cases.queries.blanks import public_blank
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.queries.own import ask_page, front_page, own_case, own_cases
from pendopo.cases.rules.flow import Flow
from pendopo.kernel.access import actor_of
from pendopo.ui.asking import attempt, said

METHODS = ["GET", "HEAD", "POST"]


def sort_addresses(flow: Flow, page: str) -> list[tuple[str, str]]:
    """Return what can be handed in, in words, with the page of each; nothing where there is only one."""
    return [(_(words), reverse(f"{flow.slug}-{page}-{key}")) for key, words in flow.sorts]


@require_safe
def front(request: HttpRequest, flow: Flow) -> HttpResponse:
    """Say what this is, how long it takes and how to begin."""
    page = front_page(actor_of(request), public_kind(flow))
    return render(
        request,
        "cases/front.html",
        {"page": page, "flow": flow, "slug": flow.slug, "sorts": sort_addresses(flow, "ask")},
    )


@require_http_methods(METHODS)
def ask(request: HttpRequest, flow: Flow, sort: str = "") -> HttpResponse:
    """Ask: the questions, a last look, the receipt; which sort, where the flow has several."""
    page = ask_page(actor_of(request), public_kind(flow), again=request.GET.get("lagi", ""))
    sort = sort or page.sort
    if flow.split and not sort:
        return redirect(flow.address("front"))
    sent = request.POST if request.method == "POST" else None
    form = ask_form(flow, sent, named=page.person is None, filled=page.filled, sort=sort)
    ready = request.method == "POST" and form.is_valid() and "ubah" not in request.POST
    if ready and "kirim" in request.POST:
        named = (
            None if page.person else {key: form.cleaned_data[key] for key in ("name", "address", "contact")}
        )
        given = {
            "village": page.village,
            "form_key": form.key,
            "values": form.values,
            "again_of": page.again_of,
        }
        with attempt(form):
            row = page.kind.acts["ask"](actor_of(request), named=named, **given)
            messages.success(request, _("Sudah diterima. Simpan nomor dan kode resinya."))
            if page.person is None:
                return redirect("receipt", row.receipt, row.secret)
            return redirect(f"{flow.slug}-mine-one", row.pk)
        ready = False
    context = {
        "page": page,
        "form": form,
        "flow": flow,
        "sort": dict(flow.sorts).get(sort, ""),
        "blank": reverse(f"{flow.slug}-blank-{sort}") if sort else "",
        "trail": [(_(flow.title), reverse(f"{flow.slug}-front"))],
    }
    wrong = bool(form.errors) and "ubah" not in request.POST
    return render(
        request, "cases/check.html" if ready else "cases/ask.html", context, status=422 if wrong else 200
    )


@require_safe
def blank(request: HttpRequest, flow: Flow, sort: str = "") -> HttpResponse:
    """Hand out the form on paper."""
    pdf = public_blank(flow, sort)
    if not pdf:
        messages.error(request, _("Bagian surat masih dipasang. Coba lagi sebentar."))
        return redirect(flow.address("front"))
    place = f'inline; filename="formulir-{sort or flow.slug}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": place})


@require_safe
def mine(request: HttpRequest, flow: Flow) -> HttpResponse:
    """List the resident's own cases."""
    pages = own_cases(actor_of(request), public_kind(flow))
    return render(request, "cases/mine.html", {"pages": pages, "flow": flow, "slug": flow.slug})


@require_safe
def mine_one(request: HttpRequest, flow: Flow, case_id: UUID) -> HttpResponse:
    """Show the resident one of his own cases."""
    page = own_case(actor_of(request), public_kind(flow), case_id)
    moves = [
        (move, reverse(f"{flow.slug}-{move.key}", args=[case_id]))
        for move in page.moves
        if move.by == "owner"
    ]
    trail = [(_(flow.title), reverse(f"{flow.slug}-mine")), (page.row.receipt, "")]
    papers = [(one, reverse(f"{flow.slug}-mine-paper", args=[case_id, one.pk])) for one in page.papers]
    return render(
        request,
        "cases/own.html",
        {"page": page, "slug": flow.slug, "moves": moves, "trail": trail, "papers": papers},
    )


@never_cache
@require_safe
def paper(request: HttpRequest, flow: Flow, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Show the owner a paper of his case."""
    media_type, content = own_case(actor_of(request), public_kind(flow), case_id).file(paper_id)
    return HttpResponse(content, content_type=media_type)


@require_http_methods(METHODS)
def move(request: HttpRequest, flow: Flow, key: str, case_id: UUID) -> HttpResponse:
    """Let the owner make a move: its own page, its own form."""
    page, wanted = own_case(actor_of(request), public_kind(flow), case_id), flow.move(key)
    filled = {one.key: getattr(page.row, one.key) for one in flow.asks} if wanted.mends else {}
    sent = request.POST if request.method == "POST" else None
    form = move_form(flow, wanted, sent, request.FILES, filled=filled, marked=page.row.marks, sort=page.sort)
    back = reverse(flow.address("mine-one"), args=[case_id])
    if sent is not None and form.is_valid():
        with attempt(form):
            page.kind.acts[key](actor_of(request), case=page.row, **form.given)
            return said(request, _("Sudah dicatat."), back)
    context = {"page": page, "move": wanted, "form": form, "back": back, "trail": [(page.row.receipt, back)]}
    return render(request, "cases/move.html", context, status=422 if form.errors else 200)
