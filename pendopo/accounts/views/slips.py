"""The page that shows an officer's one-time link, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def link_page(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """Show a one-time link that is kept nowhere."""
    address = request.build_absolute_uri(reverse("officer-link", args=[token]))
    response = render(request, "accounts/officer_slip.html", {"name": name, "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response
