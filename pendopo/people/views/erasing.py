"""Erasing what the journal keeps of a person: find, read what there is, confirm with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.erasing import ErasureForm, FindForm
from pendopo.people.operations.erasing import erase_history
from pendopo.people.queries.erasing import erasure_page, person_to_erase
from pendopo.people.rules.permissions import ERASE
from pendopo.ui.asking import attempt, said


@requires(ERASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask whose history is to be erased."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        found = person_to_erase(actor_of(request), form.cleaned_data["person"])
        if found is not None:
            return redirect("people-erasure", person_id=found)
        form.add_error("person", _("Tidak ada warga dengan nomor ini di wilayah Anda. Periksa angkanya."))
        form.data = {}  # the number is not shown again
    context = {"form": form, "trail": [(_("Meja kerja"), reverse("desk")), (_("Penghapusan"), "")]}
    return render(request, "people/erasing/find.html", context, status=422 if form.errors else 200)


@requires(ERASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show what the journal holds of a person, and erase it with a reason."""
    actor = actor_of(request)
    page = erasure_page(actor, person_id)
    form = ErasureForm(request.POST or None)
    if form.is_valid():
        with attempt(form):
            count = erase_history(actor, person=page.person, reason=form.cleaned_data["reason"])
            done = ngettext("%d salinan dihapus dari jurnal.", "%d salinan dihapus dari jurnal.", count)
            return said(request, done % count, "people-erasures")
    steps = [
        (_("Meja kerja"), reverse("desk")),
        (_("Penghapusan"), reverse("people-erasures")),
        (page.initials, ""),
    ]
    context = {"page": page, "form": form, "trail": steps}
    return render(request, "people/erasing/erase.html", context, status=422 if form.errors else 200)
