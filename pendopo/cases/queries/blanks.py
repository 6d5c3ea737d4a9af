"""What a kind of case asks, on paper: to be printed, filled in with a pen, and keyed in at the counter."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.cases.rules.flow import Flow
from pendopo.kernel import clock
from pendopo.kernel.village_pages import plain
from pendopo.places import queries as places
from pendopo.press import machine
from pendopo.press.sheet import Letterhead
from pendopo.questions.formats.blank import Blank, render_blank
from pendopo.questions.rules.fields import Field, in_words
from pendopo.questions.rules.sets import QuestionSet

WHO = (
    Field("name", gettext_noop("Nama Anda"), max_length=120),
    Field("address", gettext_noop("Alamat"), max_length=200),
    Field("contact", gettext_noop("Nomor telepon atau surel"), max_length=120),
)


def public_blank(flow: Flow, sort: str = "") -> bytes:
    """Draw the blank form of a kind of case, or of one of its sorts; nothing where no press is installed."""
    village = places.public_page_village()
    if not machine.available():
        return b""
    fields = tuple(in_words(one, _) for one in (*WHO, *flow.asked_on(sort)))
    title = _(dict(flow.sorts)[sort]) if sort else _(flow.title)
    asked = QuestionSet(f"{flow.name}.{sort}" if sort else flow.name, 1, title, fields)
    head = Letterhead((village.title,), " · ".join(part for part in (village.address, village.phone) if part))
    front = plain(reverse(flow.address("front")))
    return render_blank(
        Blank(asked, head, clock.today(), url=village.public_url and f"{village.public_url}{front}")
    )
