"""A resident's inbox."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.kernel.access import actor_of, resident
from pendopo.notices.forms import AddressForm
from pendopo.notices.operations import keep_address, mark_read
from pendopo.notices.queries import inbox, my_notice
from pendopo.ui.asking import attempt, said


@resident
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show a resident the messages of the office; a form says where else to send them."""
    page = inbox(actor_of(request))
    form = AddressForm(request.POST or None, initial={"email": page.email})
    if request.method == "POST" and form.is_valid():
        with attempt(form, "email"):
            keep_address(
                actor_of(request), person=page.person, channel="email", address=form.cleaned_data["email"]
            )
            return said(request, _("Alamat surel sudah disimpan."), "my-notices")
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
