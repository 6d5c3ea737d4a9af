"""The way to a page of matching, and how a single form answers."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

Trail = list[tuple[str, str]]


def trail_to(*steps: tuple[str, str]) -> Trail:
    """The way from the front page of matching."""
    return [(_("Pemadanan"), reverse("matching-home")), *steps]


def ask(
    request: HttpRequest,
    form: forms.Form,
    *,
    heading: str,
    trail: Trail,
    cancel: str,
    button: str,
    note: str = "",
    about: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Answer with one form on a page of its own."""
    context = {
        "form": form,
        "heading": heading,
        "trail": trail,
        "cancel": cancel,
        "button": button,
        "note": note,
        "about": about,
        "danger": danger,
    }
    return render(request, "matching/ask.html", context, status=422 if form.errors else 200)
