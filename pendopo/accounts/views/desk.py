"""The desk's pages about officers: who holds which role where, opening and shutting accounts."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import GrantForm, NewOfficerForm, OfficerForm, ReasonForm
from pendopo.accounts.queries.officer_page import OfficerPage
from pendopo.accounts.queries.officers import AccountsPage, GrantLine
from pendopo.accounts.rules.permissions import GRANT, READ
from pendopo.accounts.rules.roles import ROLES
from pendopo.accounts.views.slips import link_page
from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.ui.asking import Trail, ask, attempt, said
from pendopo.ui.listing import Act, Cell, Listing, Tag
from pendopo.ui.templatetags.ui import tanggal_pendek


def _trail(last: str) -> Trail:
    return [(_("Akun petugas"), reverse("accounts")), (last, "")]


@requires(READ)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Show every officer and every grant in the actor's areas, with its term."""
    page = queries.accounts_page(actor_of(request))
    officers = Listing(
        _("Petugas"),
        [_("Nama"), _("Nama pengguna"), _("Keadaan")],
        page.officers,
        lambda user: [
            Cell(user.name, reverse("officer", args=[user.pk])),
            user.username,
            Cell(tag=Tag(_("aktif"), "ok") if user.is_active else Tag(_("ditutup"))),
        ],
        (_("Belum ada petugas"),),
    )
    context = {"page": page, "officers": officers, "grants": _grants(actor_of(request), page)}
    return render(request, "accounts/accounts.html", context)


def _grants(actor: Actor, page: AccountsPage | OfficerPage) -> Listing[GrantLine]:
    return Listing(
        _("Peran yang berlaku"),
        [_("Petugas"), _("Peran"), _("Wilayah"), _("Berlaku"), _("Diberi oleh")],
        page.grants,
        lambda line: [
            Cell(line.officer, reverse("officer", args=[line.user_id])),
            Cell(line.role, tag=None if line.holds else Tag(_("tidak berlaku hari ini"))),
            Cell(line.area_name, soft=line.area),
            f"{tanggal_pendek(line.valid_from)} – {tanggal_pendek(line.valid_to) or _('tanpa akhir')}",
            Cell(line.granted_by, soft=line.reason),
        ],
        (_("Belum ada peran"),),
        acts=lambda line: (
            [Act(_("Cabut"), reverse("grant-revoke", args=[line.id]), f"{line.role} {line.officer}")]
            if page.may_manage and line.user_id != actor.id
            else []
        ),
    )


@requires(READ)
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Show the roles as readable text, with what each may do."""
    named = {role.key: role.name for role in ROLES}
    shown = [
        (role, sorted(role.all_permissions), [named[key] for key in sorted(role.incompatible)])
        for role in ROLES
    ]
    return render(request, "accounts/roles.html", {"roles": shown, "trail": _trail(_("Daftar peran"))})


@requires(READ)
@require_safe
def officer(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show one officer with every grant he ever held."""
    page = queries.officer_page(actor_of(request), user_id)
    return render(
        request,
        "accounts/officer.html",
        {"page": page, "grants": _grants(actor_of(request), page), "trail": _trail(_("Petugas"))},
    )


