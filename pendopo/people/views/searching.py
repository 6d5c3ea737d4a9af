"""Searching a resident across villages, and who did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.searching import AcrossForm
from pendopo.people.operations.searching import search_across
from pendopo.people.queries.searching import SearchLine, search_area, searches_of
from pendopo.people.rules.permissions import READ, SEARCH
from pendopo.ui.asking import attempt
from pendopo.ui.listing import Cell, Listing
from pendopo.ui.templatetags.ui import waktu


@requires(SEARCH)
@require_http_methods(["GET", "HEAD", "POST"])
def across(request: HttpRequest) -> HttpResponse:
    """Search a resident across the villages of the officer's area; what was found stands on this answer only."""
    area, form, findings = search_area(actor_of(request)), AcrossForm(request.POST or None), None
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form, "said"):
            findings = search_across(
                *(actor_of(request),), area=area, sought=form.sought(), purpose=given["purpose"], said=given["said"]
            )  # fmt: skip
    context = {"form": form, "findings": findings}
    return render(request, "people/searching/across.html", context, status=422 if form.errors else 200)


@requires(READ)
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """List who found residents of the village by a search across villages, and what for."""
    page, lines = searches_of(actor_of(request), request.GET.get("halaman", "1"))
    shown: Listing[SearchLine] = Listing(
        _("Pencarian lintas desa"),
        [_("Warga"), _("Waktu"), _("Petugas"), _("Wilayah pencarian"), _("Keperluan")],
        lines,
        lambda line: [Cell(line.name), waktu(line.at), line.who, line.area, line.purpose],
        (_("Belum ada pencarian"), _("Pencarian oleh petugas kecamatan atau kabupaten tercatat di sini.")),
        page=page,
    )
    return render(request, "people/searching/list.html", {"listing": shown})
