"""Pages of a kecamatan besides those that every kind of case has: its list of services, the page to sign."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.district import queries
from pendopo.district.rules.permissions import READ
from pendopo.kernel.access import actor_of, public, requires
from pendopo.press.page import render_pdf


@public
@require_safe
def services(request: HttpRequest, area: str) -> HttpResponse:
    """Show what a kecamatan does: what each service needs, how long it takes, what it costs."""
    return render(request, "district/services.html", {"page": queries.public_services_page(area)})


@requires(READ)
@never_cache
@require_safe
def sheet(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hand over the numbered page that the camat signs."""
    page = queries.sheet_of(actor_of(request), case_id)
    return HttpResponse(render_pdf(page), content_type="application/pdf")
