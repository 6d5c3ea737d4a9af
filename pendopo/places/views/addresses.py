"""The address of the site: naming it at the desk, and proving it from outside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, public, requires
from pendopo.places import operations, queries
from pendopo.places.forms.addresses import AddressForm
from pendopo.places.rules.permissions import EDIT_ADDRESS
from pendopo.places.views.base import trail
from pendopo.ui.asking import attempt


@requires(EDIT_ADDRESS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Show the address in use, and take a new one on trial."""
    page = queries.address_page(actor_of(request))
    here = f"{request.scheme}://{request.get_host()}"
    form = AddressForm(
        request.POST or None, initial={"address": page.fixed or page.trial or page.in_use or here}
    )
    if form.is_valid():
        given = form.cleaned_data["address"]
        with attempt(form):
            operations.name_address(actor_of(request), profile=page.profile, address=given)
            messages.success(
                request, _("Alamat tersimpan untuk diuji. Buka tautan di bawah lewat alamat itu.")
            )
            return redirect("places-address")
    title = _("Alamat situs")
    context = {"page": page, "form": form, "title": title, "trail": trail(title)}
    return render(request, "places/address.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody who came through the address on trial say that it works."""
    page = queries.public_trial(code)
    opened = f"{request.scheme}://{request.get_host()}"
    trouble = ""
    if request.method == "POST":
        with attempt() as tried:
            operations.prove_address(actor_of(request), profile=page.profile, code=code, opened=opened)
            return render(request, "places/address_proven.html", {"page": page})
        trouble = tried.trouble
    context = {"page": page, "opened": opened, "trouble": trouble}
    return render(request, "places/address_trial.html", context, status=422 if trouble else 200)
