"""Pages of the office: the list of requests, one request and its steps, asking at the desk."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.letters.forms.requests import (
    DeskAskForm,
    HandOverForm,
    ReasonForm,
    ReturnForm,
    SearchForm,
    ShownForm,
    VoidForm,
)
from pendopo.letters.operations.desk import (
    Asked,
    check_request,
    record_request,
    refuse_request,
    refuse_to_sign,
    return_request,
    take_over,
    verify_request,
)
from pendopo.letters.operations.signing import hand_over, note_life_event, void_letter
from pendopo.letters.queries.desk import (
    DeskLine,
    DeskList,
    desk_ask,
    desk_list,
    desk_request,
    find_applicants,
    office_request,
)
from pendopo.letters.queries.requests import paper_file
from pendopo.letters.rules.life_events import event_offer
from pendopo.letters.rules.permissions import ASK, CHECK, READ, SIGN, VERIFY
from pendopo.letters.views.faces import METHODS, Trail, posted
from pendopo.questions.forms.fields import answers_of, build_form
from pendopo.ui.asking import attempt, said
from pendopo.ui.listing import Cell, Listing, Tab, Tag
from pendopo.ui.templatetags.ui import tenggat

Step = Callable[..., Any]


def _trail(last: str) -> Trail:
    return [(_("Surat"), reverse("letters-desk")), (last, "")]


@requires(READ)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests, by state."""
    given = request.GET
    listing = desk_list(
        actor_of(request),
        shown=given.get("tampil", ""),
        number=given.get("halaman", "1"),
        text=given.get("q", ""),
    )
    context = {
        "listing": _listing(listing),
        "tabs": _tabs(listing),
        "desk": listing,
        "text": given.get("q", ""),
        "trail": [(_("Surat"), "")],
    }
    return render(request, "letters/desk/list.html", context)


def _tabs(listing: DeskList) -> list[Tab]:
    shown = listing.shown
    states = [Tab(str(label), f"?tampil={key}", shown == key, count) for key, label, count in listing.tabs]
    return [Tab(_("Berjalan"), "?", not shown), *states, Tab(_("Semua"), "?tampil=semua", shown == "semua")]


def _listing(listing: DeskList) -> Listing[DeskLine]:
    total = listing.page.paginator.count
    return Listing(
        _("Permohonan surat"),
        [_("Surat"), _("Pemohon"), _("Keadaan"), _("Resi"), _("Tenggat")],
        listing.lines,
        lambda line: [
            Cell(line.letter, reverse("letters-desk-request", args=[line.row.pk])),
            line.name,
            Cell(line.state, tag=Tag(_("lewat"), "late") if line.lapsed else None),
            line.row.receipt or "",
            Cell(tag=Tag(**tenggat(line.row.due))),
        ],
        (_("Tidak ada permohonan di sini"), _("Pilih keadaan lain, atau catat permohonan baru.")),
        page=listing.page,
        counted=ngettext("%(total)s permohonan", "%(total)s permohonan", total) % {"total": total},
    )


@requires(READ)
@require_safe
def detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one request with what this officer may do now."""
    return _show(request, request_id)


def _show(
    request: HttpRequest, request_id: UUID, *, bad: str = "", form: forms.Form | None = None, error: str = ""
) -> HttpResponse:
    desk = desk_request(actor_of(request), request_id)
    wanted = [(one["key"], one["name"]) for one in desk.page.wanted_papers]
    seen = {paper.key for paper in desk.page.papers}
    made = {
        "shown": ShownForm(wanted=[one for one in wanted if one[0] not in seen]),
        "return": ReturnForm(wanted=wanted),
        "refuse": ReasonForm(prefix="tolak"),
        "hand": HandOverForm(initial={"received_by": desk.name}),
        "void": VoidForm(prefix="batal"),
    }
    if form is not None:
        made[bad] = form
    context = {
        "desk": desk,
        "page": desk.page,
        "row": desk.row,
        "forms": made,
        "bad": bad,
        "error": error,
        "offer": event_offer(desk.event) if desk.event else None,
        "trail": _trail(str(desk.row.receipt)),
    }
    status = 422 if error or (form is not None and form.errors) else 200
    return render(request, "letters/desk/request.html", context, status=status)


def _step(request: HttpRequest, request_id: UUID, act: Step, words: str, **given: Any) -> HttpResponse:
    """Do one step and go back to the request, or show what stands in its way."""
    actor = actor_of(request)
    with attempt(request):
        act(actor, request=office_request(actor, request_id), **given)
        return said(request, words, "letters-desk-request", request_id)
    return redirect("letters-desk-request", request_id)


@requires(CHECK)
@require_POST
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say that the papers are complete."""
    shown = request.POST.getlist("shown")
    return _step(request, request_id, check_request, _("Syarat lengkap. Permohonan diteruskan."), shown=shown)


