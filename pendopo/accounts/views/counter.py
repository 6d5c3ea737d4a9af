"""The counter: residents' accounts, the slip with the code, and acting for a resident who is present."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.channels.carriers import Carried, can_carry, carry_code
from pendopo.accounts.forms import ActivationForm, OnBehalfForm, ReasonForm, SendableActivationForm
from pendopo.accounts.rules.permissions import ACT_ON_BEHALF, ACTIVATE
from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.village_pages import VillageNeeded, page_village
from pendopo.ui.asking import Trail, ask, attempt, said
from pendopo.ui.listing import Cell, Listing, Tag
from pendopo.ui.templatetags.ui import waktu


@requires(ACTIVATE)
@require_safe
def residents(request: HttpRequest) -> HttpResponse:
    """List the residents' accounts of the actor's areas."""
    given = request.GET
    page = queries.resident_accounts(
        actor_of(request), state=given.get("status", ""), number=given.get("halaman", "1")
    )
    total = page.paginator.count
    listing = Listing(
        _("Akun warga"),
        [_("Nama"), _("Keadaan"), _("Kode berlaku sampai")],
        list(page),
        lambda one: [
            Cell(one.resident.name, reverse("resident-account", args=[one.pk])),
            Cell(tag=Tag(one.get_state_display(), _KINDS.get(one.state, "plain"))),
            waktu(one.code_expires_at),
        ],
        (_("Belum ada akun warga"), _("Buka yang pertama saat warga datang.")),
        page=page,
        counted=ngettext("%(total)s akun", "%(total)s akun", total) % {"total": total},
    )
    return render(request, "accounts/residents.html", {"listing": listing})


def _trail(last: str) -> Trail:
    return [(_("Akun warga"), reverse("resident-accounts")), (last, "")]


_KINDS = {"active": "ok", "invited": "wait"}


@requires(ACTIVATE)
@never_cache
@sensitive_post_parameters("nik", "kk_number")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Open a resident's account and show the slip with the code, once."""
    actor = actor_of(request)
    area = _office(actor)
    form = (SendableActivationForm if can_carry() else ActivationForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        send = bool(given.pop("send", False))
        with attempt(form, phone="phone"):
            activation = operations.activate_resident(actor, area=area, **given)
            # The code is kept nowhere: this answer, and a message if one is sent, is all that ever holds it.
            carried = _send(request, activation) if send else None
            response = render(request, "accounts/slip.html", {"activation": activation, "carried": carried})
            response.headers["Cache-Control"] = "no-store"
            return response
    return ask(
        request,
        form,
        heading=_("Buka akun warga"),
        about=_("Warga memperlihatkan KTP dan kartu keluarga. Cocokkan wajah dan nama."),
        trail=_trail(_("Buka akun warga")),
        button=_("Buat kode"),
    )


@requires(ACTIVATE)
@require_http_methods(["GET", "HEAD", "POST"])
def resident(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show one resident's account, and lock, unlock or close it with a reason."""
    actor = actor_of(request)
    account = queries.resident_account(actor, account_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise NotFound
        with attempt(form):
            act(actor, account=account, reason=form.cleaned_data["reason"])
            return said(request, _("Tersimpan."), "resident-account", account_id=account_id)
    return render(
        request,
        "accounts/resident.html",
        {"account": account, "form": form, "trail": _trail(_("Akun warga"))},
    )


_ACTS = {
    "lock": operations.lock_account,
    "unlock": operations.unlock_account,
    "close": operations.close_account,
}


@requires(ACT_ON_BEHALF)
@never_cache
@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: HttpRequest) -> HttpResponse:
    """Begin to act for a resident who stands at the counter."""
    actor = actor_of(request)
    form = OnBehalfForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        try:
            with attempt(form):
                found = queries.present_resident(
                    actor, nik=form.cleaned_data["nik"], permission=ACT_ON_BEHALF
                )
                session = operations.open_on_behalf(actor, resident=found, purpose=purpose)
                request.session[queries.ON_BEHALF_KEY] = str(session.pk)
                return redirect("resident-home")
        except NotFound:
            form.add_error("nik", _("NIK ini tidak ada di wilayah Anda. Periksa kembali pada KTP."))
    return render(
        request, "accounts/on_behalf.html", {"form": form, "session": getattr(request, "on_behalf", None)}
    )


@requires(ACT_ON_BEHALF)
@require_POST
def end_on_behalf(request: HttpRequest) -> HttpResponse:
    """Stop acting for the resident."""
    session = getattr(request, "on_behalf", None)
    request.session.pop(queries.ON_BEHALF_KEY, None)
    if session is not None:
        operations.close_on_behalf(actor_of(request), session=session)
        messages.success(request, _("Selesai. Warga dapat membaca catatan ini di akunnya."))
    return redirect("on-behalf")


def _send(request: HttpRequest, activation: operations.Activation) -> Carried:
    """Send the code with how to use it; neither name nor NIK stands in the message."""
    public = settings.PENDOPO_PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    text = _(
        "Kode akun warga Anda: %(code)s\n\nKode ini berlaku sekali, sampai %(until)s.\n"
        "Buka %(address)s lalu ketik NIK dan kode ini.\n\n"
        "Jangan berikan kode atau PIN kepada siapa pun, juga petugas."
    ) % {
        "code": activation.code,
        "until": waktu(activation.account.code_expires_at),
        "address": f"{public.rstrip('/')}{reverse('sign-in-code')}",
    }
    return carry_code(actor_of(request), activation.account.resident_id, _("Kode akun warga"), text)


def _office(actor: Actor) -> str:
    """Return the area in which the actor opens accounts: the village of the page, or his own."""
    areas = actor.areas(ACTIVATE)
    village = page_village() or str(settings.PENDOPO_VILLAGE)
    if village and actor.may(ACTIVATE, village):
        return village
    if len(areas) > 1:
        raise VillageNeeded
    return areas[0]
