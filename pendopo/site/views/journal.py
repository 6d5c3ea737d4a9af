"""The desk's pages about the journal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.powers import READ_JOURNAL
from pendopo.kernel.reading import Wanted
from pendopo.site import queries
from pendopo.site.forms.journal import JournalFilter
from pendopo.site.wording import operations_in_words


@requires(READ_JOURNAL)
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Show what was done and refused, newest first, by day, operation, actor and subject."""
    form = JournalFilter(request.GET, operations=operations_in_words())
    wanted = form.wanted() if form.is_valid() else Wanted()
    page = queries.journal_page(actor_of(request), wanted)
    further = request.GET.copy()
    further["sebelum"] = str(page.after or "")
    context = {
        "page": page,
        "form": form,
        "asked": bool(form.errors) or any(value for name, value in request.GET.items() if name != "sebelum"),
        "further": f"?{further.urlencode()}" if page.after else "",
        "trail": [(_("Meja kerja"), reverse("desk")), (_("Jurnal"), "")],
    }
    return render(request, "site/journal.html", context)


@requires(READ_JOURNAL)
@require_safe
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry: who did what where, its place in the chain, and how many rows it changed."""
    page = queries.entry_page(actor_of(request), entry_id)
    steps = [(_("Meja kerja"), reverse("desk")), (_("Jurnal"), reverse("journal")), (page.line.words, "")]
    return render(request, "site/entry.html", {"page": page, "trail": steps})
