"""The pages that are measured, by the name of their address in the site's own map."""

from django.urls import reverse


def home() -> str:
    """The portal's first page."""
    return reverse("home")


def resident_list() -> str:
    """The desk's list of residents."""
    return reverse("people-persons")


def age_statistics() -> str:
    """The public figures by age: the pyramid with its table."""
    return reverse("people-statistics-topic", kwargs={"topic": "umur"})


def area_table() -> str:
    """The public table of hamlets, RW and RT with their residents."""
    return reverse("places-areas")
