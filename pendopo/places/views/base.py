"""How every form page of places answers: saved, refused beside a field, or changed by somebody else meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pendopo.places.forms.base import EditForm
from pendopo.ui.asking import said

Words = str | Promise


def saved(request: HttpRequest, words: Words) -> HttpResponse:
    """Go back to the village's desk and say what was done."""
    return said(request, str(words), "places-desk")


def trail(title: Words) -> list[tuple[Words, str]]:
    """Where a page of the desk stands."""
    return [(_("Meja kerja"), reverse("desk")), (_("Desa"), reverse("places-desk")), (title, "")]


def form_page(request: HttpRequest, form: EditForm, title: Words, **more: object) -> HttpResponse:
    """Show a form under its title, with the differences to another officer's version if there are any."""
    context = {"form": form, "title": title, "trail": trail(title), "button": _("Simpan"), **more}
    # 422: the form was understood and not saved
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)