@requires(CHECK)
@require_POST
def give_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Return a request, naming what is missing."""
    given: dict[str, Any] = {"missing": request.POST.getlist("missing"), "note": request.POST.get("note", "")}
    said = _("Permohonan dikembalikan. Pemohon sudah diberi tahu.")
    return _step(request, request_id, return_request, said, **given)


@requires(VERIFY)
@require_POST
def verify(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say that a request is right."""
    return _step(request, request_id, verify_request, _("Terverifikasi. Surat menunggu tanda tangan."))


@requires(SIGN)
@require_POST
def step_in(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Pass a step whose clock has run out."""
    return _step(request, request_id, take_over, _("Permohonan diteruskan ke tanda tangan."))


@requires(CHECK)
@require_POST
def refuse(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """End a request with a reason."""
    reason = request.POST.get("tolak-reason", "")
    said = _("Permohonan ditolak. Pemohon sudah diberi tahu alasannya.")
    return _step(request, request_id, refuse_request, said, reason=reason)


@requires(SIGN)
@require_POST
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Decline to sign, with a reason."""
    reason = request.POST.get("tolak-reason", "")
    said = _("Permohonan ditolak. Pemohon sudah diberi tahu alasannya.")
    return _step(request, request_id, refuse_to_sign, said, reason=reason)


@requires(CHECK)
@require_POST
def hand(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Note that the printed letter was handed over."""
    given = {"received_by": request.POST.get("received_by", ""), "remark": request.POST.get("remark", "")}
    return _step(request, request_id, hand_over, _("Penyerahan surat sudah dicatat."), **given)


@requires(SIGN)
@require_POST
def void(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Declare a signed letter void; its number stays."""
    form = VoidForm(request.POST, prefix="batal")
    if not form.is_valid():
        return _show(request, request_id, bad="void", form=form)
    said = _("Surat dibatalkan. Nomornya tetap tercatat.")
    return _step(request, request_id, void_letter, said, **form.cleaned_data)


@requires(CHECK)
@require_POST
def event_noted(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Note that the register follows the letter."""
    return _step(request, request_id, note_life_event, _("Peristiwa ditandai sudah dicatat."))


@requires(READ)
@never_cache
@require_safe
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Show a paper to the office."""
    found, content = paper_file(actor_of(request), paper_id)
    return HttpResponse(content, content_type=found.media_type)


@requires(ASK)
@require_http_methods(METHODS)
def find(request: HttpRequest) -> HttpResponse:
    """Find the resident who asks; what is typed travels in the body, for it may be an NIK."""
    form = SearchForm(posted(request))
    text = form.cleaned_data["q"] if request.method == "POST" and form.is_valid() else ""
    found = find_applicants(actor_of(request), text)
    context = {"form": form, "found": found, "trail": _trail(_("Permohonan baru"))}
    return render(request, "letters/desk/find.html", context, status=422 if form.errors else 200)


@requires(ASK)
@require_safe
def choose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Choose the letter for a resident."""
    page = desk_ask(actor_of(request), person_id)
    return render(request, "letters/desk/choose.html", {"page": page, "trail": _trail(_("Permohonan baru"))})


@requires(ASK)
@sensitive_post_parameters()
@require_http_methods(METHODS)
def record(request: HttpRequest, person_id: UUID, key: str) -> HttpResponse:
    """Write a request down on one page: answers, papers seen, and the day if it came on paper."""
    page = desk_ask(actor_of(request), person_id, key)
    assert page.offered is not None
    content = page.offered.content
    made = build_form(content.fields, people=page.people, known=page.known)
    answers = made(posted(request))
    wanted = [(one.key, one.name) for one in content.requirements]
    first = {"form_key": page.form_key}
    form = DeskAskForm(posted(request), wanted=wanted, initial=first, expected=page.form_code)
    if request.method == "POST" and answers.is_valid() and form.is_valid():
        asked = Asked(
            key=key,
            form_key=form.cleaned_data["form_key"],
            answers=answers_of(answers),
            shown=form.cleaned_data.get("shown", ()),
            on_paper=form.day,
        )
        with attempt(form):
            row = record_request(actor_of(request), person=page.person, asked=asked)
            messages.success(request, _("Permohonan %(receipt)s sudah dicatat.") % {"receipt": row.receipt})
            return redirect("letters-desk-receipt", row.pk)
    context = {
        "page": page,
        "content": content,
        "answers": answers,
        "form": form,
        "trail": _trail(content.name),
    }
    bad = bool(answers.errors or form.errors)
    return render(request, "letters/desk/record.html", context, status=422 if bad else 200)


@requires(READ)
@require_safe
def receipt(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the receipt for the resident at the counter, to be printed."""
    desk = desk_request(actor_of(request), request_id)
    return render(request, "letters/desk/receipt.html", {"desk": desk, "page": desk.page, "row": desk.row})
