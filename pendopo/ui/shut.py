"""A page of a domain that is only readable offers nothing that would be refused: no button, no link to a form.

The frame asks once for all pages. A form leads to a view, the view says which permission opens it, and the registry
says what may be done with that permission: where nothing of it goes on, the door is shut.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from pendopo.kernel.access import actor_of
from pendopo.kernel.domains import SwitchState
from pendopo.kernel.operation import REGISTRY
from pendopo.kernel.switches import Standings, domain_of, domains_of, standings_around
from pendopo.kernel.village_pages import plain

_BUTTON: Final = re.compile(r"<button\b.*?</button>", re.S)
_FORM: Final = re.compile(r'<form\b[^>]*method="post".*?</form>', re.S)
_ACTION: Final = re.compile(r'\saction="([^"]+)"')
# A row of a list is a plain link and stays; what is drawn as a button or as an act of a row leads to a form.
_LINK: Final = re.compile(r'<a\b(?=[^>]*class="(?:btn|act)\b)[^>]*href="([^"#?]+)[^>]*>.*?</a>', re.S)


def without_shut_doors(html: str, request: HttpRequest) -> str:
    """Return a page's content without what the standing of its domains refuses now."""
    standings = standings_around(actor_of(request))

    def form(found: re.Match[str]) -> str:
        action = _ACTION.search(found[0].partition(">")[0])
        shut = _is_shut(action[1] if action else request.path, standings)
        return _BUTTON.sub("", found[0]) if shut else found[0]

    def link(found: re.Match[str]) -> str:
        return "" if _is_shut(found[1], standings) else found[0]

    return _LINK.sub(link, _FORM.sub(form, html))


def _is_shut(address: str, standings: Standings) -> bool:
    """Whether all that may be done behind an address is an operation of a domain that is only readable."""
    try:
        found = resolve(plain(urlsplit(address).path))
    except Resolver404:
        return False
    access = getattr(found.func, "access", "")
    for domain in domains_of(found.func):
        standing = standings.get(domain)
        if (
            standing is None
            or standing.state is not SwitchState.READ_ONLY
            or found.view_name in standing.stays
        ):
            continue
        acts = {
            entry.name
            for entry in REGISTRY.values()
            if domain_of(entry.module) == domain and access in (entry.permission, entry.open_to, *entry.also)
        }
        if acts and not acts & standing.stays:
            return True
    return False
