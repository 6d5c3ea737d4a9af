"""Changes to officers' accounts that wait: the list, one change with what may be done, and the owner's banner."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import ReasonForm
from pendopo.accounts.rules.permissions import OWN
from pendopo.accounts.views.slips import link_page
from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.ui.asking import attempt, said
from pendopo.ui.listing import Act, Cell, Listing, Tag
from pendopo.ui.shell import Banner
from pendopo.ui.templatetags.ui import waktu


@requires(OWN)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List the changes that wait for this officer."""
    listing = Listing(
        _("Perubahan akun yang menunggu"),
        [_("Petugas"), _("Perubahan"), _("Diminta oleh"), _("Dapat dijalankan mulai")],
        queries.changes_waiting(actor_of(request)),
        lambda line: [
            line.change.user.name,
            Cell(line.what, tag=Tag(line.change.get_state_display(), "wait")),
            Cell(line.change.asked_by.name, soft=waktu(line.change.asked_at)),
            waktu(line.change.ripe_at),
        ],
        (_("Tidak ada yang menunggu"), _("Permintaan baru muncul di sini.")),
        acts=lambda line: [
            Act(_("Buka"), reverse("change", args=[line.change.pk]), f"{line.what} {line.change.user.name}")
        ],
    )
    return render(
        request,
        "accounts/changes.html",
        {
            "listing": listing,
            "trail": [(_("Akun petugas"), reverse("accounts")), (_("Menunggu disetujui"), "")],
        },
    )


@requires(OWN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Show one change; confirm it, carry it out, stop it, or note that it was read."""
    line = queries.change_page(actor_of(request), change_id)
    act = request.POST.get("act", "")
    form = ReasonForm(request.POST if act == "stop" else None)
    if request.method == "POST" and (act != "stop" or form.is_valid()):
        with attempt(request):
            return _ACTS.get(act, _unknown)(request, line)
        return redirect("change", change_id=change_id)
    return render(
        request,
        "accounts/change.html",
        {
            "line": line,
            "form": form,
            "trail": [(_("Menunggu disetujui"), reverse("changes")), (_("Perubahan akun"), "")],
        },
    )


def _unknown(request: HttpRequest, line: queries.ChangeLine) -> HttpResponse:
    raise NotFound


def _confirm(request: HttpRequest, line: queries.ChangeLine) -> HttpResponse:
    held = operations.confirm_change(actor_of(request), change=line.change)
    done = held.state == "done"
    messages.success(
        request,
        _("Disetujui dan sudah dijalankan.")
        if done
        else _("Disetujui. Tautan sekarang dapat dibuat, lalu berikan kepada orangnya."),
    )
    return redirect("change", change_id=line.change.pk)


def _carry_out(request: HttpRequest, line: queries.ChangeLine) -> HttpResponse:
    answer = operations.carry_out_change(actor_of(request), change=line.change)
    if answer.token:
        return link_page(request, line.change.user.name, answer.token)
    return said(request, _("Sudah dijalankan."), "change", change_id=line.change.pk)


def _stop(request: HttpRequest, line: queries.ChangeLine) -> HttpResponse:
    actor, reason = actor_of(request), request.POST["reason"]
    if line.own:
        operations.stop_own_change(actor, user=line.change.user, change=line.change, reason=reason)
    else:
        operations.stop_change(actor, change=line.change, reason=reason)
    return said(request, _("Permintaan dibatalkan. Tidak ada yang berubah."), "changes")


def _read(request: HttpRequest, line: queries.ChangeLine) -> HttpResponse:
    operations.read_change(actor_of(request), user=line.change.user, change=line.change)
    return redirect("changes")


_ACTS = {"confirm": _confirm, "carry_out": _carry_out, "stop": _stop, "read": _read}


def account_banners(actor: Actor) -> list[Banner]:
    """Say above every page of the desk what was asked for or done with the officer's own account."""
    news = queries.my_news(actor)
    waits, done = [row for row in news if row.state != "done"], [row for row in news if row.state == "done"]
    found = []
    if waits:
        text = ngettext(
            "Ada %(count)s permintaan atas akun Anda yang menunggu.",
            "Ada %(count)s permintaan atas akun Anda yang menunggu.",
            len(waits),
        )
        found.append(_banner(text % {"count": len(waits)}, waits[0].pk, _("Bukan Anda yang minta? Periksa")))
    if done:
        found.append(_banner(_("Akun Anda telah diubah."), done[0].pk, _("Baca apa yang berubah")))
    return found


def _banner(text: str, change_id: UUID, action: str) -> Banner:
    return Banner(text, reverse("change", args=[change_id]), action)
