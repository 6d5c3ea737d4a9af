"""The desk's pages about the journal."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operations import record_journal_file
from pendopo.kernel.powers import READ_JOURNAL
from pendopo.kernel.reading import Wanted
from pendopo.site import queries
from pendopo.site.forms.journal import JournalFilter
from pendopo.site.queries.journal import JournalLine
from pendopo.site.wording import operations_in_words
from pendopo.ui.listing import Cell, Head, Listing, Tag, asked, hand_over_list
from pendopo.ui.templatetags.ui import waktu


@requires(READ_JOURNAL)
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Show what was done and refused, newest first, by day, operation, actor and subject."""
    form, wanted = _asked(request)
    page = queries.journal_page(actor_of(request), wanted)
    listing = replace(
        _rows([] if form.errors else page.lines),
        filters=form,
        filtered=bool(form.errors) or any(value for name, value in request.GET.items() if name != "sebelum"),
        onward=asked(request.GET, sebelum=page.after) if page.after else "",
        download=reverse("journal-file") + asked(request.GET, sebelum="")
        if page.area and not form.errors
        else "",
    )
    trail = [(_("Meja kerja"), reverse("desk")), (_("Jurnal"), "")]
    context = {"page": page, "form": form, "listing": listing, "trail": trail}
    return render(request, "site/journal.html", context)


@requires(READ_JOURNAL)
@require_http_methods(["GET", "HEAD", "POST"])
def journal_file(request: HttpRequest) -> HttpResponseBase:
    """Hand over all entries that the filter gives."""
    form, wanted = _asked(request)
    if form.errors:  # the page offers no file of what it could not read
        raise NotFound
    area, lines = queries.journal_rows(actor_of(request), wanted)
    back = reverse("journal")
    return hand_over_list(
        request, _rows([]), lines, name="jurnal", area=area, log=record_journal_file, back=back
    )


def _asked(request: HttpRequest) -> tuple[JournalFilter, Wanted]:
    form = JournalFilter(request.GET, page=operations_in_words())
    return form, form.wanted() if form.is_valid() else Wanted()


def _rows(lines: Sequence[JournalLine]) -> Listing[JournalLine]:
    return Listing(
        _("Jurnal"),
        [Head(_("Tindakan"), width=36), _("Waktu"), _("Pelaku"), Head(_("Wilayah"), width=28), _("Tentang")],
        lines,
        lambda line: [
            Cell(
                line.words,
                reverse("journal-entry", args=[line.header.id]),
                Tag(_("ditolak"), "late") if line.refused else None,
            ),
            waktu(line.header.at),
            line.actor,
            line.area,
            line.subject,
        ],
        (_("Tidak ada catatan"), _("Ubah saringan, lalu tampilkan lagi.")),
    )


@requires(READ_JOURNAL)
@require_safe
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry: who did what where, its place in the chain, and how many rows it changed."""
    page = queries.entry_page(actor_of(request), entry_id)
    steps = [(_("Meja kerja"), reverse("desk")), (_("Jurnal"), reverse("journal")), (page.line.words, "")]
    return render(request, "site/entry.html", {"page": page, "trail": steps})
