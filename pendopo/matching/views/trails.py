"""The way to a page of matching."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.ui.asking import Trail


def trail_to(*steps: tuple[str, str]) -> Trail:
    """The way from the front page of matching."""
    return [(_("Pemadanan"), reverse("matching-home")), *steps]
