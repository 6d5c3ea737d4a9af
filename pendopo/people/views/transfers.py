"""Pages about residents who move to another village of this site: the list, one file, and each office's next step."""

from functools import partial
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.families import FamilySearchForm, ReverseForm
from pendopo.people.forms.events.recording import LeaversForm
from pendopo.people.forms.events.walks import Walk
from pendopo.people.forms.events.wizard import Step, Wizard
from pendopo.people.forms.transfers import AcceptForm, AnswerForm, QuestionForm, RefuseForm, SendForm
from pendopo.people.operations import transfers
from pendopo.people.operations.events import NewFamily
from pendopo.people.queries.transfers import (
    TransferLine,
    TransferPage,
    accept_page,
    families_to_join,
    send_page,
    transfer_for,
    transfer_page,
    transfers_in,
)
from pendopo.people.rules.permissions import CORRECT, RECORD
from pendopo.people.views.events.walking import METHODS, Trail, person_trail, show
from pendopo.ui.asking import ask, attempt, said
from pendopo.ui.listing import Cell, Listing, Tag
from pendopo.ui.templatetags.ui import tanggal_pendek


@requires(RECORD)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the files that the village sends and receives."""
    page, lines = transfers_in(actor_of(request), request.GET.get("halaman", "1"))
    shown: Listing[TransferLine] = Listing(
        _("Perpindahan antardesa"),
        [_("Yang pindah"), _("Dari"), _("Ke"), _("Tanggal pindah"), _("Keadaan")],
        lines,
        lambda line: [
            Cell(line.names, reverse("people-transfer", args=[line.id])),
            line.origin,
            line.target,
            tanggal_pendek(line.on),
            Cell(line.state, tag=Tag(_("masuk") if line.incoming else _("keluar"))),
        ],
        (
            _("Belum ada perpindahan"),
            _("Perpindahan ke desa lain di situs ini dicatat dari berkas warganya."),
        ),
        page=page,
    )
    return render(request, "people/transfers/list.html", {"listing": shown})


@requires(RECORD)
@require_safe
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Show a file to one of its two offices, with the next step."""
    page = transfer_page(actor_of(request), transfer_id)
    return render(request, "people/transfers/transfer.html", {"page": page, "trail": _trail(page)})


