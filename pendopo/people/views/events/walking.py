"""How every event page answers: the page of a wizard, a single form, a refusal in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.people.forms.events.fields import Described
from pendopo.people.forms.events.walks import Walk
from pendopo.people.queries.events import FamilyPage

METHODS = ["GET", "HEAD", "POST"]
# What a page shows beside its form; anything else, such as another village's row, goes its way.
Trail = list[tuple[str, str]]


def person_trail(person: Described, title: str) -> Trail:
    """The way to a page about a person."""
    return [
        (_("Warga"), reverse("people-persons")),
        (person.name, reverse("people-person", args=[person.pk])),
        (title, ""),
    ]


def family_trail(page: FamilyPage, title: str) -> Trail:
    """The way to a page about a family."""
    return [
        (_("Peristiwa"), reverse("people-events")),
        (family_name(page), reverse("people-family", args=[page.family.pk])),
        (title, ""),
    ]


def desk_trail(title: str) -> Trail:
    """The way to a page that belongs to nobody yet."""
    return [(_("Peristiwa"), reverse("people-events")), (title, "")]


def family_name(page: FamilyPage) -> str:
    """Name a family by its head."""
    head = page.head
    return _("Keluarga %(name)s") % {"name": head.name} if head else _("Keluarga tanpa kepala")


def show(
    request: HttpRequest,
    walk: Walk,
    *,
    title: str,
    trail: Trail,
    about: str = "",
) -> HttpResponse:
    """Answer with the page that a walk has come to."""
    wizard = walk.wizard
    template = "people/events/check.html" if wizard.at_check else "people/events/step.html"
    form = wizard.form
    context = {"wizard": wizard, "form": form, "heading": title, "trail": trail, "cancel": trail[-2][1]}
    more = {"about": about, "late": walk.late, "duplicates": walk.alike}
    wrong = form.errors and request.method == "POST"  # what a report left open is asked, not refused
    return render(request, template, {**context, **more}, status=422 if wrong else 200)
