"""The administrators' page about one secret tried over many accounts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.rules.permissions import ADMINISTER
from pendopo.kernel.access import actor_of, requires


@requires(ADMINISTER)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show when one secret was tried over many accounts, and on how many; never which."""
    return render(request, "accounts/spraying.html", {"notices": queries.spray_notices(actor_of(request))})


@requires(ADMINISTER)
@require_POST
def read(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that an administrator has read a notice."""
    actor = actor_of(request)
    area = actor.areas(ADMINISTER)[0]
    operations.read_spray_notice(actor, area=area, notice=queries.spray_notice(actor, notice_id))
    return redirect("spray-notices")
