"""A new site chooses its village: from province to village, for the holder of the first one-time link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import AreaChoiceForm
from pendopo.kernel.access import actor_of, public
from pendopo.ui.asking import attempt

_LABELS = (_("Provinsi"), _("Kabupaten atau kota"), _("Kecamatan"), _("Desa atau kelurahan"))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_village(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for province, regency, district and village one after the other, then for a confirmation."""
    page = queries.public_link_page(token, request.POST.get("kode", request.GET.get("dari", "")))
    if page is None:
        return render(request, "accounts/link_spent.html", status=410)
    if page.choice is None:
        return redirect("officer-link", token=token)
    choice = page.choice
    trouble = ""
    # a kecamatan, a kabupaten or a province may serve all its villages
    whole = bool(choice.area) and "seluruh" in (request.POST or request.GET)
    if request.method == "POST" and (choice.done or whole):
        with attempt() as tried:
            operations.choose_site_village(actor_of(request), link=page.link, token=token, code=choice.area)
            return redirect("officer-link", token=token)
        trouble = tried.trouble
    form = AreaChoiceForm(request.GET if "di" in request.GET else None, page=choice)
    if form.is_valid():
        here = reverse("officer-link-village", args=[token])
        return redirect(f"{here}?{urlencode({'dari': form.cleaned_data['di']})}")
    rows = [
        {"label": label, "name": name, "back": code.rpartition(".")[0]}
        for label, (code, name) in zip(_LABELS, choice.above, strict=False)
    ]
    context = {"form": form, "choice": choice, "rows": rows, "trouble": trouble, "whole": whole}
    return render(request, "accounts/village_choice.html", context)
