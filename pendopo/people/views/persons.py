"""The resident list, the search and a person's file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.kernel.access import actor_of, requires, resident
from pendopo.people.forms.persons import FilterForm, PurposeForm, SearchForm
from pendopo.people.operations.opening import open_file
from pendopo.people.queries.desk import own_page, person_page, resident_list
from pendopo.people.queries.persons import person_visible_to
from pendopo.people.rules.permissions import READ


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def person_list(request: HttpRequest) -> HttpResponse:
    """List residents by name; a search by name goes into the address, one by identity number never does."""
    search = SearchForm(request.POST or None)
    text = request.GET.get("q", "")
    if request.method == "POST" and search.is_valid():
        text = search.cleaned_data["text"].strip()
        if not any(character.isdigit() for character in text):
            return redirect(
                f"{reverse('people-persons')}?{urlencode({'q': text})}" if text else "people-persons"
            )
    elif any(character.isdigit() for character in text):
        return redirect("people-persons")
    filters = FilterForm(request.GET or None)
    page = resident_list(actor_of(request), filters.wanted(text, request.GET.get("sesudah", "")))
    filters.offer(page.areas)
    context = {"listing": page.listing, "areas": page.titles, "filters": filters, "text": text}
    return render(request, "people/persons/list.html", context)


@requires(READ)
@require_http_methods(["GET", "HEAD"])
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a person's file to an officer who has said what for; otherwise ask."""
    page = person_page(actor_of(request), person_id)
    if page is None:
        form = PurposeForm(initial={"purpose": request.session.get("purpose", "layanan")})
        return render(request, "people/persons/purpose.html", {"form": form, "person_id": person_id})
    trail = [(_("Warga"), reverse("people-persons")), (page.file.person.name, "")]
    return render(
        request, "people/persons/file.html", {"page": page, "person": page.file.person, "trail": trail}
    )


@requires(READ)
@require_POST
def open_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note the purpose and go on to the file."""
    found = person_visible_to(actor_of(request), person_id)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return render(
            request, "people/persons/purpose.html", {"form": form, "person_id": person_id}, status=422
        )
    open_file(actor_of(request), person=found, purpose=form.words())
    request.session["purpose"] = form.cleaned_data["purpose"]
    return redirect("people-person", person_id)


@resident
@require_http_methods(["GET", "HEAD"])
def own_data(request: HttpRequest) -> HttpResponse:
    """Show a resident what the village knows of him or her, and of the family."""
    page = own_page(actor_of(request))
    trail = [(_("Akun saya"), reverse("resident-home")), (_("Data saya"), "")]
    return render(
        request, "people/persons/own.html", {"page": page, "person": page.file.person, "trail": trail}
    )
