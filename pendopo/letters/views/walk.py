"""The steps of asking, the same at the portal and at the kiosk; the views of both call them."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.letters.operations.asking import answer_request, begin_request, send_request
from pendopo.letters.queries.requests import RequestPage, ask_page, request_page
from pendopo.letters.rules.states import RequestState
from pendopo.letters.views.faces import Face, posted, show
from pendopo.questions.forms.fields import answers_of, build_form
from pendopo.questions.rules.asked import missing_answers
from pendopo.questions.rules.fields import Field
from pendopo.ui.asking import attempt
from pendopo.ui.forms import KeyForm

DRAFT = RequestState.DRAFT.value


def start(request: HttpRequest, actor: Actor, face: Face, key: str) -> HttpResponse:
    """Say what the letter needs; the button begins a draft, once however often it is pressed."""
    page = ask_page(actor, key, request.GET.get("lagi", ""))
    form = KeyForm(posted(request))
    tried = attempt()
    if request.method == "POST":
        with tried:
            row = begin_request(
                actor,
                village=page.village,
                key=key,
                form_key=form.key,
                channel=face.channel,
                again_of=page.again_of,
            )
            if page.again_of:
                return face.go("check", row.pk)
            return _onwards(face, row.pk, page.offered.content.fields)
    context = {"page": page, "content": page.offered.content, "error": tried.trouble}
    return show(request, face, "start", context, status=422 if tried.refusal else 200)


def _onwards(face: Face, request_id: UUID, fields: Sequence[Field]) -> HttpResponse:
    if fields:
        return face.go("question", request_id, fields[0].key)
    return face.go("papers", request_id)


def question(request: HttpRequest, actor: Actor, face: Face, request_id: UUID, key: str) -> HttpResponse:
    """Ask one question, keep its answer, and go to the next one or back to the list of answers."""
    page = request_page(actor, request_id)
    if not page.writable and request.method != "POST":
        return face.go("request", request_id)
    asked = page.question(key)
    made = build_form(
        page.content.fields, (key,), people=page.people, known=page.known, born=page.row.person.birth_date
    )
    form = made(posted(request), initial=dict(page.row.answers))
    changing = request.GET.get("kembali") == "periksa"
    if form.is_bound and form.is_valid():
        with attempt(form):  # sent meanwhile from another tab: what was typed stays on the page
            page.row.answers = answer_request(actor, request=page.row, answers=answers_of(form)).answers
            return _after(face, page, key, changing)
    number, total = page.place(key)
    back = page.before(key)
    context = {
        "page": page,
        "form": form,
        "asked": asked,
        "why": page.row.marks.get(key, ""),
        "number": number,
        "total": total,
        "back": reverse(face.request, args=[request_id])
        if page.row.state != DRAFT
        else reverse(face.question, args=[request_id, back])
        if back
        else reverse(face.start, args=[page.row.type.key]),
        "changing": changing,
    }
    return show(request, face, "question", context, status=422 if form.errors else 200)


def _after(face: Face, page: RequestPage, key: str, changing: bool) -> HttpResponse:
    keys = [one.key for one in page.asked]
    following = keys[keys.index(key) + 1 :]
    if page.row.state != DRAFT:
        called = next(iter(missing_answers(page.content.fields, page.row.answers)), "")
        return face.go("question", page.row.pk, called) if called else face.go("request", page.row.pk)
    if changing:
        # An answer that was changed may call up questions that nobody has asked yet.
        called = page.next_question
        return face.go("question", page.row.pk, called) if called else face.go("check", page.row.pk)
    if following:
        return face.go("question", page.row.pk, following[0])
    return face.go("papers" if page.content.requirements else "check", page.row.pk)


def rows_to_change(face: Face, page: RequestPage, query: str) -> list[dict[str, str]]:
    """Return every answer in words, each with the page on which it is changed."""
    return [
        {**row, "url": reverse(face.question, args=[page.row.pk, row["key"]]) + query} for row in page.rows
    ]


def marks_to_mend(face: Face, page: RequestPage) -> list[dict[str, str]]:
    """Return what the office has marked and is still as it was, each with why and the page on which it is mended."""
    one, named = page.row.pk, page.row.markable
    papers = {wanted["key"] for wanted in page.wanted_papers}
    return [
        {
            "label": named.get(key, key),
            "why": why,
            "url": reverse(face.papers, args=[one])
            if key in papers
            else reverse(face.question, args=[one, key]),
        }
        for key, why in page.row.marks.items()
        if key in papers or key in {asked.key for asked in page.asked}
    ]


def check(request: HttpRequest, actor: Actor, face: Face, request_id: UUID) -> HttpResponse:
    """Show every answer for a last look; the button sends the request."""
    page = request_page(actor, request_id)
    if page.row.state != DRAFT:
        return face.go("receipt", request_id)
    missing = missing_answers(page.content.fields, page.row.answers)
    tried = attempt()
    if request.method == "POST":
        with tried:
            send_request(actor, request=page.row)
            return face.go("receipt", request_id)
    rows = rows_to_change(face, page, "?kembali=periksa")
    rows += [
        {
            "label": one.label,
            "value": _("belum dijawab"),
            "url": f"{reverse(face.question, args=[request_id, one.key])}?kembali=periksa",
        }
        for one in page.asked
        if one.key in missing and one.key not in page.row.answers
    ]
    context = {"page": page, "rows": rows, "missing": missing, "error": tried.trouble}
    return show(request, face, "check", context, status=422 if tried.refusal else 200)
