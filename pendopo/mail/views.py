"""Pages of the register: mail in and out, dispositions, the agenda and the expedition book."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.mail.forms import (
    DeliveryForm,
    DispositionForm,
    MailForm,
    NumberingForm,
    ResultForm,
    VoidMailForm,
)
from pendopo.mail.operations.register import (
    finish_disposition,
    give_disposition,
    receive_mail,
    record_book_file,
    record_delivery,
    send_mail,
    set_numbering,
    void_mail,
)
from pendopo.mail.queries import (
    book_file,
    book_page,
    disposition_for,
    mail_list,
    mail_page,
    numbering,
    printed_book,
    register_entry,
)
from pendopo.mail.rules.books import LetterBook
from pendopo.mail.rules.numbers import Book, CounterMode
from pendopo.mail.rules.permissions import DISPOSE, NUMBER, READ, WRITE
from pendopo.ui.asking import ask, attempt, said
from pendopo.ui.files import hand_over
from pendopo.ui.listing import Cell, Listing, Tag
from pendopo.ui.tables import Line, Table
from pendopo.ui.templatetags.ui import tanggal_pendek

METHODS = ["GET", "HEAD", "POST"]


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("Surat masuk dan keluar"), reverse("mail-list")), (last, "")]


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _year(request: HttpRequest) -> int:
    text = request.GET.get("tahun", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0


def _table(book: LetterBook, rows: Sequence[Line]) -> dict[str, object]:
    return {"heading": f"{book.number} {_(book.title)}", "table": Table(book.columns, rows)}


@requires(READ)
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Show a year of the agenda."""
    return _book(request, "agenda")


@requires(READ)
@require_safe
def expedition(request: HttpRequest) -> HttpResponse:
    """Show a year of the expedition book."""
    return _book(request, "ekspedisi")


def _book(request: HttpRequest, slug: str) -> HttpResponse:
    shown = book_page(actor_of(request), slug, year=_year(request), number=request.GET.get("halaman", "1"))
    context = {
        "shown": shown,
        "page": shown.page,
        **_table(shown.book, shown.rows),
        "trail": _trail(shown.book.number),
    }
    return render(request, "mail/book.html", context)


@requires(READ)
@require_safe
def print_book(request: HttpRequest, book: str) -> HttpResponse:
    """Show a year of a book for paper."""
    shown = printed_book(actor_of(request), book, year=_year(request))
    address = reverse("mail-agenda" if shown.book.slug == "agenda" else "mail-expedition")
    context = {"shown": shown, "period": str(shown.year), "back": f"{address}?tahun={shown.year}"}
    return render(request, "ui/book_print.html", {**context, **_table(shown.book, shown.rows)})


@requires(READ)
@require_safe
def download_book(request: HttpRequest, book: str) -> FileResponse:
    """Hand a year of a book over as a workbook; it names people, so it is written down."""
    made = book_file(actor_of(request), book, year=_year(request))
    return hand_over(request, made, _("pembukuan surat"), record_book_file)


@requires(READ)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """List incoming or outgoing mail."""
    given = request.GET
    page = mail_list(actor_of(request), book=given.get("buku", ""), number=given.get("halaman", "1"))
    outgoing, total = page.book == Book.OUTGOING.value, page.page.paginator.count
    listing = Listing(
        _("Surat keluar") if outgoing else _("Surat masuk"),
        [_("Isi singkat"), _("Ditujukan kepada") if outgoing else _("Pengirim"), _("Nomor"), _("Tanggal")],
        page.rows,
        lambda row: [
            Cell(
                row.summary,
                reverse("mail-entry", args=[row.pk]),
                Tag(_("batal"), "late") if row.is_void else None,
            ),
            row.party,
            row.text,
            tanggal_pendek(row.on),
        ],
        (_("Belum ada surat"), _("Catat surat yang pertama.")),
        page=page.page,
        counted=ngettext("%(total)s surat", "%(total)s surat", total) % {"total": total},
    )
    context = {"mails": page, "listing": listing, "trail": [(_("Surat masuk dan keluar"), "")]}
    return render(request, "mail/mails.html", context)


