"""The page on which a site of several villages gains one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.kernel.access import actor_of, requires
from pendopo.places import operations, queries
from pendopo.places.forms.sites import AddVillagesForm, FindVillageForm, WidenForm
from pendopo.places.rules.permissions import ADD_VILLAGE
from pendopo.ui.asking import attempt, said


@requires(ADD_VILLAGE)
@require_POST
def widen(request: HttpRequest) -> HttpResponse:
    """Let the site serve a whole area in which the officer administers."""
    form = WidenForm(request.POST)
    if not form.is_valid():
        return redirect("places-villages")
    with attempt(request):
        served = operations.serve_area(actor_of(request), area=form.cleaned_data["wider"])
        return said(
            request, _("Situs sekarang melayani %(code)s.") % {"code": served.area_code}, "places-villages"
        )
    return redirect("places-villages")


@requires(ADD_VILLAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def villages(request: HttpRequest) -> HttpResponse:
    """List the villages of the site, find those of its area that are missing, and add one or several."""
    find, add = (
        FindVillageForm(request.GET if "q" in request.GET else None),
        AddVillagesForm(request.POST if request.method == "POST" else None),
    )
    trouble, text = "", find.cleaned_data["q"] if find.is_valid() else ""
    page = queries.site_page(actor_of(request), text)
    if add.is_valid():
        with attempt() as tried:
            added = operations.add_villages(actor_of(request), area=page.area, codes=add.cleaned_data["code"])
            names = ", ".join(one.name for one in added)
            return said(request, _("%(name)s sudah ditambahkan.") % {"name": names}, "places-villages")
        trouble = tried.trouble
    context = {
        "page": page,
        "find": find,
        "text": text,
        "trouble": trouble,
        "trail": [(_("Meja kerja"), reverse("desk")), (_("Desa di situs ini"), "")],
    }
    return render(request, "places/villages.html", context, status=422 if trouble else 200)
