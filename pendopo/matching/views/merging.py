"""Merging the two records of a pair, and taking the merge back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.matching.forms.lists import ReasonForm
from pendopo.matching.forms.merging import MergeForm
from pendopo.matching.operations import merge_pair, unmerge_pair
from pendopo.matching.queries.review import MergeChoice, merge_choice
from pendopo.matching.rules.permissions import MERGE
from pendopo.matching.views.trails import trail_to
from pendopo.ui.asking import ask, attempt


@requires(MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Ask which record stays and what it takes over; a merged pair can be taken apart here."""
    choice = merge_choice(actor_of(request), result_id)
    if choice.page is None:
        return _take_back(request, choice)
    form = MergeForm(request.POST or None, page=choice.page)
    if form.is_valid():
        with attempt(form):
            merge_pair(
                actor_of(request),
                result=choice.result,
                keep=form.chosen,
                take=form.take,
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, _("Kedua data sudah digabung. Penggabungan ini dapat dibatalkan."))
            return redirect("matching-pair", result_id)
    return _page(
        request,
        form,
        choice,
        heading=_("Gabungkan data ganda"),
        note=_("Pilih isi yang benar, satu per satu. NIK yang tidak dipilih tetap tersimpan di data lama."),
        button=_("Gabungkan"),
    )


def _take_back(request: HttpRequest, choice: MergeChoice) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with attempt(form):
            unmerge_pair(actor_of(request), result=choice.result, reason=form.cleaned_data["reason"])
            messages.success(request, _("Penggabungan dibatalkan. Kedua data kembali seperti sebelumnya."))
            return redirect("matching-pair", choice.result.pk)
    return _page(
        request,
        form,
        choice,
        heading=_("Batalkan penggabungan?"),
        note=_("Kedua data kembali seperti sebelum digabung."),
        button=_("Batalkan penggabungan"),
    )


def _page(
    request: HttpRequest,
    form: MergeForm | ReasonForm,
    choice: MergeChoice,
    *,
    heading: str,
    note: str,
    button: str,
) -> HttpResponse:
    back = reverse("matching-pair", args=[choice.result.pk])
    return ask(
        request,
        form,
        heading=heading,
        note=note,
        trail=trail_to(
            (_("Antrean tinjau"), reverse("matching-queue")), (_("Pasangan"), back), (heading, "")
        ),
        button=button,
        danger=True,
    )
