"""Before whoever signs: the letters one by one, then one confirmation for all that were looked at."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.errors import NotFound
from pendopo.letters.operations.signing import BatchResult, look_at, sign_batch, sign_now
from pendopo.letters.queries.desk import office_request
from pendopo.letters.queries.waiting import letters_to_sign, signing_page
from pendopo.letters.rules.permissions import SIGN
from pendopo.letters.views.faces import Trail
from pendopo.ui.asking import attempt


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise NotFound from None


def _trail() -> Trail:
    return [(_("Surat"), reverse("letters-desk")), (_("Tanda tangan"), "")]


@requires(SIGN)
@require_safe
def before_me(request: HttpRequest) -> HttpResponse:
    """Show the next letter, and how many are ready."""
    skipped = request.GET.getlist("lewati")[:200]
    page = signing_page(actor_of(request), skipped=frozenset(_ids(skipped)))
    context = {"signing": page, "desk": page.now, "page": page.now.page if page.now else None}
    return render(request, "letters/desk/sign.html", {**context, "skipped": skipped, "trail": _trail()})


@requires(SIGN)
@require_POST
def looked(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Note that this letter was looked at, and show the next."""
    actor = actor_of(request)
    with attempt(request):
        look_at(actor, request=office_request(actor, request_id), seen=request.POST.get("seen", ""))
    return redirect("letters-sign")


@requires(SIGN)
@require_POST
def now(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Sign the letter that was looked at, without the list of all that were."""
    actor = actor_of(request)
    with attempt(request):
        row = office_request(actor, request_id)
        return _signed(request, sign_now(actor, request=row, seen=request.POST.get("seen", "")))
    return redirect("letters-sign")


@requires(SIGN)
@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """List the letters that were looked at, for one confirmation."""
    page = signing_page(actor_of(request))
    return render(request, "letters/desk/confirm.html", {"signing": page, "trail": _trail()})


@requires(SIGN)
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign what was looked at; what fails stays queued and is named with its reason."""
    actor = actor_of(request)
    rows = letters_to_sign(actor, _ids(request.POST.getlist("surat")))
    if not rows:
        messages.error(request, _("Belum ada surat yang dipilih. Pilih sedikitnya satu surat."))
        return redirect("letters-sign-confirm")
    with attempt(request):
        return _signed(request, sign_batch(actor, requests=rows))
    return redirect("letters-sign-confirm")


def _signed(request: HttpRequest, result: BatchResult) -> HttpResponse:
    """Say what was signed, and lead on to the remote signature if letters wait for it."""
    if result.signed:
        words = ngettext("%d surat ditandatangani.", "%d surat ditandatangani.", len(result.signed))
        messages.success(request, words % len(result.signed))
    remote = _remote(result.waiting)
    if remote and not result.failed:
        return redirect(remote)
    return render(
        request, "letters/desk/signed.html", {"result": result, "remote": remote, "trail": _trail()}
    )


def _remote(waiting: Iterable[object]) -> str:
    """Where the letters go on that wait for the remote signature, if there are any."""
    if not any(getattr(getattr(row, "document", None), "method", "") == "bsre" for row in waiting):
        return ""
    try:
        return reverse("letters-remote-sign")
    except NoReverseMatch:
        return ""
