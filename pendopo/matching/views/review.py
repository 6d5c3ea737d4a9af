"""Reviewing pairs: the queue by household, one pair, the answer, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.matching.forms.review import AnswerForm
from pendopo.matching.operations import answer_pair, open_pair, withdraw_answer
from pendopo.matching.queries.review import PairPage, pair_page, result_for, review_queue
from pendopo.matching.rules.permissions import REVIEW
from pendopo.matching.views.listings import waiting
from pendopo.matching.views.trails import trail_to
from pendopo.ui.asking import attempt


@requires(REVIEW)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the households that wait for this officer."""
    context = {
        "listing": waiting(review_queue(actor_of(request))),
        "before": _uuid(request.GET.get("sesudah", "")),
        "trail": trail_to((_("Antrean tinjau"), "")),
    }
    return render(request, "matching/queue.html", context)


@requires(REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Show one pair side by side, which leaves a trace; or take the answer."""
    page = pair_page(actor_of(request), result_id)
    if request.method == "POST":
        return _answer(request, page)
    open_pair(actor_of(request), result=page.result)
    return _show(request, page, AnswerForm())


def _answer(request: HttpRequest, page: PairPage) -> HttpResponse:
    form = AnswerForm(request.POST)
    if form.is_valid():
        with attempt(form, reason_missing="reason"):
            answer_pair(
                actor_of(request),
                result=page.result,
                answer=form.cleaned_data["answer"],
                why=form.cleaned_data["reason"],
            )
            where = (
                reverse("matching-pair", args=[page.following])
                if page.following
                else reverse("matching-queue")
            )
            return redirect(f"{where}?sesudah={page.result.pk}")
    return _show(request, page, form)


def _show(request: HttpRequest, page: PairPage, form: AnswerForm) -> HttpResponse:
    context = {
        "pair": page,
        "form": form,
        "before": _uuid(request.GET.get("sesudah", "")),
        "trail": trail_to((_("Antrean tinjau"), reverse("matching-queue")), (page.title, "")),
    }
    return render(request, "matching/pair.html", context, status=422 if form.errors else 200)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@requires(REVIEW)
@require_POST
def withdraw(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Take the own answer back."""
    result = result_for(actor_of(request), result_id)
    with attempt(request):
        withdraw_answer(actor_of(request), result=result)
        messages.success(request, _("Jawaban Anda ditarik kembali. Pasangan ini menunggu lagi."))
    return redirect("matching-pair", result_id)
