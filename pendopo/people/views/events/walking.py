"""How every event page answers: the page of a wizard, a single form, a refusal in words."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.clock import today
from pendopo.people.forms.events.fields import Described
from pendopo.people.forms.events.wizard import Wizard, late_words
from pendopo.people.queries.events import FamilyPage, LikelyDuplicate
from pendopo.people.rules.registering import days_late

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


def lateness(limit: int, on: date | None, reported_on: date | None) -> str:
    """Say how late a report is; nothing when it is in time."""
    if on is None:
        return ""
    days = days_late(on, reported_on or today(), limit)
    return late_words(days, limit) if days else ""


def show(
    request: HttpRequest,
    wizard: Wizard,
    *,
    title: str,
    trail: Trail,
    about: str = "",
    late: str = "",
    duplicates: Sequence[LikelyDuplicate] = (),
) -> HttpResponse:
    """Answer with the page that a wizard has come to."""
    template = "people/events/check.html" if wizard.at_check else "people/events/step.html"
    form = wizard.form
    context = {"wizard": wizard, "form": form, "heading": title, "trail": trail, "cancel": trail[-2][1]}
    more = {"about": about, "late": late, "duplicates": duplicates}
    return render(request, template, {**context, **more}, status=422 if form.errors else 200)
