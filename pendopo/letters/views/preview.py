"""The letter as it would look, before anybody signs it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.letters.queries.preview import draft_letter
from pendopo.letters.rules.permissions import READ


@requires(READ)
@never_cache
@require_safe
def draft(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the letter without number and signature; where no press is installed, what it would say."""
    found = draft_letter(actor_of(request), request_id)
    if not found.pdf:
        return render(request, "letters/desk/draft.html", {"draft": found})
    answer = HttpResponse(found.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="rancangan.pdf"'
    return answer
