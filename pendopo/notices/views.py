"""A resident's inbox, and what an office has on its way."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires, resident
from pendopo.notices.forms import AddressForm, DecisionForm
from pendopo.notices.operations import decide, keep_addresses, mark_read
from pendopo.notices.queries import inbox, my_notice, outbox, outbox_item
from pendopo.notices.rules.permissions import OUTBOX
from pendopo.notices.rules.sending import OutboxState
from pendopo.ui.asking import ask, attempt, said
from pendopo.ui.listing import Cell, Listing, Tab, Tag
from pendopo.ui.templatetags.ui import waktu


@resident
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show a resident the messages of the office; a form says where else to send them."""
    page = inbox(actor_of(request))
    form = AddressForm(page.addresses, request.POST or None, initial=page.addresses)
    if request.method == "POST" and form.is_valid():
        with attempt(form):
            keep_addresses(actor_of(request), person=page.person, addresses=form.cleaned_data)
            return said(request, _("Alamat kabar sudah disimpan."), "my-notices")
    trail = [(_("Akun saya"), reverse("resident-home")), (_("Pesan"), "")]
    context = {"page": page, "form": form, "trail": trail}
    return render(request, "notices/inbox.html", context, status=422 if form.errors else 200)


@resident
@require_POST
def open_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that a message was read, and go where it leads."""
    notice = mark_read(actor_of(request), notice=my_notice(actor_of(request), notice_id))
    inside = notice.link and url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect(notice.link if inside else reverse("my-notices"))


_KINDS = {"sent": "ok", "failed": "late", "unknown": "late"}


@requires(OUTBOX)
@require_safe
def outgoing(request: HttpRequest) -> HttpResponse:
    """List what goes out over the channels; what nobody knows the fate of leads to its question."""
    given = request.GET
    page = outbox(actor_of(request), state=given.get("keadaan", ""), number=given.get("halaman", "1"))
    words = _("Belum pasti sampai")
    listing = Listing(
        _("Kotak keluar"),
        [_("Pesan"), _("Saluran"), _("Ditulis"), _("Keadaan")],
        page.items,
        lambda item: [
            Cell(
                item.notice.subject,
                reverse("outbox-item", args=[item.pk]) if item.state == OutboxState.UNKNOWN else "",
            ),
            {"email": _("Surel"), "sms": "SMS", "whatsapp": "WhatsApp"}[item.channel],
            waktu(item.notice.sent_at),
            Cell(tag=Tag(item.get_state_display(), _KINDS.get(item.state, "wait"))),
        ],
        (_("Tidak ada pesan di sini"), _("Pesan muncul bila warga memilih surel, SMS, atau WhatsApp.")),
        page=page.page,
        tabs=[
            Tab(_("Semua"), "?", not page.state),
            Tab(words, "?keadaan=unknown", page.state == OutboxState.UNKNOWN, page.unknown),
        ],
    )
    return render(request, "ui/list.html", {"listing": listing, "trail": [(_("Kotak keluar"), "")]})


@requires(OUTBOX)
@require_http_methods(["GET", "HEAD", "POST"])
def settle_one(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Ask a person whether a message arrived."""
    item = outbox_item(actor_of(request), item_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with attempt(form, "decision"):
            decide(actor_of(request), item=item, decision=form.cleaned_data["decision"])
            return said(request, _("Nasib pesan sudah dicatat."), "outbox")
    trail = [(_("Kotak keluar"), reverse("outbox")), (item.notice.subject, "")]
    about = _("Pesan untuk %(name)s terputus di tengah pengiriman. Sistem tidak mengirim ulang sendiri.") % {
        "name": item.notice.person.name
    }
    return ask(
        request, form, heading=_("Apakah pesan ini sampai?"), trail=trail, button=_("Simpan"), about=about
    )
