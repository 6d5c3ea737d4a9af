"""The pages that are measured, by the name of their address in the site's own map."""

from django.urls import reverse

from pendopo.people.models import Person
from pendopo.people.rules.codes import BasicStatus


def home() -> str:
    """The portal's first page."""
    return reverse("home")


def resident_list() -> str:
    """The desk's list of residents."""
    return reverse("people-persons")


def resident_file() -> str:
    """The file of a resident who lives with a family."""
    person = (
        Person.objects.filter(basic_status=BasicStatus.ALIVE, family__isnull=False).order_by("id")[:1].get()
    )
    return reverse("people-person", args=[person.pk])


def age_statistics() -> str:
    """The public figures by age: the pyramid with its table."""
    return reverse("people-statistics-topic", kwargs={"topic": "umur"})


def area_table() -> str:
    """The public table of hamlets, RW and RT with their residents."""
    return reverse("places-areas")
