"""Pages of the office: one request and its steps, asking at the desk. The list is that of all cases."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.cases.forms.moves import NoteForm
from pendopo.cases.rules.flow import Flow
from pendopo.kernel.access import actor_of, requires
from pendopo.letters.forms.requests import DeskAskForm, SearchForm, StepForm
from pendopo.letters.operations.desk import Asked, record_request
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import note_life_event
from pendopo.letters.queries.desk import desk_ask, desk_request, find_applicants, office_request
from pendopo.letters.queries.requests import RequestPage, paper_file
from pendopo.letters.rules.life_events import event_offer
from pendopo.letters.rules.permissions import ASK, CHECK, READ
from pendopo.letters.views.faces import METHODS, Trail, posted
from pendopo.letters.views.steps import STEPS
from pendopo.questions.forms.fields import answers_of, build_form
from pendopo.ui.asking import attempt, said


def _trail(last: str) -> Trail:
    return [(_("Surat"), reverse("letters-desk")), (last, "")]


@requires(READ)
@require_safe
def detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one request with what this officer may do now."""
    return _show(request, request_id)


def _show(
    request: HttpRequest, request_id: UUID, bad: str = "", form: forms.Form | None = None
) -> HttpResponse:
    desk = desk_request(actor_of(request), request_id)
    made: dict[str, forms.Form] = {key: STEPS[key].build(desk.page) for key in STEPS if key in desk.may}
    made["note"] = NoteForm()
    lost = form if bad not in made else None  # somebody else was quicker, or the time was over
    if form is not None and lost is None:
        made[bad] = form
    context = {
        "desk": desk,
        "page": desk.page,
        "row": desk.row,
        "stamp": desk.row.stamp,
        "forms": made,
        "bad": bad,
        "lost": lost,
        "offer": event_offer(desk.event) if desk.event else None,
        "trail": _trail(str(desk.row.receipt)),
    }
    return render(request, "letters/desk/request.html", context, status=422 if form is not None else 200)


@require_POST
def step(request: HttpRequest, _flow: Flow, key: str, request_id: UUID) -> HttpResponse:
    """Do one step and go back to the request, or show what stands in its way; what was typed stays."""
    made = STEPS[key]
    seen = request.POST.get("seen", "")
    return _act(request, request_id, key, lambda page: made.build(page, request), str(made.done), seen=seen)


@require_POST
def note(request: HttpRequest, _flow: Flow, request_id: UUID) -> HttpResponse:
    """Keep a note of the office."""
    return _act(request, request_id, "note", lambda _page: NoteForm(request.POST), _("Catatan tersimpan."))


def _act(
    request: HttpRequest,
    request_id: UUID,
    key: str,
    build: Callable[[RequestPage], StepForm | NoteForm],
    words: str,
    **more: str,
) -> HttpResponse:
    desk = desk_request(actor_of(request), request_id)
    form = build(desk.page)
    if form.is_valid():
        with attempt(form):
            ACTS[key](actor_of(request), case=desk.row, **form.given, **more)
            return said(request, words, "letters-desk-request", request_id)
    return _show(request, request_id, key, form)


@requires(CHECK)
@require_POST
def event_noted(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Note that the register follows the letter."""
    with attempt(request):
        note_life_event(actor_of(request), request=office_request(actor_of(request), request_id))
        messages.success(request, _("Peristiwa ditandai sudah dicatat."))
    return redirect("letters-desk-request", request_id)


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
    made = build_form(content.fields, people=page.people, known=page.known, born=page.person.birth_date)
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
