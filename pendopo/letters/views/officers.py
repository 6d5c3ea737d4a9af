"""Who signs, and which resident each of them is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.errors import NotFound
from pendopo.letters.forms.requests import SearchForm
from pendopo.letters.operations.signing import identify_officer
from pendopo.letters.queries.officers import signer_choice, signer_page, signers_page
from pendopo.letters.rules.permissions import EDIT_SIGNERS
from pendopo.letters.views.faces import METHODS, Trail, posted
from pendopo.ui.asking import attempt


def _trail(last: str = "") -> Trail:
    trail = [(_("Surat"), reverse("letters-desk")), (_("Penanda tangan"), reverse("letters-signers"))]
    return [*trail, (last, "")] if last else [trail[0], (trail[1][0], "")]


@requires(EDIT_SIGNERS)
@require_safe
def signers(request: HttpRequest) -> HttpResponse:
    """List the officers who sign."""
    page = signers_page(actor_of(request))
    return render(request, "letters/desk/signers.html", {"signers": page, "trail": _trail()})


@requires(EDIT_SIGNERS)
@require_http_methods(METHODS)
def signer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Find the resident who an officer is."""
    form = SearchForm(posted(request))
    form.fields["q"].label = _("Nama, NIK, atau nomor KK petugas")
    text = form.cleaned_data["q"] if request.method == "POST" and form.is_valid() else ""
    page = signer_page(actor_of(request), officer_id, text)
    context = {"signer": page, "form": form, "text": text, "trail": _trail(page.officer.name)}
    return render(request, "letters/desk/signer.html", context, status=422 if form.errors else 200)


@requires(EDIT_SIGNERS)
@require_POST
def identify(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Say which resident an officer is, or that he lives elsewhere."""
    chosen = request.POST.get("person", "")
    try:
        person_id = UUID(chosen) if chosen else None
    except ValueError:
        raise NotFound from None
    area, officer, person = signer_choice(actor_of(request), officer_id, person_id)
    with attempt(request):
        identify_officer(actor_of(request), area=area, officer=officer, person=person)
        messages.success(request, _("Penanda tangan sudah dihubungkan."))
    return redirect("letters-signers")
