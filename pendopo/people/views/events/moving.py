"""Pages for moving out, moving in, and registering a resident by hand."""

from functools import partial
from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.people.forms.events.persons import (
    ArrivalForm,
    HouseholdForm,
    IdentityForm,
    MemberForm,
    ParentNamesForm,
    PlaceForm,
    StayForm,
    typed_identity,
)
from pendopo.people.forms.events.recording import LeaversForm, MoveOutForm
from pendopo.people.forms.events.wizard import Step, Wizard
from pendopo.people.operations.events import Newcomer, NewFamily, record_move_in, record_move_out
from pendopo.people.operations.registering import register_person
from pendopo.people.queries.events import RegisterPage, Who, person_desk, register_desk
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.views.events.walking import (
    METHODS,
    Trail,
    desk_trail,
    family_name,
    family_trail,
    person_trail,
    show,
)
from pendopo.ui.asking import attempt

NEW, ALONE, STAY = "keluarga-baru", "sendiri", "sementara"


class Joined(TypedDict):
    """The answers of all pages about a newcomer, as the operations want them."""

    values: dict[str, object]
    relation: int | None
    area: str
    new_family: NewFamily | None


@requires(RECORD)
@require_http_methods(METHODS)
def move_out(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that a person, alone or with others, moves out of the village."""
    page = person_desk(actor_of(request), person_id, RECORD)
    steps = [Step("kepindahan", _("Kepindahan"), partial(MoveOutForm, page=page))]
    if page.others:
        steps.insert(0, Step("ikut", _("Yang ikut pindah"), partial(LeaversForm, page=page)))
    wizard = Wizard(request.POST or None, steps)
    details = wizard.answers("kepindahan")
    if wizard.may_save(wants_reason=False):
        together = wizard.answers("ikut").get("together") or [] if page.others else []
        with attempt(wizard):
            gone = record_move_out(
                actor_of(request),
                person=page.person,
                on=details.pop("on"),
                successor=details.pop("successor", None),
                together=together,
                details=details,
            )
            messages.success(request, _("Kepindahan %(count)d orang sudah dicatat.") % {"count": len(gone)})
            return redirect("people-person", person_id)
    title = _("Catat pindah keluar")
    return show(
        request,
        wizard,
        title=title,
        trail=person_trail(page.person, title),
        about=page.person.name,
    )


@requires(RECORD)
@require_http_methods(["GET", "HEAD"])
def start_move_in(request: HttpRequest) -> HttpResponse:
    """Ask who moves in."""
    return render(request, "people/events/arrive.html", {"trail": desk_trail(_("Pindah datang"))})


@requires(RECORD)
@require_http_methods(["GET", "HEAD"])
def start_register(request: HttpRequest) -> HttpResponse:
    """Ask to which family a resident belongs who was never written down."""
    return render(request, "people/events/enrol.html", {"trail": desk_trail(_("Warga baru"))})


@requires(RECORD)
@require_http_methods(METHODS)
def move_in(request: HttpRequest, manner: str = "", family_id: UUID | None = None) -> HttpResponse:
    """Write down that somebody moves in: into a new family, one that is here, or for a while."""
    page = register_desk(actor_of(request), RECORD, family_id=family_id, who=_who(request))
    first = Step("asal", _("Kedatangan"), StayForm if manner == STAY else ArrivalForm)
    wizard = Wizard(request.POST or None, [first, *_steps(page, manner)])
    details = wizard.answers("asal")
    if wizard.may_save(wants_reason=bool(page.duplicates)):
        answers = _joined(wizard, page, manner)
        with attempt(wizard):
            arrived = record_move_in(
                actor_of(request),
                area=answers["area"],
                on=details.pop("on"),
                newcomers=[Newcomer(answers["values"], answers["relation"])],
                family=page.home.family if page.home else None,
                new_family=answers["new_family"],
                details=details,
                temporary=manner == STAY,
                reason=wizard.reason,
            )
            messages.success(request, _("Kedatangan %(name)s sudah dicatat.") % {"name": arrived[0].name})
            return _after(arrived[0].pk, arrived[0].family_id)
    return _page(request, wizard, page, _("Catat pindah datang"))


@requires(RECORD)
@require_http_methods(METHODS)
def register(request: HttpRequest, manner: str = "", family_id: UUID | None = None) -> HttpResponse:
    """Add a resident who was never written down, after showing who resembles."""
    if manner == STAY:
        raise Http404
    page = register_desk(actor_of(request), RECORD, family_id=family_id, who=_who(request))
    wizard = Wizard(request.POST or None, _steps(page, manner))
    if wizard.may_save(wants_reason=bool(page.duplicates)):
        answers = _joined(wizard, page, manner)
        with attempt(wizard):
            person = register_person(
                actor_of(request),
                area=answers["area"],
                values=answers["values"],
                family=page.home.family if page.home else None,
                new_family=answers["new_family"],
                relation=answers["relation"],
                reason=wizard.reason,
            )
            messages.success(request, _("%(name)s sudah terdaftar.") % {"name": person.name})
            return _after(person.pk, person.family_id)
    return _page(request, wizard, page, _("Daftarkan warga"))


def _who(request: HttpRequest) -> Who | None:
    return typed_identity(request.POST or None, "orang", "orangtua-mother_name")


def _steps(page: RegisterPage, manner: str) -> list[Step]:
    steps = [
        Step("orang", _("Identitas"), IdentityForm, {"citizenship": 1}),
        Step("orangtua", _("Orang tua"), ParentNamesForm),
    ]
    if page.home is not None:
        return [*steps, Step("hubungan", _("Tempat dalam keluarga"), MemberForm)]
    if manner == NEW:
        return [Step("kartu", _("Kartu keluarga baru"), partial(HouseholdForm, page=page.areas)), *steps]
    return [*steps, Step("tempat", _("Tempat tinggal"), partial(PlaceForm, page=page.areas))]


def _joined(wizard: Wizard, page: RegisterPage, manner: str) -> Joined:
    values = {**wizard.answers("orang"), **wizard.answers("orangtua")}
    if page.home is not None:
        relation = wizard.answers("hubungan")["relation"]
        return {
            "values": values, "relation": relation, "area": page.home.family.area_code, "new_family": None
        }  # fmt: skip
    if manner == NEW:
        card = wizard.answers("kartu")
        made = NewFamily(card["area"], card["address"], card["kk_number"] or None)
        return {"values": values, "relation": int(Relation.HEAD), "area": card["area"], "new_family": made}
    place = wizard.answers("tempat")
    values["current_address"] = place["current_address"]
    return {"values": values, "relation": None, "area": place["area"], "new_family": None}


def _after(person_id: UUID, family_id: UUID | None) -> HttpResponse:
    """Go where the officer goes on: to the family while it is being filled, else to the person."""
    if family_id is not None:
        return redirect("people-family", family_id)
    return redirect("people-person", person_id)


def _page(request: HttpRequest, wizard: Wizard, page: RegisterPage, title: str) -> HttpResponse:
    trail: Trail = family_trail(page.home, title) if page.home else desk_trail(title)
    return show(
        request,
        wizard,
        title=title,
        trail=trail,
        about=family_name(page.home) if page.home else "",
        duplicates=page.duplicates,
    )