@requires(WRITE)
@require_http_methods(METHODS)
def new_mail(request: HttpRequest, book: str) -> HttpResponse:
    """Write a letter into the register."""
    page = mail_list(actor_of(request), book=book)
    outgoing = page.book == Book.OUTGOING.value
    form = MailForm(_posted(request), outgoing=outgoing, initial={"form_key": page.form_key})
    if request.method == "POST" and form.is_valid():
        write = send_mail if outgoing else receive_mail
        with attempt(form):
            row = write(actor_of(request), village=page.village.code, mail=form.mail)
            messages.success(
                request, _("Surat sudah dicatat dengan nomor %(number)s.") % {"number": row.text}
            )
            return redirect("mail-entry", row.pk)
    title = _("Catat surat keluar") if outgoing else _("Catat surat masuk")
    return ask(request, form, heading=title, trail=_trail(title), button=_("Catat"))


@requires(READ)
@require_safe
def mail(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one letter of the register."""
    page = mail_page(actor_of(request), entry_id)
    context = {
        "mail": page,
        "row": page.row,
        "disposition": DispositionForm(positions=page.positions),
        "delivery": DeliveryForm(initial={"party": page.row.party}),
        "result": ResultForm(),
        "void": VoidMailForm(),
        "trail": _trail(page.row.text),
    }
    return render(request, "mail/mail.html", context)


def _write(request: HttpRequest, entry_id: UUID, act: Callable[[], object], said: str) -> HttpResponse:
    with attempt(request):
        act()
        messages.success(request, said)
    return redirect("mail-entry", entry_id)


def _complain(request: HttpRequest, entry_id: UUID, form: BaseForm) -> HttpResponse:
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    return redirect("mail-entry", entry_id)


@requires(DISPOSE)
@require_POST
def dispose(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Write on a letter who does what."""
    page = mail_page(actor_of(request), entry_id)
    form = DispositionForm(request.POST, positions=page.positions)
    if not form.is_valid():
        return _complain(request, entry_id, form)
    given = form.cleaned_data
    return _write(
        request,
        entry_id,
        lambda: give_disposition(actor_of(request), entry=page.row, **given),
        _("Disposisi sudah ditulis."),
    )


@requires(WRITE)
@require_POST
def dispose_done(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Note what came of a disposition."""
    row, form = disposition_for(actor_of(request), disposition_id), ResultForm(request.POST)
    if not form.is_valid():
        return _complain(request, row.entry_id, form)
    return _write(
        request,
        row.entry_id,
        lambda: finish_disposition(actor_of(request), disposition=row, **form.cleaned_data),
        _("Disposisi ditandai selesai."),
    )


@requires(WRITE)
@require_POST
def deliver(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Note that a letter left the office."""
    row, form = register_entry(actor_of(request), entry_id), DeliveryForm(request.POST)
    if not form.is_valid():
        return _complain(request, entry_id, form)
    return _write(
        request,
        entry_id,
        lambda: record_delivery(actor_of(request), entry=row, **form.cleaned_data),
        _("Pengiriman sudah dicatat."),
    )


@requires(WRITE)
@require_POST
def void(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Declare a line of mail void."""
    row, form = register_entry(actor_of(request), entry_id), VoidMailForm(request.POST)
    if not form.is_valid():
        return _complain(request, entry_id, form)
    return _write(
        request,
        entry_id,
        lambda: void_mail(actor_of(request), entry=row, **form.cleaned_data),
        _("Surat dibatalkan. Nomornya tetap tercatat."),
    )


@requires(NUMBER)
@require_http_methods(METHODS)
def numbers(request: HttpRequest) -> HttpResponse:
    """Set how numbers look from a day on."""
    page = numbering(actor_of(request))
    form = NumberingForm(_posted(request), initial={"pattern": page.pattern, "mode": page.mode})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "mode": CounterMode(form.cleaned_data["mode"])}
        with attempt(form, "valid_from", pattern="pattern"):
            set_numbering(actor_of(request), village=page.village.code, **given)
            return said(request, _("Penomoran sudah disimpan."), "mail-numbering")
    return ask(
        request,
        form,
        heading=_("Penomoran surat"),
        about=": ".join((_("Sekarang"), page.pattern)),
        note=_("Nomor yang sudah terbit tidak berubah. Nomor terbit saat surat ditandatangani."),
        trail=_trail(_("Penomoran")),
        button=_("Simpan"),
    )
