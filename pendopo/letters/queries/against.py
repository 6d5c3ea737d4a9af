"""What the register says now against the answers of a request: asked anew at every desk and before signing."""

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from pendopo.cases.models import Case
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.types import content_of
from pendopo.people.queries.gone import public_gone
from pendopo.people.rules.codes import BASIC_STATUS
from pendopo.questions.rules.answers import people_in
from pendopo.questions.rules.asked import asked
from pendopo.questions.rules.bounds import BORN, day_or_year


def public_named_are_here(case: Case) -> str:
    """Name who is named in the answers and died or was merged since; a letter about a death names the dead."""
    row = cast(LetterRequest, case)
    ids = people_in(row.answers) - {row.person_id}
    if not ids or content_of(row.version).field("tanggal_meninggal") is not None:
        return ""
    return " ".join(
        _("%(name)s pada isian tidak lagi tercatat sebagai warga aktif: %(status)s.")
        % {"name": one.name, "status": BASIC_STATUS.label(one.basic_status)}
        for one in public_gone(ids)
    )


def public_nothing_before_birth(case: Case) -> str:
    """Name the answers about the applicant's own life that lie before the birth in the register."""
    row = cast(LetterRequest, case)
    born = row.person.birth_date
    if born is None:
        return ""
    questions = [one for one in asked(content_of(row.version).fields, row.answers) if one.lowest == BORN]
    early = [one for one in questions if _before(str(row.answers.get(one.key) or ""), born)]
    return " ".join(
        _("“%(question)s” dijawab sebelum pemohon lahir (%(born)s menurut data penduduk).")
        % {"question": one.label, "born": born.year}
        for one in early
    )


def _before(answer: str, born: date) -> bool:
    said = day_or_year(answer)
    return said is not None and said < (born if len(answer) > 4 else born.replace(month=1, day=1))
