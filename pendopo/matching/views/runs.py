"""A comparison: its progress, its counts, the lines behind a count, the file of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.matching.forms.lists import DownloadForm, ReasonForm
from pendopo.matching.operations import close_task, go_on, record_download
from pendopo.matching.queries.downloads import results_file, run_to_download
from pendopo.matching.queries.lines import result_list, run_visible_to
from pendopo.matching.queries.results import run_page
from pendopo.matching.queries.review import result_for
from pendopo.matching.rules.permissions import READ, REVIEW, RUN
from pendopo.matching.views.listings import behind
from pendopo.matching.views.trails import trail_to
from pendopo.ui.asking import ask, attempt, said
from pendopo.ui.files import hand_over

METHODS = ["GET", "HEAD", "POST"]


@requires(READ)
@require_safe
def run_detail(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show a run: its progress, or its counts."""
    page = run_page(actor_of(request), run_id)
    context = {
        "page": page,
        "run": page.run,
        "trail": trail_to((page.title, "")),
        "may_run": RUN in actor_of(request).permissions,
        "may_review": REVIEW in actor_of(request).permissions,
    }
    template = "run" if page.run.state == "done" else "progress"
    answer = render(request, f"matching/{template}.html", context)
    if page.run.state == "running":
        answer["Refresh"] = "2"
    return answer


@requires(RUN)
@require_POST
def resume(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Go on with a run that stopped."""
    run = run_visible_to(actor_of(request), run_id, RUN)
    with attempt(request):
        run = go_on(actor_of(request), run=run)
    return redirect("matching-run", run.pk)


@requires(READ)
@require_safe
def results(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """List the people behind a count."""
    shown = request.GET.get("tampil", "")
    number = request.GET.get("halaman", "1")
    found = result_list(actor_of(request), run_id, shown=shown, number=number)
    context = {
        "listing": behind(found, may_review=REVIEW in actor_of(request).permissions),
        "trail": trail_to((found.title, reverse("matching-run", args=[run_id])), (_("Daftar orang"), "")),
    }
    return render(request, "ui/list.html", context)


@requires(READ)
@require_http_methods(METHODS)
def download(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Ask what the file is for, write that down, and hand it over."""
    form = DownloadForm(request.POST or None)
    if form.is_valid():
        full = form.cleaned_data["numbers"] == "full"
        made = results_file(actor_of(request), run_id, format=form.kind, full=full)
        return hand_over(request, made, form.cleaned_data["purpose"], record_download)
    page = run_to_download(actor_of(request), run_id)
    return ask(
        request,
        form,
        heading=_("Unduh hasil pemadanan"),
        about=page.title,
        note=_("Tanpa izin ekspor, nomor selalu disamarkan."),
        trail=trail_to((page.title, reverse("matching-run", args=[run_id])), (_("Unduh"), "")),
        button=_("Unduh"),
    )


@requires(REVIEW)
@require_http_methods(METHODS)
def task(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Note that the task of a verdict is done."""
    result = result_for(actor_of(request), result_id)
    back = reverse("matching-results", args=[result.run_id]) + "?tampil=tugas"
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with attempt(form):
            close_task(actor_of(request), result=result, reason=form.cleaned_data["reason"])
            return said(request, _("Tindak lanjut dicatat."), back)
    form.fields["reason"].label = _("Apa hasilnya?")
    return ask(
        request,
        form,
        heading=_("Catat tindak lanjut"),
        about=f"{result.get_task_display()}: {result.row.name if result.row else ''}".rstrip(": "),
        note=_("Catatan ini tidak mengubah daftar dan tidak mengubah data warga."),
        trail=trail_to((_("Daftar orang"), back), (_("Tindak lanjut"), "")),
        button=_("Simpan"),
    )
