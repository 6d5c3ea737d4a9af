"""What every face shows of a case: state and desk in words, the clocks, the steps done and those still to come."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pendopo.cases.formats import vault
from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import CaseKind, beside, marks_in_words, sort_of
from pendopo.cases.queries.standing import bare_standing, desk_of, needs_paper, paper_standing
from pendopo.cases.rules.flow import ASKED, CARRIED, CLIMBED, JOINED, OWNER, Desk, Flow, Move, State
from pendopo.cases.rules.moves import can_climb, open_moves
from pendopo.kernel.doubts import believed_day
from pendopo.kernel.errors import NotFound
from pendopo.questions.rules.fields import Field

Step = dict[str, Any]


@dataclass(frozen=True)
class CasePage:
    """One case as somebody may see it, with what he may do now.

    `inside`: he may read what was asked and answered; without it the page names nobody and quotes nothing.
    """

    kind: CaseKind
    row: Case
    moves: tuple[Move, ...] = ()
    inside: bool = False
    on_paper: bool = False  # nobody at the desk has an account here
    problem: str = ""  # why this officer may not decide
    against: list[str] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)  # receipts of cases with the same picture or file
    may_carry: bool = False
    follows: bool = False

    @property
    def flow(self) -> Flow:
        """The kind's flow."""
        return self.kind.flow

    @property
    def id(self) -> str:
        """The case's id as an address holds it."""
        return str(self.row.pk)

    @property
    def sort(self) -> str:
        """Which of the flow's sorts it is."""
        return sort_of(self.flow, self.row)

    @property
    def title(self) -> str:
        """What is asked for, in words: what exactly, or what kind of case it is."""
        return self.row.matter or _(self.flow.title)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.flow.state(self.row.state)

    @property
    def desk(self) -> Desk | None:
        """Who holds it now, after silence has moved it up."""
        return desk_of(self.flow, self.row)

    @property
    def desk_title(self) -> str:
        """The office that holds it now, in words."""
        return _(self.desk.title) if self.desk else ""

    @property
    def words(self) -> str:
        """Where it stands, in words: what waits is said as waiting."""
        if self.row.carried_on:
            return _("Disampaikan di atas kertas, menunggu %(desk)s") % {"desk": self.desk_title}
        if self.on_paper:
            return _("Menunggu diantar ke %(desk)s di atas kertas") % {"desk": self.desk_title}
        return _(self.state.words)

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to do something."""
        return self.row.state in self.flow.running

    @property
    def has_sheet(self) -> bool:
        """Whether there is a page for the office to print: the answer that was given."""
        return bool(self.kind.sheet and getattr(self.row, "number", ""))

    @property
    def late(self) -> bool:
        """Whether the clock of the present step has run out."""
        return self.row.step_due is not None and self.row.step_due < believed_day()

    @property
    def bring(self) -> str:
        """What its owner does meanwhile."""
        return _(self.state.bring) if self.state.bring else ""

    @property
    def if_late(self) -> str:
        """What happens when the desk lets its day pass."""
        if self.desk is None:
            return ""
        level = self.row.level + (1 if self.late else 0)
        if can_climb(self.flow, self.row.state, level):
            above = self.state.desk[level + 1]
            return _("Lewat tanggal itu, permohonan ini naik sendiri ke %(desk)s.") % {"desk": _(above.title)}
        own = [move for move in self.flow.moves if move.by == OWNER and self.row.state in move.late]
        if own:
            return _("Lewat tanggal itu, Anda boleh memilih: %(move)s.") % {"move": _(own[0].words)}
        return _("Lewat tanggal itu, tanyakan di kantor desa dengan nomor resi ini.")

    @property
    def chances(self) -> list[tuple[str, date]]:
        """What its owner may still do for a time, each with the last day."""
        now = bare_standing(self.flow, self.row)
        own = [move for move in self.flow.moves if move.by == OWNER and move.key in now.until]
        early = [move.key for move in own if now.state in move.late and not now.lapsed]
        return [
            (_(move.words), now.until[move.key])
            for move in own
            if move.key not in early and now.today <= now.until[move.key]
        ]

    @property
    def marked(self) -> list[str]:
        """The answers and papers that the office has marked as wrong, in words."""
        return marks_in_words(self.flow, self.row)

    @property
    def facts(self) -> list[dict[str, str]]:
        """What was asked and what was answered, for those who may read it."""
        if not self.inside:
            return []
        asked = {one.key: one for move in self.flow.moves for one in (*self.flow.asks, *move.asks)}
        held = {key: (one, getattr(self.row, key)) for key, one in asked.items()}
        return [
            *(
                {"label": _(one.label), "value": _answer(one, value)}
                for one, value in held.values()
                if value not in ("", None)
            ),
            *({"label": label, "value": value} for label, value in self.kind.says(self.row)),
        ]

    @property
    def paper_words(self) -> list[Move]:
        """What the desk may decide: what is ticked on the transfer letter."""
        return list(open_moves(self.flow, paper_standing(self.flow, self.row)))

    @property
    def paper_moves(self) -> list[Move]:
        """What the counter may key in, once the case lies on paper at a desk that has no account here."""
        if not (self.on_paper and self.row.carried_on and self.may_carry):
            return []
        return self.paper_words

    @property
    def address(self) -> str:
        """The page that whoever holds the receipt may open."""
        return reverse("receipt", args=[self.row.receipt, self.row.secret])

    @property
    def own_moves(self) -> list[tuple[Move, str]]:
        """What the holder of a receipt may do, with the address of each."""
        args = [self.row.receipt, self.row.secret]
        return [
            (move, reverse("receipt-move", args=[*args, move.key])) for move in self.moves if move.by == OWNER
        ]

    @property
    def papers(self) -> list[Any]:
        """The papers that came along, for those who may read the case."""
        held = beside(self.row, "papers").filter(case=self.row, removed_at__isnull=True)
        return list(held.order_by("added_at")) if self.inside else []

    def file(self, paper_id: UUID) -> tuple[str, bytes]:
        """Return kind and content of a paper of this case, or raise NotFound."""
        found = next((one for one in self.papers if one.pk == paper_id), None)
        if found is None:
            raise NotFound
        return found.media_type, vault.fetch(self.flow.domain, found.digest)

    @property
    def may_ask_again(self) -> bool:
        """Whether the same can be asked again, with everything filled in."""
        return self.row.state in self.flow.again

    @property
    def steps(self) -> list[Step]:
        """What happened, where it stands, and what is still to come."""
        done = [
            self._done(step) for step in beside(self.row, "steps").filter(case=self.row).order_by("at", "id")
        ]
        if self.row.state not in self.flow.at_office and not self.is_open:
            return done
        now = {"title": self.words, "state": "now", "note": self._held(), **self._clock()}
        return [
            *done,
            now,
            *({"title": _(one.words), "state": "next"} for one in self.flow.coming(self.row.state)),
        ]

    def _done(self, step: Any) -> Step:
        said = " · ".join(part for part in (step.by, step.note) if part) if self.inside else ""
        return {"title": step_words(self.flow, step.move), "time": step.at, "state": "done", "note": said}

    def _held(self) -> str:
        if not self.desk_title:
            return ""
        return _("Di meja %(desk)s sejak %(since)s") % {
            "desk": self.desk_title,
            "since": _day(self.row.step_since),
        }

    def _clock(self) -> Step:
        if self.row.step_due is None:
            return {}
        if self.late:
            return {"tag": _("lewat tenggat"), "kind": "late"}
        return {"tag": _("sampai %(day)s") % {"day": _day(self.row.step_due)}, "kind": "wait"}


def step_words(flow: Flow, key: str) -> str:
    """Say what a step was, under whatever name it was written down."""
    key = flow.older.get(key, key)
    if key == ASKED:
        return _("Diterima")
    if key == CLIMBED:
        return _("Batas waktu lewat, naik ke meja berikutnya")
    if key == CARRIED:
        return _("Disampaikan di atas kertas")
    if key == JOINED:
        return _("Pemilik tercatat")
    return _(flow.move(key).done)


def _answer(one: Field, value: object) -> str:
    return _day(value) if isinstance(value, date) else _(dict(one.choices).get(str(value), str(value)))


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def page_of(kind: CaseKind, row: Case, **given: Any) -> CasePage:
    """Gather what every face shows of a case; who may see it was decided before."""
    paper = row.state in kind.flow.at_office and needs_paper(kind.flow, row)
    return CasePage(kind, row, on_paper=paper, **given)
