"""What everybody may see of the village."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pendopo.kernel.access import public
from pendopo.places import queries
from pendopo.places.rules.figures import AreaFigures


@public
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Show the village: who works there, its hamlets, its outline, how to reach it."""
    return render(request, "places/profile.html", {"page": queries.public_profile_page()})


@public
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Show the table of hamlets, RW and RT with their heads and how many people live there."""
    page = queries.public_areas_page()
    table = _area_table(get_language() or "", tuple(page.lines), page.total)
    return render(request, "places/areas.html", {"page": page, "table": table})


@lru_cache(maxsize=16)
def _area_table(language: str, lines: tuple[queries.AreaLine, ...], total: AreaFigures | None) -> str:
    """Draw the table once for the same figures: 300 lines take 30 ms, and the lines themselves are the key."""
    heads = any(line.head_name for line in lines)  # what nobody has filled in has no column
    parts = _parts(lines)
    shown = {"parts": parts, "alone": len(parts) == 1, "total": total, "heads": heads}
    return render_to_string("places/area_table.html", shown)


def _parts(lines: tuple[queries.AreaLine, ...]) -> list[list[queries.AreaLine]]:
    """Put the lines together that fold as one: a hamlet with its RW and RT, or an RW where there are no hamlets."""
    depth = min((line.code.count(".") for line in lines), default=0) + 1
    found: dict[str, list[queries.AreaLine]] = {}
    for line in lines:
        found.setdefault(".".join(line.code.split(".")[:depth]), []).append(line)
    return list(found.values())


@public
@require_safe
@cache_control(public=True, max_age=3600)
def outline(request: HttpRequest) -> JsonResponse:
    """Give the outlines of the village and its parts as GeoJSON."""
    found = queries.public_site_outline()
    answer = JsonResponse(
        found, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Disposition"] = 'inline; filename="batas.geojson"'
    return answer


@public
@require_safe
@cache_control(public=True, max_age=3600)
def emblem(request: HttpRequest, owner: str) -> HttpResponse:
    """Give a picture that stands at the head of the village's letters."""
    found = queries.public_site_emblem(owner)
    return HttpResponse(
        bytes(found.content), content_type=found.media_type, headers={"ETag": f'"{found.digest}"'}
    )
