"""Pages of the portal: asking for a letter, and one's own requests."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.cases.views import receipts
from pendopo.kernel.access import actor_of, public, resident
from pendopo.letters.forms.papers import PapersForm, ResendForm
from pendopo.letters.operations.asking import (
    add_papers,
    complete_request,
    discard_draft,
    remove_paper,
    reuse_paper,
)
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.queries.requests import (
    RequestPage,
    my_requests,
    own_request,
    paper_file,
    papers_page,
    request_page,
)
from pendopo.letters.rules.states import RequestState
from pendopo.letters.views import walk
from pendopo.letters.views.faces import METHODS, PORTAL, Trail, posted, show
from pendopo.ui.asking import attempt, said

DRAFT = RequestState.DRAFT.value


def _trail(last: str) -> Trail:
    return [(_("Surat saya"), reverse("letters-mine")), (last, "")]


@resident
@require_http_methods(METHODS)
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a letter needs, and begin."""
    return walk.start(request, actor_of(request), PORTAL, key)


@resident
@sensitive_post_parameters()
@require_http_methods(METHODS)
def question(request: HttpRequest, request_id: UUID, key: str) -> HttpResponse:
    """Ask one question of the letter."""
    return walk.question(request, actor_of(request), PORTAL, request_id, key)


@resident
@require_http_methods(METHODS)
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the answers for a last look, and send."""
    return walk.check(request, actor_of(request), PORTAL, request_id)


@resident
@require_http_methods(METHODS)
def papers(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """List the papers of the letter; every button sends what was chosen, and a wrong file keeps no other back."""
    page = papers_page(actor_of(request), request_id)
    if not page.takes_papers:
        return PORTAL.go("request", request_id)
    wanted = [(one.key, one.name) for one in page.content.requirements]
    form = PapersForm(posted(request), request.FILES or None, wanted=wanted)
    if request.method == "POST":
        form.is_valid()
        with attempt(form):
            _press(request, page, form)
            if not form.errors:
                return _after_papers(request.POST, page)
    lines = [{**line, "field": form[f"file-{line['key']}"]} for line in page.wanted_papers]
    context = {"page": page, "form": form, "lines": lines, "draft": page.row.state == DRAFT}
    return show(request, PORTAL, "papers", context, status=422 if form.errors else 200)


def _press(request: HttpRequest, page: RequestPage, form: PapersForm) -> None:
    """Keep the chosen files, and do what the pressed button says: take one back, or use an earlier one again."""
    actor, row, good = actor_of(request), page.row, form.good
    gone = page.own_paper(request.POST.get("hapus", ""))
    used = page.earlier_paper(request.POST.get("pakai", ""))
    if gone is not None:
        kept = remove_paper(actor, paper=gone, papers=good)
        page.papers.remove(gone)
        messages.success(request, _("Berkas sudah dihapus."))
    elif used is not None:
        kept = reuse_paper(actor, request=row, paper=used, papers=good)
    else:
        kept = add_papers(actor, request=row, papers=good) if good else []
        if not {"lanjut", "hapus", "pakai"} & set(request.POST):
            form.refuse_nothing()
    page.papers.extend(one for one in kept if one not in page.papers)
    if kept:
        messages.success(request, _("Berkas sudah tersimpan. Hanya Anda dan petugas yang dapat melihatnya."))


def _after_papers(sent: QueryDict, page: RequestPage) -> HttpResponse:
    onwards = "check" if page.row.state == DRAFT else "request"
    return PORTAL.go(onwards if "lanjut" in sent else "papers", page.row.pk)


@resident
@never_cache
@require_safe
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Show one of the resident's own papers."""
    found, content = paper_file(actor_of(request), paper_id)
    return HttpResponse(content, content_type=found.media_type)


@resident
@require_safe
def receipt(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the receipt: number, deadline, and where to look."""
    page = request_page(actor_of(request), request_id)
    if page.row.receipt is None:
        return PORTAL.go("check", request_id)
    return show(request, PORTAL, "receipt", {"page": page, "trail": _trail(_("Tanda terima"))})


@resident
@require_safe
def detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show a request to its owner: where it stands, what is missing, the finished letter."""
    page = request_page(actor_of(request), request_id)
    if page.row.state == DRAFT:
        return PORTAL.go("check", request_id)
    rows = walk.rows_to_change(PORTAL, page, "") if page.writable else page.rows
    context = {
        "page": page,
        "rows": rows,
        "marks": walk.marks_to_mend(PORTAL, page) if page.writable else [],
        "form_key": uuid4(),
        "trail": _trail(str(page.row.receipt)),
    }
    return show(request, PORTAL, "request", context)


@resident
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the resident's own requests."""
    return show(request, PORTAL, "mine", {"pages": my_requests(actor_of(request))})


@resident
@require_POST
def complete(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Hand a returned request in again."""
    actor = actor_of(request)
    with attempt(request):
        form = ResendForm(request.POST)
        key, reply = form.key, form.reply_text
        complete_request(actor, case=own_request(actor, request_id), form_key=key, reply=reply)
        messages.success(request, _("Permohonan sudah dikirim lagi ke petugas."))
    return PORTAL.go("request", request_id)


@resident
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask once more, then end the request or delete the draft."""
    actor = actor_of(request)
    row = own_request(actor, request_id)
    if request.method == "POST":
        with attempt(request):
            if row.state == DRAFT:
                discard_draft(actor, request=row)
            else:
                ACTS["withdraw"](actor, case=row)
            return said(request, _("Permohonan sudah dibatalkan."), "letters-mine")
        return PORTAL.go("request", request_id)
    return show(request, PORTAL, "withdraw", {"row": row, "trail": _trail(_("Batalkan"))})


# Receipts that were printed lead here: the pages of all receipts, under the addresses that letters had for them.
@public
@never_cache
@require_http_methods(METHODS)
def status_form(request: HttpRequest) -> HttpResponseBase:
    """Ask for a receipt's number and code."""
    return receipts.find(request)


@public
@never_cache
@require_safe
def status(request: HttpRequest, receipt: str, secret: str) -> HttpResponseBase:
    """Say how far a request is, to whoever holds its receipt; nobody is named."""
    return receipts.status(request, receipt, secret)
