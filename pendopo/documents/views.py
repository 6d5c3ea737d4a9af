"""The one page for whatever stands on a paper, and the short addresses of QR codes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.documents.forms import CodeForm
from pendopo.documents.queries import public_page_of_code
from pendopo.documents.rules import CodeKind
from pendopo.kernel.access import public
from pendopo.ui.shell import shown


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a number, and lead to its page; typed text is posted, so that it stands in no address."""
    given = request.POST if request.method == "POST" else request.GET
    return _answer(request, CodeForm(given if request.method == "POST" or "kode" in given else None))


@public
@never_cache
@require_safe
def short(request: HttpRequest, mark: str, code: str) -> HttpResponse:
    """Lead from the short address in a QR code to its page."""
    return _answer(request, CodeForm({"kode": f"{mark}/{code}"}))


def _answer(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            if there := public_page_of_code(form.cleaned_data["kode"]):
                return redirect(there)
            status = 404
            form.add_error(
                "kode",
                _(
                    "Kode atau nomor ini tidak ada di situs ini. Periksa tiap huruf dan angka, lalu coba lagi. "
                    "Kalau tetap tidak ada, bawa kertasnya ke kantor desa."
                ),
            )
    context = {"form": form, "kinds": shown(CodeKind, request)}
    return render(request, "documents/code.html", context, status=status)
