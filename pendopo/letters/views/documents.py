"""Finished letters: downloads, the scan of a letter signed in ink, the remote signature."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires, resident
from pendopo.letters.channels.signers.base import Passphrase
from pendopo.letters.forms.documents import PassphraseForm, ScanForm
from pendopo.letters.operations.documents import keep_scan, renew_certificate, sign_remotely
from pendopo.letters.queries.documents import (
    DocumentDesk,
    DocumentFile,
    document_desk,
    office_file,
    own_certificate,
    own_document,
    waiting_remotely,
)
from pendopo.letters.rules.permissions import CHECK, READ, SIGN
from pendopo.ui.asking import attempt, said


@resident
@never_cache
@require_safe
def document(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give a resident the own signed letter."""
    return _download(own_document(actor_of(request), request_id))


@requires(READ)
@never_cache
@require_safe
def desk_file(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give the office a letter, or the page that waits for ink."""
    return _download(office_file(actor_of(request), request_id))


@requires(READ)
@require_safe
def desk_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one letter: how it is signed, its file, what can still be done."""
    desk = document_desk(actor_of(request), request_id)
    return _show(request, desk, ScanForm())


@requires(CHECK)
@require_POST
def scan(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the scan of a letter that was signed in ink."""
    desk = document_desk(actor_of(request), request_id)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        with attempt(form, "pindaian"):
            keep_scan(actor_of(request), document=desk.document, content=form.cleaned_data["pindaian"].read())
            return said(request, _("Pindaian disimpan. Surat selesai."), "letters-document-page", request_id)
    return _show(request, desk, form, status=422)


@requires(SIGN)
@never_cache
@sensitive_post_parameters("passphrase")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def remote(request: HttpRequest) -> HttpResponse:
    """Sign all letters that wait for this officer's remote signature with one passphrase."""
    actor = actor_of(request)
    waiting = waiting_remotely(actor)
    form = PassphraseForm(request.POST or None)
    failed: list[tuple[object, str]] = []
    if form.is_bound and form.is_valid():
        result = sign_remotely(actor, documents=waiting, secret=Passphrase(form.cleaned_data["passphrase"]))
        failed = [(row, why) for row, why in result.failed]
        if result.signed:
            count = len(result.signed)
            words = ngettext("%(count)s surat ditandatangani.", "%(count)s surat ditandatangani.", count)
            messages.success(request, words % {"count": count})
        if not failed:
            return redirect("letters-remote-sign")
        waiting = [row for row, _why in result.failed]
        form = PassphraseForm()
    context = {"form": form, "waiting": waiting, "failed": failed, "trail": _trail(_("Tanda tangan BSrE"))}
    return render(request, "letters/remote.html", context, status=422 if failed or form.errors else 200)


@requires(SIGN)
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """Show the officer's own certificate of this site, and offer a new one."""
    context = {"own": own_certificate(actor_of(request)), "trail": _trail(_("Sertifikat saya"))}
    return render(request, "letters/certificate.html", context)


@requires(SIGN)
@require_POST
def renew(request: HttpRequest, area: str) -> HttpResponse:
    """Give the officer who asks a new certificate of this site."""
    name = renew_certificate(actor_of(request), area=area)
    messages.success(request, _("Sertifikat baru untuk %(name)s sudah dibuat.") % {"name": name})
    return redirect("letters-certificate")


def _show(request: HttpRequest, desk: DocumentDesk, form: ScanForm, status: int = 200) -> HttpResponse:
    trail = _trail(desk.document.title)
    context = {"desk": desk, "document": desk.document, "form": form, "trail": trail}
    return render(request, "letters/document.html", context, status=status)


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("Surat"), reverse("letters-desk")), (last, "")]


def _download(file: DocumentFile) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
