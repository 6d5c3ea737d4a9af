"""The live page of the design system."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.kernel.access import public
from pendopo.ui.forms.sample import SampleFilter, SampleForm
from pendopo.ui.views import samples


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component with real-looking content, so that a change can be judged at a glance."""
    people = Paginator(samples.PEOPLE, 40)
    return render(
        request,
        "ui/components.html",
        {
            "trail": [(_("Beranda"), "/"), (_("Komponen tampilan"), "")],
            "sample_form": SampleForm(),
            "wrong_form": SampleForm(samples.WRONG_INPUT, prefix="galat"),
            "filter_form": SampleFilter(request.GET or None),
            "page": people.get_page(request.GET.get("halaman")),
            **samples.content(),
        },
    )


__all__ = ["components"]
