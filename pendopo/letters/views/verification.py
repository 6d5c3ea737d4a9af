"""Checking a letter: by its QR code, by the code below it, by its file; with and without a network."""

import hashlib
import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel.access import public
from pendopo.letters.formats.scripts import carried, static_text
from pendopo.letters.forms.documents import CodeForm, FileForm
from pendopo.letters.queries.verification import public_trust_list, public_verdict, public_verification_page

_PAGE_OR_FILE = ["GET", "HEAD", "POST"]
SCRIPTS = ("letters/verify.js", "letters/beside.js")
STYLE, WORKER = "ui/pendopo.css", "letters/worker.js"
FALLBACK = "letters/vendor/noble-ed25519.js"


@public
@require_http_methods(_PAGE_OR_FILE)
def verification(request: HttpRequest) -> HttpResponse:
    """Ask for a letter's code or its PDF; this page also works without a network, once it was open."""
    if (
        "kode" in request.GET
    ):  # without a network this address is answered by the kept page, with one by the page of codes
        return redirect(f"{reverse('code')}?{urlencode({'kode': request.GET['kode']})}")
    file_form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    digest = ""
    if file_form.is_bound and file_form.is_valid():
        digest = _digest(file_form.cleaned_data["berkas"])
    page = public_verification_page(digest=digest)
    if page.code_text:
        return redirect("letters-verify", page.code_text)
    if digest:
        file_form.add_error("berkas", _("Tidak ada surat dengan berkas ini. Periksa kode QR pada suratnya."))
    context = {"code_form": CodeForm(), "file_form": file_form, "page": page, **_paths()}
    return render(request, "letters/verification.html", context, status=422 if file_form.errors else 200)


@public
@never_cache
@require_http_methods(_PAGE_OR_FILE)
def verify(request: HttpRequest, code_text: str) -> HttpResponse:
    """Say what a letter is worth today, and whether a PDF is this letter."""
    verdict = public_verdict(code_text)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    same = None
    if form.is_bound and form.is_valid():
        same = _digest(form.cleaned_data["berkas"]) in verdict.digests
    context = {
        "verdict": verdict,
        "form": form,
        "same": same,
        "digests": " ".join(verdict.digests),
        **_paths(),
    }
    answer = render(request, "letters/verdict.html", context, status=422 if form.errors else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@public
@require_safe
@cache_control(public=True, max_age=3600)
def trust_list(request: HttpRequest) -> HttpResponse:
    """Give the signed list of keys, for verifiers of other sites."""
    answer = HttpResponse(public_trust_list(), content_type="application/json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@public
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that keeps the checking page for days without a network."""
    kept = [reverse("letters-verification"), *(static(name) for name in (*SCRIPTS, FALLBACK, STYLE))]
    script = f"const FILES = {json.dumps(kept)};\n{static_text(WORKER)}"
    answer = HttpResponse(script, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@public
@require_safe
def saved_page(request: HttpRequest) -> HttpResponse:
    """Give the checking page as one file that works from a memory card."""
    page = render_to_string("letters/verification_file.html", {"trust_list": public_trust_list()}, request)
    answer = HttpResponse(carried(page, style=STYLE, scripts=SCRIPTS, library=FALLBACK))
    answer["Content-Disposition"] = 'attachment; filename="periksa-surat.html"'
    return answer


def _paths() -> dict[str, str]:
    return {"fallback": static(FALLBACK), "worker": reverse("letters-verify-worker")}


def _digest(file: Any) -> str:
    held = hashlib.sha256()
    for chunk in file.chunks():
        held.update(chunk)
    return held.hexdigest()
