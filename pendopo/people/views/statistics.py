"""Pages and files of population figures, for everybody and for officers."""

import hashlib
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

import pendopo
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, public, requires
from pendopo.people.forms.statistics import DeskFiguresFilter, FiguresFilter
from pendopo.people.queries import statistics as queries
from pendopo.people.queries.statistics import SiteEdition
from pendopo.people.rules.memory import Memory
from pendopo.people.rules.permissions import STATISTICS
from pendopo.people.rules.statistics import BY_SLUG, TOPICS
from pendopo.people.views.figures import csv_file, presented, presented_cross

# What a topic says is the same for every reader until the next write; only the frame around it differs.
BODIES = Memory(300)


def _etag(request: HttpRequest, **kwargs: object) -> str | None:
    """A page is as old as the register, the day, the language, the program and the reader's cookies."""
    # Read here, once for a request, and handed to the page.
    site = request.figures_of = queries.public_edition()  # type: ignore[attr-defined]
    if actor_of(request).kind != "anonymous":
        return None
    parts = (
        site.edition.tag,
        clock.today().isoformat(),
        get_language() or "",
        pendopo.__version__,
        request.get_full_path(),
        request.headers.get("Cookie", ""),
    )
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def _site(request: HttpRequest) -> SiteEdition:
    return cast(SiteEdition, request.figures_of)  # type: ignore[attr-defined]


def _fresh(response: HttpResponse) -> HttpResponse:
    """Let a browser keep the page and ask whether it is still the newest."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _topics(name: str, current: str = "") -> list[dict[str, str | bool]]:
    return [
        {
            "slug": topic.slug,
            "title": _(topic.title),
            "url": reverse(name, args=[topic.slug]),
            "current": topic.slug == current,
        }
        for topic in TOPICS
    ]


@public
@require_safe
@condition(etag_func=_etag)
def index(request: HttpRequest) -> HttpResponse:
    """Show the size of the population and the list of topics."""
    overview = queries.public_overview(_site(request))
    content = {
        "trail": [(_("Beranda"), reverse("home")), (_("Statistik"), "")],
        "overview": overview,
        "groups": presented(overview.groups),
        "topics": _topics("people-statistics-topic"),
    }
    return _fresh(render(request, "people/statistics/index.html", content))


@public
@require_safe
@condition(etag_func=_etag)
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Show one topic: chart, table, and the choice of day and hamlet."""
    form = FiguresFilter(request.GET)
    page = queries.public_statistics(_site(request), topic, on=form.day, area=form.area)
    title = _(page.figures.topic.title)
    choice = (request.GET.get("tanggal", ""), request.GET.get("dusun", ""))
    # The body has links, which differ with the form in which the village is asked for.
    reader = (clock.today(), get_language(), get_script_prefix())
    key = (page.figures.edition, topic, page.figures.on, *reader, *choice)

    def body() -> str:
        form.offer(page.hamlets)
        content = {
            "page": page,
            "chart": presented(page.figures),
            "csv": _with_choice(reverse("people-statistics-csv", args=[topic]), request),
            "form": form,
            "open": bool(form.errors),
            "topics": _topics("people-statistics-topic", topic),
        }
        return render_to_string("people/statistics/topic_body.html", content)

    trail = [(_("Beranda"), reverse("home")), (_("Statistik"), reverse("people-statistics")), (title, "")]
    content = {"trail": trail, "title": title, "form": form, "body": BODIES.recall(key, body)}
    return _fresh(render(request, "people/statistics/topic.html", content))


@public
@require_safe
@condition(etag_func=_etag)
def topic_csv(request: HttpRequest, topic: str) -> HttpResponse:
    """Give the table of one topic as CSV."""
    form = FiguresFilter(request.GET)
    page = queries.public_statistics(_site(request), topic, on=form.day, area=form.area)
    return _fresh(csv_file(presented(page.figures), page.area_title))


def _desk(request: HttpRequest, topic: str) -> tuple[DeskFiguresFilter, queries.DeskFigures]:
    form = DeskFiguresFilter(request.GET)
    found = queries.statistics_of(actor_of(request), topic, on=form.day, area=form.area, against=form.against)
    return form, found


@requires(STATISTICS)
@require_safe
def desk(request: HttpRequest, topic: str = TOPICS[0].slug) -> HttpResponse:
    """Show exact figures of the officer's area, and two topics against each other."""
    form, found = _desk(request, topic)
    form.offer_areas(found.choices)
    trail = [(_("Meja kerja"), reverse("desk")), (_("Statistik"), "")]
    if topic in BY_SLUG and topic != TOPICS[0].slug:
        trail = [trail[0], (_("Statistik"), reverse("people-statistics-desk")), (_(BY_SLUG[topic].title), "")]
    content = {
        "trail": trail,
        "page": found,
        "chart": presented(found.figures),
        "cross": presented_cross(found.cross) if found.cross else None,
        "csv": _with_choice(reverse("people-statistics-desk-csv", args=[topic]), request),
        "form": form,
        "open": bool(form.errors),
        "topics": [
            {**entry, "url": _with_area(str(entry["url"]), form.area)}
            for entry in _topics("people-statistics-desk-topic", topic)
            if not (found.above_village and entry["slug"] == "keluarga")
        ],
    }
    return render(request, "people/statistics/desk.html", content)


@requires(STATISTICS)
@require_safe
def desk_csv(request: HttpRequest, topic: str) -> HttpResponse:
    """Give the exact table of one topic, or the cross table, as CSV."""
    _form, found = _desk(request, topic)
    shown = presented_cross(found.cross) if found.cross else presented(found.figures)
    return csv_file(shown, found.area_title)


def _with_area(url: str, area: str) -> str:
    return f"{url}?{urlencode({'wilayah': area})}" if area else url


def _with_choice(url: str, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url
