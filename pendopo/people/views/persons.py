"""The resident list, the search and a person's file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.kernel.access import actor_of, requires, resident
from pendopo.kernel.errors import NotFound
from pendopo.people.forms.persons import FilterForm, KeepForm, PurposeForm, SearchForm
from pendopo.people.operations.exporting import record_list
from pendopo.people.operations.filters import drop_filter, keep_filter
from pendopo.people.operations.opening import open_file
from pendopo.people.queries.desk import own_page, person_page, resident_list, resident_rows
from pendopo.people.queries.filters import filter_area, filter_of
from pendopo.people.queries.persons import Listing as Found
from pendopo.people.queries.persons import Resident, person_visible_to
from pendopo.people.rules.permissions import READ
from pendopo.people.rules.searching import may_stand_in_address
from pendopo.people.templatetags.people import code, umur
from pendopo.ui.asking import ask, attempt, said
from pendopo.ui.listing import Cell, Head, Listing, Tag, asked, hand_over_list
from pendopo.ui.templatetags.ui import angka


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def person_list(request: HttpRequest) -> HttpResponse:
    """List residents by name; a search by name goes into the address, one by identity number never does."""
    search, text = SearchForm(request.POST or None), request.GET.get("q", "")
    if request.method == "POST" and search.is_valid():
        text = search.cleaned_data["text"].strip()
        onward = search.onward(request.GET)
        if onward is not None:
            return redirect(reverse("people-persons") + onward)
    elif not may_stand_in_address(text):
        return redirect("people-persons")
    filters = FilterForm(request.GET)
    wanted = filters.wanted(text, request.GET.get("sesudah", ""), request.GET.get("halaman", ""))
    page = resident_list(actor_of(request), wanted)
    if page.across:
        return redirect("people-across")
    filters.offer(page.areas)
    found = page.listing
    whole = page.place and not filters.errors and not (text and found.more_than_counted)
    open_text = request.method != "POST"
    listing = replace(
        _rows(found.persons, page.titles),
        page=found.page if open_text else None,
        counted=_counted(found),
        empty=_nobody(found),
        onward=asked(request.GET, sesudah=found.after) if found.after else "",
        filters=filters if open_text else None,
        filtered=bool(filters.errors) or "rinci" in request.GET,
        download=reverse("people-persons-file") + asked(request.GET, sesudah="", halaman="")
        if whole and open_text
        else "",
    )
    return render(
        request,
        "people/persons/list.html",
        {"listing": listing, "text": text, "kept": page.kept, "asked": filters.asked},
    )


def _rows(persons: Sequence[Resident], titles: Mapping[str, str]) -> Listing[Resident]:
    return Listing(
        _("Daftar warga"),
        [
            Head(_("Nama"), width=32),
            *(_("Jenis kelamin"), _("Umur"), Head(_("Alamat"), width=28), Head(_("Orang tua"), width=32)),
            *(_("Hubungan"), _("Status")),
        ],
        persons,
        lambda row: [
            Cell(row.name, reverse("people-person", args=[row.pk])),
            code(row.sex, "sex"),
            umur(row.birth_date),
            titles.get(row.area_code, ""),
            ", ".join(filter(None, (row.father_name, row.mother_name))),
            code(row.relation, "kk_level"),
            Cell(tag=Tag(code(row.basic_status, "status_dasar"), "ok" if row.is_living else "plain")),
        ],
        (),
    )


def _counted(found: Found) -> str:
    if found.by == "number":
        return _("Warga dengan NIK atau nomor KK itu, dan anggota keluarganya.")
    words = {
        "": _("%(total)s warga"),
        "part": _("%(total)s warga dengan tanggal lahir dan jenis kelamin seperti di angka NIK itu."),
        "name": _("%(total)s warga cocok."),
    }[found.by] % {"total": angka(found.total)}
    if not found.more_than_counted:
        return words
    more = " ".join((_("Lebih dari"), words))
    return " ".join((more, _("Tulis nama lebih lengkap, atau saring."))) if found.by else more


def _nobody(found: Found) -> Sequence[str]:
    if found.by == "number":
        return _("Nomor itu tidak ada di daftar warga"), _("Periksa 16 angkanya, atau cari dengan nama.")
    return (
        _("Tidak ada warga yang cocok"),
        _("Coba ejaan lain, sebagian nama, atau hapus saringan."),
        reverse("people-persons"),
        _("Lihat semua warga"),
    )


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def persons_file(request: HttpRequest) -> HttpResponseBase:
    """Hand over everybody whom the filters give."""
    filters = FilterForm(request.GET)
    if filters.errors:  # the page offers no file of what it could not read
        raise NotFound
    found = resident_rows(actor_of(request), filters.wanted(filters.text))
    return hand_over_list(
        request,
        _rows([], found.titles),
        found.persons,
        name="daftar-warga",
        area=found.place,
        log=record_list,
        back=reverse("people-persons"),
    )


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the address asks for under a name of the officer's own."""
    filters, form = FilterForm(request.GET), KeepForm(request.POST or None)
    if not filters.asked:
        raise NotFound
    back = f"{reverse('people-persons')}?{filters.asked}"
    if form.is_valid():
        title = form.cleaned_data["title"]
        with attempt(form, "title") as kept:
            area = filter_area(actor_of(request))
            keep_filter(actor_of(request), area=area, title=title, asked=filters.asked)
        if kept.done:
            return said(request, _("Saringan %(title)s sudah disimpan.") % {"title": title}, back)
    trail = [(_("Daftar warga"), back), (_("Simpan saringan"), "")]
    return ask(request, form, heading=_("Simpan saringan ini"), trail=trail, button=_("Simpan"))


@requires(READ)
@require_POST
def drop(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Forget a filter."""
    kept = filter_of(actor_of(request), filter_id)
    drop_filter(actor_of(request), kept=kept)
    return said(request, _("Saringan %(title)s sudah dihapus.") % {"title": kept.title}, "people-persons")


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
