"""The desk's page about posts: which account holds which, and which resident each officer is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import PostForm, ReasonForm, ResidentSearchForm
from pendopo.accounts.rules.permissions import GRANT, IDENTIFY, READ
from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.errors import NotFound
from pendopo.ui.asking import Trail, ask, attempt, said

_METHODS = ["GET", "HEAD", "POST"]


def _trail(last: str) -> Trail:
    return [(_("Jabatan dan petugas"), reverse("posts")), (last, "")]


@requires(READ)
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Show every post of the village with its account, and every account with what is missing."""
    return render(
        request,
        "accounts/posts.html",
        {
            "page": queries.posts_page(actor_of(request)),
            "trail": [(_("Akun petugas"), reverse("accounts")), (_("Jabatan dan petugas"), "")],
        },
    )


@requires(GRANT)
@require_http_methods(_METHODS)
def link_post(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Choose the account that holds a post."""
    actor = actor_of(request)
    official = queries.official_to_link(actor, official_id)
    form = PostForm(request.POST or None, page=(actor, official.area_code))
    if request.method == "POST" and form.is_valid():
        with attempt(form, "user"):
            answer = operations.ask_post(
                actor, area=official.area_code, user=form.cleaned_data["user"], official=official.pk
            )
            assert answer.waits is not None
            messages.warning(request, _("Belum berlaku: menunggu pengelola kedua, atau waktu tunggunya."))
            return redirect("change", change_id=answer.waits.pk)
    return ask(
        request,
        form,
        heading=_("Akun siapa yang memegang jabatan %(post)s, %(name)s?")
        % {"post": official.position, "name": official.name},
        about=_(
            "Pemegang akun ini boleh menandatangani atas jabatan itu. Karena itu hubungan ini berlaku setelah disetujui"
            " pengelola kedua, atau setelah waktu tunggu."
        ),
        trail=_trail(official.position),
        button=_("Minta dihubungkan"),
    )


@requires(GRANT)
@require_http_methods(_METHODS)
def end_post(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Ask for the reason, and end today what an account held of a post."""
    actor = actor_of(request)
    link = queries.link_to_end(actor, official_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with attempt(form, "reason"):
            operations.end_post(actor, post=link, reason=form.cleaned_data["reason"])
            return said(request, _("Hubungan jabatan diakhiri mulai hari ini."), "posts")
    return ask(
        request,
        form,
        heading=_("Akhiri %(post)s pada akun %(name)s")
        % {"post": link.official.position, "name": link.officer.name},
        about=_(
            "Mulai hari ini akun itu tidak menandatangani atas jabatan ini. Daftar perangkat desa tidak berubah."
        ),
        trail=_trail(_("Akhiri hubungan jabatan")),
        button=_("Akhiri"),
        danger=True,
    )


@requires(IDENTIFY)
@require_http_methods(_METHODS)
def identity(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Find the resident who an officer is."""
    form = ResidentSearchForm(request.POST or None)
    text = form.cleaned_data["q"] if request.method == "POST" and form.is_valid() else ""
    page = queries.identity_page(actor_of(request), user_id, text)
    context = {"page": page, "form": form, "text": text, "trail": _trail(page.officer.name)}
    return render(request, "accounts/identity.html", context, status=422 if form.errors else 200)


@requires(IDENTIFY)
@require_POST
def identify(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Say which resident an officer is, or that he lives elsewhere."""
    chosen = request.POST.get("person", "")
    try:
        person_id = UUID(chosen) if chosen else None
    except ValueError:
        raise NotFound from None
    actor = actor_of(request)
    area, officer, person = queries.identity_choice(actor, user_id, person_id)
    with attempt(request):
        operations.identify_officer(actor, area=area, officer=officer, person=person)
        return said(request, _("Petugas sudah dihubungkan."), "posts")
    return redirect("posts")
