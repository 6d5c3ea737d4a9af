"""What a wording would make of the sample resident while somebody still types it."""

from base64 import b64encode
from dataclasses import dataclass, field, replace

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.letters.formats.type_check import sample_page, wording_problems
from pendopo.letters.queries.drafting import public_letterhead
from pendopo.letters.queries.parties import place_of
from pendopo.letters.queries.type_pages import type_editor
from pendopo.press.faults import PageTrouble, Problem
from pendopo.press.page import render_picture


@dataclass(frozen=True)
class Trial:
    """The first page as a picture that can stand in a page, or what keeps it from being made."""

    picture: str = ""
    problems: list[Problem] = field(default_factory=list)


def type_trial(actor: Actor, key: str, template: str) -> Trial:
    """Try a wording on the sample resident; nothing is kept."""
    editor = type_editor(actor, key)
    content = replace(editor.content, template=template)
    place, today = place_of(editor.village), clock.today()
    found = wording_problems(content, place, today)
    if found:
        return Trial(problems=found)
    try:
        drawn = render_picture(sample_page(content, place, today, public_letterhead(editor.village)))
    except PageTrouble as trouble:
        return Trial(problems=trouble.problems)
    return Trial(picture=f"data:image/svg+xml;base64,{b64encode(drawn).decode()}")