@requires(GRANT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_officer(request: HttpRequest) -> HttpResponse:
    """Open an officer's account and show the one-time link once."""
    actor = actor_of(request)
    form = NewOfficerForm(request.POST or None, page=actor)
    if request.method == "POST" and form.is_valid():
        try:
            with attempt(form, "username"):
                user, token = operations.create_officer(actor, **form.cleaned_data)
                return link_page(request, user.name, token)
        except NotPermitted:
            form.add_error("area", _("Kantor ini di luar wilayah Anda. Pakai kode wilayah Anda."))
    return ask(
        request,
        form,
        heading=_("Petugas baru"),
        about=_("Petugas membuat kata sandinya sendiri lewat tautan sekali pakai."),
        trail=_trail(_("Petugas baru")),
        button=_("Buka akun"),
    )


@requires(GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_officer(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Change an officer's name and contact details."""
    actor = actor_of(request)
    user = queries.officer(actor, user_id)
    form = OfficerForm(
        request.POST or None, initial={"name": user.name, "phone": user.phone, "email": user.email}
    )
    if request.method == "POST" and form.is_valid():
        with attempt(form):
            answer = operations.ask_change(actor, user=user, kind="contact", **form.cleaned_data)
            return _told(request, answer, _("Data petugas tersimpan."), user_id)
    heading = _("Ubah data petugas")
    trail = [*_trail(user.name)[:1], (user.name, reverse("officer", args=[user.pk])), (heading, "")]
    return ask(request, form, heading=heading, trail=trail, button=_("Simpan"))


@requires(GRANT)
@never_cache
@require_POST
def new_link(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Make a new one-time link and show it once, or ask for it where the officer decides; earlier links end."""
    actor = actor_of(request)
    user = queries.officer(actor, user_id)
    with attempt(request):
        answer = operations.ask_change(actor, user=user, kind="link")
        if answer.token:
            return link_page(request, user.name, answer.token)
        return _told(request, answer, "", user_id)
    return redirect("officer", user_id=user_id)


@requires(GRANT)
@require_POST
def switch_officer(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Shut an officer's account, open it again, or remove a lost second factor."""
    actor = actor_of(request)
    user = queries.officer(actor, user_id)
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "shut": (operations.deactivate_officer, _("Akun ditutup. Petugas sudah dikeluarkan.")),
        "open": (operations.reactivate_officer, _("Akun dibuka lagi.")),
        "factor": (
            partial(operations.ask_change, kind="factor"),
            _("Faktor kedua dihapus. Petugas mendaftar lagi saat masuk."),
        ),
    }
    chosen = acts.get(request.POST.get("act", ""))
    if chosen is None:
        raise NotFound
    with attempt(request):
        answer = chosen[0](actor, user=user)
        waits = answer if isinstance(answer, operations.Answer) else None
        return _told(request, waits, chosen[1], user_id)
    return redirect("officer", user_id=user_id)


def _told(request: HttpRequest, answer: operations.Answer | None, done: str, user_id: UUID) -> HttpResponse:
    """Say that a change is done, or that it waits, and lead to where it stands."""
    if answer is None or answer.waits is None:
        return said(request, done, "officer", user_id=user_id)
    messages.warning(request, _("Belum berlaku: menunggu pengelola kedua, atau waktu tunggunya."))
    return redirect("change", change_id=answer.waits.pk)


@requires(GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_grant(request: HttpRequest) -> HttpResponse:
    """Give an officer a role in an area, for a term."""
    actor = actor_of(request)
    form = GrantForm(request.POST or None, page=actor, initial={"user": request.GET.get("petugas")})
    if request.method == "POST" and form.is_valid():
        try:
            with attempt(form, **_GRANT_FIELDS):
                answer = operations.ask_role(actor, **form.cleaned_data)
                return _told(request, answer, _("Peran diberikan."), form.cleaned_data["user"].pk)
        except NotPermitted:
            form.add_error("area", _("Wilayah ini di luar wewenang Anda. Pakai kode di dalam wilayah Anda."))
    return render(request, "accounts/grant_new.html", {"form": form, "trail": _trail(_("Beri peran"))})


@requires(GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Ask for the reason, and end a role today."""
    actor = actor_of(request)
    grant = queries.grant_to_revoke(actor, grant_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with attempt(form):
            operations.revoke_role(actor, grant=grant, reason=form.cleaned_data["reason"])
            return said(request, _("Peran dicabut mulai hari ini."), "accounts")
    named = next((role.name for role in ROLES if role.key == grant.role), grant.role)
    return ask(
        request,
        form,
        heading=_("Cabut peran %(role)s dari %(name)s?") % {"role": _(named), "name": grant.user.name},
        about=_("Peran berakhir hari ini juga. Catatannya tetap ada."),
        trail=_trail(_("Cabut peran")),
        button=_("Cabut peran"),
        danger=True,
    )


_GRANT_FIELDS = {
    "area_unknown": "area",
    "role_wrong_tier": "area",
    "role_above_own": "role",
    "role_held": "role",
    "roles_incompatible": "role",
    "role_unknown": "role",
    "term_backward": "valid_to",
    "self_grant": "user",
    "officer_inactive": "user",
}
