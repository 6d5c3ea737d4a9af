"""What everybody may see of the village."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pendopo.kernel.access import public
from pendopo.places import queries


@public
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Show the village: who works there, its hamlets, its outline, how to reach it."""
    return render(request, "places/profile.html", {"page": queries.public_profile_page()})


@public
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Show the table of hamlets, RW and RT with their heads and how many people live there."""
    return render(request, "places/areas.html", {"page": queries.public_areas_page()})


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
