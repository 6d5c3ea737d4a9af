"""Pages for whoever holds a receipt, of whatever kind, and the figures that everybody may read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.cases.forms.moves import ReceiptForm, move_form
from pendopo.cases.queries.figures import public_performance
from pendopo.cases.queries.receipts import public_address, public_case
from pendopo.kernel.access import actor_of, public, resident
from pendopo.kernel.errors import NotFound
from pendopo.ui.asking import attempt, said

METHODS = ["GET", "HEAD", "POST"]


@public
@never_cache
@require_http_methods(METHODS)
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the code of a receipt, whatever it is for."""
    number = request.GET.get("nomor", "")
    form = ReceiptForm(request.POST if request.method == "POST" else None, initial={"receipt": number})
    if form.is_bound and form.is_valid():
        try:
            where = public_address(**form.cleaned_data)
        except NotFound:
            form.add_error(None, _("Nomor dan kode ini tidak cocok. Periksa tanda terima Anda."))
        else:
            return redirect(where)
    return render(request, "cases/find.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def status(request: HttpRequest, receipt: str, secret: str) -> HttpResponse:
    """Say how far something is, to whoever holds its receipt."""
    try:
        page = public_case(actor_of(request), receipt, secret)
    except (
        NotFound
    ):  # a link that was cut off or mistyped: the form, and no word about whether the number exists
        form = ReceiptForm(initial={"receipt": receipt})
        return render(request, "cases/find.html", {"form": form, "lost": True}, status=404)
    papers = [(one, reverse("receipt-paper", args=[receipt, secret, one.pk])) for one in page.papers]
    context = {"page": page, "moves": page.own_moves, "papers": papers}
    return render(request, "cases/status.html", context)


@public
@never_cache
@require_safe
def paper(request: HttpRequest, receipt: str, secret: str, paper_id: UUID) -> HttpResponse:
    """Show a paper to the holder of a receipt, where the register knows no owner."""
    media_type, content = public_case(actor_of(request), receipt, secret).file(paper_id)
    return HttpResponse(content, content_type=media_type)


@public
@never_cache
@require_http_methods(METHODS)
def move(request: HttpRequest, receipt: str, secret: str, key: str) -> HttpResponse:
    """Let the holder of a receipt make a move of the owner, where the register knows no owner."""
    page = public_case(actor_of(request), receipt, secret)
    wanted = next((one for one in page.moves if one.key == key), None)
    if wanted is None:
        raise NotFound
    filled = {one.key: getattr(page.row, one.key) for one in page.flow.asks} if wanted.mends else {}
    sent = request.POST if request.method == "POST" else None
    form = move_form(
        page.flow, wanted, sent, request.FILES, filled=filled, marked=page.row.marks, sort=page.sort
    )
    if sent is not None and form.is_valid():
        with attempt(form):
            page.kind.acts[key](actor_of(request), case=page.row, secret=secret, **form.given)
            return said(request, _("Sudah dicatat."), "receipt", receipt, secret)
    context = {"page": page, "move": wanted, "form": form, "back": page.address}
    return render(request, "cases/move.html", context, status=422 if form.errors else 200)


@resident
@require_POST
def follow(request: HttpRequest, receipt: str, secret: str) -> HttpResponse:
    """Follow a case, or stop following it."""
    page = public_case(actor_of(request), receipt, secret)
    page.kind.acts["follow"](actor_of(request), case=page.row, secret=secret)
    words = (
        _("Anda tidak lagi mengikutinya.") if page.follows else _("Anda akan diberi tahu setiap langkahnya.")
    )
    return said(request, words, "receipt", receipt, secret)


@resident
@require_POST
def claim(request: HttpRequest, receipt: str, secret: str) -> HttpResponse:
    """Make a case one's own that was handed in without an account."""
    page = public_case(actor_of(request), receipt, secret)
    with attempt(request):
        page.kind.acts["claim"](actor_of(request), case=page.row, secret=secret)
        return said(
            request, _("Sekarang tercatat sebagai milik Anda."), f"{page.flow.slug}-mine-one", page.row.pk
        )
    return redirect("receipt", receipt, secret)


@public
@require_safe
def performance(request: HttpRequest) -> HttpResponse:
    """Say in public how quickly the village answers."""
    return render(request, "cases/performance.html", {"page": public_performance()})
