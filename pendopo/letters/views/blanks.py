"""A letter on paper: its questions and the declarations that it asks for, to be printed and filled in with a pen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.kernel.access import actor_of, public, requires
from pendopo.letters.queries.blanks import public_blank, public_declaration, type_blank
from pendopo.letters.rules.permissions import EDIT_TYPES


@public
@require_safe
def blank(request: HttpRequest, key: str) -> HttpResponse:
    """Hand out the blank form of a letter."""
    return _shown(request, public_blank(key), "letters-type", key, f"formulir-{key}")


@public
@require_safe
def declaration(request: HttpRequest, key: str, paper: str) -> HttpResponse:
    """Hand out the sample of a paper that a letter asks for."""
    return _shown(request, public_declaration(key, paper), "letters-type", key, f"contoh-{paper}")


@requires(EDIT_TYPES)
@require_safe
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show the blank form that the draft, or what holds now, makes."""
    return _shown(request, type_blank(actor_of(request), key), "letters-types-one", key, f"formulir-{key}")


def _shown(request: HttpRequest, pdf: bytes, back: str, key: str, name: str) -> HttpResponse:
    if not pdf:
        messages.error(request, _("Bagian surat masih dipasang. Coba lagi sebentar."))
        return redirect(back, key)
    place = f'inline; filename="{name}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": place})
