"""The officer's pages about boundaries: a file is first shown, then saved."""

from datetime import date

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, requires
from pendopo.places import operations, queries
from pendopo.places.formats.geojson import BadFile
from pendopo.places.forms.boundaries import ConfirmForm, Kept, UploadForm
from pendopo.places.rules.permissions import IMPORT_BOUNDARIES
from pendopo.places.views.base import form_page, saved, trail
from pendopo.ui.asking import attempt

SALT = "pendopo.places.boundaries"
# The preview travels through the browser, signed: nothing is written before the officer confirms.
PREVIEW_SECONDS = 3600
PREVIEW_BYTES = 1_500_000


@requires(IMPORT_BOUNDARIES)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a boundary file and show what it holds; nothing is written."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"valid_from": clock.today()})
    if form.is_valid():
        return _checked(request, form)
    queries.profile_for(actor_of(request), IMPORT_BOUNDARIES)
    return _upload_page(request, form)


def _upload_page(request: HttpRequest, form: UploadForm) -> HttpResponse:
    lead = _("Berkas diperiksa dahulu. Belum ada yang disimpan sebelum Anda setuju.")
    return form_page(request, form, _("Batas wilayah"), upload=True, button=_("Periksa berkas"), lead=lead)


def _checked(request: HttpRequest, form: UploadForm) -> HttpResponse:
    """Show what a file holds, or say at the field why it cannot be read."""
    content = form.cleaned_data["file"].read()
    try:
        plan = queries.boundary_preview(actor_of(request), content)
    except BadFile as bad:
        form.add_error("file", str(operations.PlaceRefused(bad.code, **bad.details)))
        return _upload_page(request, form)
    token = _token(plan, form)
    if len(token) > PREVIEW_BYTES:
        form.add_error("file", str(operations.PlaceRefused("too_much_at_once")))
        return _upload_page(request, form)
    return render(request, "places/boundaries.html", _preview(plan, form, token))


def _token(plan: queries.BoundaryPlan, form: UploadForm) -> str:
    outlines = [
        (item.position, item.code, item.name, item.outline.geojson, item.outline.hectares)
        for item in plan.found
        if item.outline is not None
    ]
    kept = {
        "area": plan.area,
        "choices": plan.choices,
        "source": form.cleaned_data["source"],
        "valid_from": form.cleaned_data["valid_from"].isoformat(),
        "outlines": outlines,
    }
    return signing.dumps(kept, salt=SALT, compress=True)


def _preview(plan: queries.BoundaryPlan, form: UploadForm, token: str) -> dict[str, object]:
    confirm = ConfirmForm(page=signing.loads(token, salt=SALT), initial={"token": token})
    rows = [
        {"item": item, "problem": str(operations.PlaceRefused(item.problem)) if item.problem else ""}
        for item in plan.found
    ]
    usable = any(item.outline for item in plan.found)
    title = _("Periksa batas wilayah")
    return {
        "rows": rows,
        "plan": plan,
        "form": confirm,
        "given": form.cleaned_data,
        "usable": usable,
        "title": title,
        "trail": trail(title),
    }


@requires(IMPORT_BOUNDARIES)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the outlines that were shown."""
    try:
        kept: Kept = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("Pratinjau sudah kedaluwarsa. Unggah berkasnya sekali lagi."))
        return redirect("places-boundaries")
    form = ConfirmForm(request.POST, page=kept)
    chosen = form.chosen() if form.is_valid() else {}
    outlines = {
        code or chosen[position]: (geojson, size)
        for position, code, _name, geojson, size in kept["outlines"]
        if code or position in chosen
    }
    with attempt(request):
        count = operations.import_boundaries(
            actor_of(request),
            area=kept["area"],
            outlines=outlines,
            source=kept["source"],
            valid_from=date.fromisoformat(kept["valid_from"]),
        )
        return saved(request, _("%(count)s batas wilayah sudah disimpan.") % {"count": count})
    return redirect("places-boundaries")
