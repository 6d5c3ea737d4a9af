"""The month's report: who was born, died, came and went, by sex, with family cards (LAMPID)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from pendopo.people.queries.books.changes import Change
from pendopo.people.queries.books.lines import Cell
from pendopo.people.rules.books import Recap
from pendopo.people.rules.codes import Relation, Sex

PHASES = ("born", "died", "arrived", "left")


def month_figures(recaps: Iterable[Recap], changes: Iterable[Change]) -> dict[str, int]:
    """Return the totals of a month; who only went from one hamlet to the next neither came nor went."""
    found: Counter[str] = Counter()
    for recap in recaps:
        for phase, families in (("start", recap.families_start), ("end", recap.families_end)):
            found[phase] += recap.total(phase)
            found[f"{phase}_men"] += recap.of_sex(phase, Sex.MALE)
            found[f"{phase}_women"] += recap.of_sex(phase, Sex.FEMALE)
            found[f"{phase}_families"] += families
    for change in changes:
        if change.to is not None and change.out_of is not None:
            found["inside"] += 1
            continue
        for phase, stay in change.phases():
            found[phase] += 1
            found[f"{phase}_men"] += stay.sex == Sex.MALE
            found[f"{phase}_women"] += stay.sex == Sex.FEMALE
            found[f"{phase}_families"] += stay.relation == Relation.HEAD
            found[f"{phase}_import"] += change.by_import
    return dict(found)


def lampid_lines(recaps: Iterable[Recap], changes: Sequence[Change]) -> list[list[Cell]]:
    """Return the lines of the report, from the start of the month to its end."""
    found = Counter(month_figures(recaps, changes))
    titles = {
        "start": _("Penduduk awal bulan"),
        "born": _("Lahir"),
        "died": _("Mati"),
        "arrived": _("Datang"),
        "left": _("Pindah"),
        "end": _("Penduduk akhir bulan"),
    }
    return [
        [
            title,
            *(found[f"{phase}{part}"] for part in ("_men", "_women", "", "_families")),
            _note(found, phase),
        ]
        for phase, title in titles.items()
    ]


def _note(found: Counter[str], phase: str) -> str:
    unsexed = found[phase] - found[f"{phase}_men"] - found[f"{phase}_women"]
    notes = [_("%(count)s orang tanpa jenis kelamin") % {"count": unsexed}] if unsexed else []
    if found[f"{phase}_import"]:
        notes.append(_("%(count)s dari impor") % {"count": found[f"{phase}_import"]})
    return ", ".join(notes)
