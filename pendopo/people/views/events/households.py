"""Pages about a family card: the card itself, splitting it, its head, its number, who belongs to it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.families import (
    DissolveForm,
    FamilySearchForm,
    HeadForm,
    RelationsForm,
    SplitDetailsForm,
    SplittersForm,
)
from pendopo.people.forms.events.walks import Walk, lateness
from pendopo.people.forms.events.wizard import Step, Wizard
from pendopo.people.operations.events import NewFamily, split_family
from pendopo.people.operations.families import change_head, dissolve_family
from pendopo.people.queries.events import FamilyPage, families_matching, family_desk
from pendopo.people.rules.permissions import CORRECT, READ, RECORD
from pendopo.people.views.events.walking import (
    METHODS,
    desk_trail,
    family_name,
    family_trail,
    show,
)
from pendopo.ui.asking import ask, attempt, said


@requires(READ)
@require_http_methods(["GET", "HEAD"])
def family(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Show a family: who belongs to it and what may be written down about it."""
    page = family_desk(actor_of(request), family_id, READ)
    may = actor_of(request).may
    context = {
        "page": page,
        "heading": family_name(page),
        "trail": desk_trail(family_name(page)),
        "may_record": may(RECORD, page.family.area_code),
        "may_correct": may(CORRECT, page.family.area_code),
    }
    return render(request, "people/events/family.html", context)


@requires(RECORD)
@require_http_methods(METHODS)
def find_family(request: HttpRequest) -> HttpResponse:
    """Find a family by its head or its number; the words travel by POST and stay out of the address."""
    form = FamilySearchForm(request.POST or None)
    searched = form.is_valid()
    text = form.cleaned_data["text"] if searched else ""
    found = families_matching(actor_of(request), text, RECORD) if searched else []
    context = {"form": form, "found": found, "searched": searched, "trail": desk_trail(_("Cari keluarga"))}
    return render(request, "people/events/find_family.html", context, status=422 if form.errors else 200)


@requires(RECORD)
@require_http_methods(METHODS)
def split(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Give chosen members a card of their own."""
    page = family_desk(actor_of(request), family_id, RECORD)
    start = {"area": page.family.area_code, "address": page.family.address}
    steps = [
        Step("anggota", _("Anggota kartu baru"), partial(SplittersForm, page=page)),
        Step("kartu", _("Kartu keluarga baru"), partial(SplitDetailsForm, page=page.areas), start),
    ]
    wizard = Wizard(request.POST or None, steps)
    card = wizard.answers("kartu")
    late = lateness(page.limits["card"], card.get("on"), None)
    if wizard.may_save(wants_reason=bool(late)):
        members = wizard.answers("anggota")
        with attempt(wizard):
            made = split_family(
                actor_of(request),
                family=page.family,
                chosen=members["chosen"],
                head=members["head"],
                old_head=members["old_head"],
                new_family=NewFamily(card["area"], card["address"], card["kk_number"] or None),
                on=card["on"],
                reason=wizard.reason,
            )
            messages.success(request, _("Pecah KK sudah dicatat. Periksa hubungan tiap anggota."))
            return redirect("people-family", made.pk)
    title = _("Pecah KK")
    trail, about = family_trail(page, title), family_name(page)
    return show(request, Walk(wizard, late), title=title, trail=trail, about=about)


@requires(RECORD)
@require_http_methods(METHODS)
def head(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Put another member at the head, then check everybody's relation."""
    page = family_desk(actor_of(request), family_id, RECORD)
    chosen = _chosen_head(request, page)
    relations = partial(RelationsForm, page=(page, chosen))
    steps = [Step("kepala", _("Kepala keluarga baru"), partial(HeadForm, page=page))]
    if len(page.members) > 1:
        steps.append(Step("hubungan", _("Hubungan dengan kepala keluarga baru"), relations))
    wizard = Wizard(request.POST or None, steps)
    if wizard.may_save(wants_reason=False):
        answers = (
            {UUID(name): value for name, value in wizard.answers("hubungan").items()} if steps[1:] else {}
        )
        with attempt(wizard):
            change_head(
                actor_of(request),
                family=page.family,
                head=wizard.answers("kepala")["head"],
                relations=answers,
            )
            return said(request, _("Kepala keluarga sudah diganti."), "people-family", family_id)
    title = _("Ganti kepala keluarga")
    trail, about = family_trail(page, title), family_name(page)
    return show(request, Walk(wizard), title=title, trail=trail, about=about)


def _chosen_head(request: HttpRequest, page: FamilyPage) -> UUID | None:
    typed = request.POST.get("kepala-head", "")
    return next((member.pk for member in page.members if str(member.pk) == typed), None)


@requires(RECORD)
@require_http_methods(METHODS)
def dissolve(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Close a card to which nobody belongs any more."""
    page = family_desk(actor_of(request), family_id, RECORD)
    form = DissolveForm(request.POST or None)
    if form.is_valid():
        with attempt(form, date_future="on"):
            dissolve_family(actor_of(request), family=page.family, **form.cleaned_data)
            return said(request, _("Keluarga ini sudah ditutup."), "people-family", family_id)
    title = _("Tutup kartu keluarga")
    return ask(
        request,
        form,
        heading=title,
        trail=family_trail(page, title),
        button=_("Tutup kartu keluarga"),
        about=family_name(page),
        note=_("Hanya kartu tanpa anggota yang dapat ditutup."),
        danger=True,
    )
