"""Addresses of codes. A short one stands in a QR code: a capital letter and a few signs."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pendopo.documents import views


class MarkConverter(StringConverter):
    """The capital letter of a kind of code."""

    regex = "[A-Z]"


class ShortConverter(StringConverter):
    """A code short enough to be typed; a whole signed letter behind /V/ is longer, and has a page of its own."""

    regex = "[0-9A-Za-z-]{6,40}"


register_converter(MarkConverter, "mark")
register_converter(ShortConverter, "short")

urlpatterns = [
    path("kode/", views.code, name="code"),
    path("<mark:mark>/<short:code>", views.short, name="code-short"),
]
