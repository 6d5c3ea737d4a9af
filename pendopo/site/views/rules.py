"""The desk's pages about dated rules and days off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel import operations
from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.errors import NotFound
from pendopo.kernel.powers import EDIT_RULES
from pendopo.site import queries
from pendopo.site.forms.rules import HolidayForm, RuleForm, YearForm
from pendopo.site.queries import RulePage
from pendopo.site.queries.rules import RuleItem
from pendopo.ui.asking import attempt, said
from pendopo.ui.listing import Cell, Listing, Tag
from pendopo.ui.templatetags.ui import tanggal_pendek


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Meja kerja"), reverse("desk")), *steps]


@requires(EDIT_RULES)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the value of every rule that holds today."""
    listing = Listing(
        _("Aturan bertanggal"),
        [_("Aturan"), _("Nilai"), _("Dasar hukum"), _("Sejak"), _("Asal")],
        queries.rules_page(actor_of(request)),
        lambda item: [
            Cell(item.title, reverse("rule", args=[item.line.key])),
            item.value,
            item.line.legal_basis,
            tanggal_pendek(item.line.valid_from),
            _origin(item),
        ],
        (),
    )
    return render(request, "site/rules.html", {"listing": listing, "trail": _trail((_("Aturan"), ""))})


def _origin(item: RuleItem) -> str:
    return _("bawaan") if item.line.shipped else item.area


@requires(EDIT_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """Show every value of a rule, and take a new one with its legal basis and first day."""
    actor = actor_of(request)
    page = queries.rule_page(actor, key)
    if page.set_at and request.method == "POST":
        raise NotFound
    form = RuleForm(request.POST or None, page=page)
    if form.is_valid():
        with attempt(form, "value", rule_period_taken="valid_from"):
            operations.set_rule(actor, key=key, **form.cleaned_data)
            return said(request, _("Nilai baru tersimpan."), "rule", key=key)
    trail = _trail((_("Aturan"), reverse("rules")), (page.title, ""))
    context = {"page": page, "form": form, "listing": _values(page), "trail": trail}
    return render(request, "site/rule.html", context, status=422 if form.errors else 200)


def _values(page: RulePage) -> Listing[RuleItem]:
    return Listing(
        _("Nilai dari waktu ke waktu"),
        [_("Nilai"), _("Berlaku"), _("Dasar hukum"), _("Asal")],
        page.items,
        lambda item: [
            Cell(item.value, tag=Tag(_("berlaku hari ini"), "ok") if item.line.holds else None),
            f"{tanggal_pendek(item.line.valid_from)} – {_until(item)}",
            item.line.legal_basis,
            _origin(item),
        ],
        (),
        counted=_("Nilai dari waktu ke waktu"),
    )


def _until(item: RuleItem) -> str:
    day = tanggal_pendek(item.line.valid_to)
    return _("sebelum %(day)s") % {"day": day} if day else _("tanpa akhir")


@requires(EDIT_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Show the days off of a year, and take one that the national calendar does not know."""
    actor = actor_of(request)
    asked = YearForm(request.GET)
    page = queries.holidays_page(actor, asked.cleaned_data["tahun"] if asked.is_valid() else None)
    form = HolidayForm(request.POST or None, page=page)
    if form.is_valid():
        with attempt(form, "on"):
            held = operations.add_local_holiday(actor, **form.cleaned_data)
            return said(request, _("Hari libur tersimpan."), f"{reverse('holidays')}?tahun={held.on.year}")
    steps = _trail((_("Aturan"), reverse("rules")), (_("Hari libur"), ""))
    context = {"page": page, "form": form, "trail": steps, "years": (page.year - 1, page.year + 1)}
    return render(request, "site/holidays.html", context, status=422 if form.errors else 200)


@requires(EDIT_RULES)
@require_POST
def remove_holiday(request: HttpRequest, holiday_id: UUID) -> HttpResponse:
    """Take back a day off that has not passed yet."""
    actor = actor_of(request)
    held = queries.holiday_to_remove(actor, holiday_id)
    with attempt(request):
        operations.remove_local_holiday(actor, holiday=held)
        messages.success(request, _("Hari libur dihapus."))
    return redirect(f"{reverse('holidays')}?tahun={held.on.year}")