@requires(RECORD)
@require_http_methods(METHODS)
def send(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that people move to another village of this site, and send their file there."""
    page = send_page(actor_of(request), person_id)
    steps = [Step("kepindahan", _("Kepindahan"), partial(SendForm, page=page))]
    if page.desk.others:
        steps.insert(0, Step("ikut", _("Yang ikut pindah"), partial(LeaversForm, page=page.desk)))
    wizard = Wizard(request.POST or None, steps)
    details = wizard.answers("kepindahan")
    if wizard.may_save(wants_reason=False):
        together = wizard.answers("ikut").get("together") or [] if page.desk.others else []
        named = {name: details.pop(name, None) for name in ("on", "to", "consent", "successor")}
        with attempt(wizard):
            sent = transfers.send_transfer(
                actor_of(request), person=page.desk.person, together=together, details=details, **named
            )
            return said(request, _("Berkasnya sudah dikirim."), "people-transfer", sent.pk)
    title = _("Pindah ke desa lain di situs ini")
    return show(
        *(request, Walk(wizard)), title=title, trail=person_trail(page.desk.person, title), about=page.desk.person.name
    )  # fmt: skip


@requires(RECORD)
@require_POST
def open_file(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Note that the officer opens the file, and go on to it."""
    row = transfer_for(actor_of(request), transfer_id)
    with attempt(request):
        transfers.open_transfer(actor_of(request), village=row.to_village, transfer=row)
    return redirect("people-transfer", transfer_id)


@requires(RECORD)
@require_http_methods(METHODS)
def find_family(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Find the family of this village to which those of a file belong."""
    form = FamilySearchForm(request.POST or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    page, found = families_to_join(actor_of(request), transfer_id, text)
    title = _("Terima ke keluarga yang ada")
    context = {"form": form, "page": page, "found": found, "searched": bool(text), "heading": title}
    status = 422 if form.errors else 200
    return render(
        *(request, "people/transfers/family.html", {**context, "trail": _trail(page, title)}), status=status
    )  # fmt: skip


@requires(RECORD)
@require_http_methods(METHODS)
def accept(request: HttpRequest, transfer_id: UUID, family_id: UUID | None = None) -> HttpResponse:
    """Accept everybody of a file into a new family, or into one that is here."""
    page = accept_page(actor_of(request), transfer_id, family_id)
    form = AcceptForm(request.POST or None, page=page)
    if form.is_valid():
        given = form.cleaned_data
        card = None
        if page.home is None:
            card = NewFamily(given["area"], given["address"], given["kk_number"] or None)
        with attempt(form, kk="kk_number", before_last="on", date_future="on"):
            transfers.accept_transfer(
                actor_of(request),
                village=page.file.row.to_village,
                transfer=page.file.row,
                on=given["on"],
                relations={person.pk: given[str(person.pk)] for person in page.file.people},
                family=page.home,
                new_family=card,
                reason=given.get("reason", ""),
            )
            return said(request, _("Pindahan sudah diterima."), "people-transfer", transfer_id)
    title = _("Terima pindahan")
    about = _("Ke keluarga %(name)s") % {"name": page.head} if page.home else _("Ke keluarga baru")
    note = _("Sudah ada warga yang mirip: %(names)s.") % {"names": ", ".join(one.name for one in page.alike)}
    return ask(
        request,
        form,
        heading=title,
        trail=_trail(page.file, title),
        button=_("Terima"),
        about=about,
        note=note if page.alike else "",
    )


@requires(RECORD)
@require_http_methods(METHODS)
def ask_back(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Ask the village that was left."""
    page, form = transfer_page(actor_of(request), transfer_id), QuestionForm(request.POST or None)
    if form.is_valid():
        with attempt(form, "question"):
            transfers.ask_back(
                actor_of(request), village=page.row.to_village, transfer=page.row, **form.cleaned_data
            )
            return said(request, _("Pertanyaan sudah dikirim."), "people-transfer", transfer_id)
    return _asked(request, form, page, _("Tanyakan ke desa asal"), _("Kirim pertanyaan"))


@requires(RECORD)
@require_http_methods(METHODS)
def refuse(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Refuse a file with a reason."""
    page, form = transfer_page(actor_of(request), transfer_id), RefuseForm(request.POST or None)
    if form.is_valid():
        with attempt(form, "reason"):
            transfers.refuse_transfer(
                actor_of(request), village=page.row.to_village, transfer=page.row, **form.cleaned_data
            )
            return said(request, _("Pindahan sudah ditolak."), "people-transfer", transfer_id)
    return _asked(request, form, page, _("Tolak pindahan"), _("Tolak"), danger=True)


@requires(RECORD)
@require_http_methods(METHODS)
def answer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Answer what the village that is reached asked."""
    page, form = transfer_page(actor_of(request), transfer_id), AnswerForm(request.POST or None)
    if form.is_valid():
        with attempt(form, "answer"):
            transfers.answer_question(actor_of(request), transfer=page.row, **form.cleaned_data)
            return said(request, _("Jawaban sudah dikirim."), "people-transfer", transfer_id)
    return _asked(request, form, page, _("Jawab desa tujuan"), _("Kirim jawaban"), about=page.row.question)


@requires(CORRECT)
@require_http_methods(METHODS)
def take_back(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Take a file back that nobody has accepted."""
    page, form = transfer_page(actor_of(request), transfer_id), ReverseForm(request.POST or None)
    if form.is_valid():
        with attempt(form, "reason"):
            transfers.take_back(actor_of(request), transfer=page.row, **form.cleaned_data)
            return said(request, _("Berkas sudah ditarik kembali."), "people-transfer", transfer_id)
    return _asked(request, form, page, _("Tarik kembali"), _("Tarik kembali"), danger=True)


def _asked(
    request: HttpRequest,
    form: Form,
    page: TransferPage,
    title: str,
    button: str,
    *,
    about: str = "",
    danger: bool = False,
) -> HttpResponse:
    trail = _trail(page, title)
    return ask(
        *(request, form), heading=title, trail=trail, button=button, about=about or page.state, danger=danger
    )  # fmt: skip


def _trail(page: TransferPage, title: str = "") -> Trail:
    trail = [(_("Perpindahan"), reverse("people-transfers"))]
    here = ", ".join(person.name for person in page.people)
    if not title:
        return [*trail, (here, "")]
    return [*trail, (here, reverse("people-transfer", args=[page.row.pk])), (title, "")]
