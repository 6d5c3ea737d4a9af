"""The population books and the files of the register."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.books import MONTHS, MonthForm
from pendopo.people.forms.persons import FilterForm
from pendopo.people.operations.exporting import record_export
from pendopo.people.operations.printing import print_book as print_to_paper
from pendopo.people.operations.printing import show_numbers as show_page
from pendopo.people.queries import books as queries
from pendopo.people.queries import export as files
from pendopo.people.queries.books.pages import PrintedBook
from pendopo.people.rules.books import B1, B2, B4, B5, BOOKS, LAMPID, figure_words
from pendopo.people.rules.permissions import EXPORT, READ
from pendopo.ui.asking import ask, attempt
from pendopo.ui.files import hand_over
from pendopo.ui.forms import FileForm, PurposeOfFile
from pendopo.ui.tables import Table


@requires(READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the five books."""
    books = [{"number": book.number, "title": _(book.title), "slug": book.slug} for book in (*BOOKS, LAMPID)]
    trail = [(_("Meja kerja"), reverse("desk")), (_("Buku penduduk"), "")]
    return render(request, "people/books/index.html", {"trail": trail, "books": books})


def _table(shown: queries.BookPage | PrintedBook) -> dict[str, object]:
    table = Table(shown.book.columns, shown.rows, sums=shown.sums)
    return {
        "shown": shown,
        "names": Table(B2.columns, shown.names) if shown.book is LAMPID else None,
        "changed": [(_in_words(key), was, now) for key, was, now in shown.printed.changed]
        if shown.printed
        else [],
        "heading": f"{shown.book.number} {_(shown.book.title)}",
        "period": _month_words(shown.month.year, shown.month.month),
        "table": table,
    }


def _in_words(name: str) -> str:
    figure, part = figure_words(name)
    return f"{_(figure)}, {_(part)}" if part else _(figure)


def _month_words(year: int, month: int) -> str:
    return f"{MONTHS[month - 1][1]} {year}"


@requires(READ)
@require_safe
def book(request: HttpRequest, book: str) -> HttpResponse:
    """Show a month of a book, page by page."""
    form = MonthForm(request.GET if "bulan" in request.GET else None)
    year, month = form.chosen if form.is_bound else (0, 0)
    shown = queries.book_page(
        actor_of(request), book, year=year, month=month, page=request.GET.get("halaman", "1")
    )
    return _shown(request, shown, form)


def _shown(request: HttpRequest, shown: queries.BookPage, form: MonthForm) -> HttpResponse:
    year, month = shown.month.year, shown.month.month
    form.initial = {"bulan": month, "tahun": year}
    trail = [
        (_("Meja kerja"), reverse("desk")),
        (_("Buku penduduk"), reverse("people-books")),
        (shown.book.number, ""),
    ]
    content = {
        "trail": trail,
        "page": shown.page,
        "form": form,
        "open": bool(form.errors),
        "choice": f"bulan={month}&tahun={year}",
        "numbers": shown.may_export and shown.book in (B1, B4, B5),
        **_table(shown),
    }
    return render(request, "people/books/book.html", content)


@requires(EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def print_book(request: HttpRequest, book: str) -> HttpResponse:
    """Ask what a month of a book is printed for, write that down, and show it for paper."""
    year, month = MonthForm(request.GET).chosen
    head = queries.book_head(actor_of(request), book, year=year, month=month)
    form = PurposeOfFile(request.POST or None)
    if form.is_valid():
        with attempt(form, "purpose") as outcome:
            shown = print_to_paper(
                actor_of(request),
                village=head.village.code,
                book=book,
                year=year,
                month=month,
                reason=form.cleaned_data["purpose"],
            )
        if outcome.done:
            back = f"{reverse('people-book', args=[book])}?bulan={month}&tahun={year}"
            return _private(render(request, "people/books/print.html", {"back": back, **_table(shown)}))
    return _purpose(
        request, form, head, _("Cetak: %(title)s") % {"title": _(head.book.title)}, _("Buka untuk dicetak")
    )


@requires(EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def show_numbers(request: HttpRequest, book: str) -> HttpResponse:
    """Ask what the numbers on a page of a book are needed for, write that down, and show them."""
    month_form = MonthForm(request.GET if "bulan" in request.GET else None)
    year, month = month_form.chosen
    head = queries.book_head(actor_of(request), book, year=year, month=month)
    form = PurposeOfFile(request.POST or None)
    if form.is_valid():
        with attempt(form, "purpose") as outcome:
            shown = show_page(
                actor_of(request),
                village=head.village.code,
                book=book,
                year=year,
                month=month,
                page=request.GET.get("halaman", "1"),
                reason=form.cleaned_data["purpose"],
            )
        if outcome.done:
            return _private(_shown(request, shown, month_form))
    return _purpose(
        request, form, head, _("Tampilkan NIK: %(title)s") % {"title": _(head.book.title)}, _("Tampilkan NIK")
    )


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer


def _purpose(
    request: HttpRequest, form: PurposeOfFile, head: queries.BookHead, heading: str, button: str
) -> HttpResponse:
    """Ask what pages with identity numbers are for."""
    year, month = head.month.year, head.month.month
    address = f"{reverse('people-book', args=[head.book.slug])}?bulan={month}&tahun={year}"
    return ask(
        request,
        form,
        heading=heading,
        about=_month_words(year, month),
        note=_("Halaman ini memuat NIK lengkap. Simpan baik-baik dan jangan sebarkan."),
        trail=[
            (_("Buku penduduk"), reverse("people-books")),
            (head.book.number, address),
            (button, ""),
        ],
        button=button,
    )


@requires(EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def book_file(request: HttpRequest, book: str) -> HttpResponseBase:
    """Ask what the workbook is for, write that down, and hand it over."""
    year, month = MonthForm(request.GET).chosen
    form = PurposeOfFile(request.POST or None)
    if form.is_valid():
        made = files.book_file(actor_of(request), book, year=year, month=month)
        return hand_over(request, made, form.cleaned_data["purpose"], record_export)
    # The screen checks here what the file checks again: the book exists and is the officer's.
    head = queries.book_head(actor_of(request), book, year=year, month=month)
    return _purpose(
        request, form, head, _("Unduh: %(title)s") % {"title": _(head.book.title)}, _("Unduh Excel")
    )


@requires(EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def residents_file(request: HttpRequest) -> HttpResponseBase:
    """Ask which residents and what for, write that down, and hand the file over."""
    actor, filters = actor_of(request), FilterForm(request.GET or None)
    wanted = filters.wanted("", "")
    form = FileForm(request.POST or None)
    if form.is_valid():
        made = files.residents_file(actor, format=form.kind, wanted=wanted)
        return hand_over(request, made, form.cleaned_data["purpose"], record_export)
    page = files.export_choice(actor, wanted)
    filters.offer(page.areas)
    trail = [(_("Warga"), reverse("people-persons")), (_("Ekspor"), "")]
    content = {"trail": trail, "form": form, "filters": filters, "count": page.count}
    return render(request, "people/books/export.html", content, status=422 if form.errors else 200)
