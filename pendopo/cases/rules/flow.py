"""A kind of case as plain data: where it can stand, what may be done there, by whom and until when (ADR 0042)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pendopo.kernel.areas import Tier
from pendopo.questions.rules.asked import asked
from pendopo.questions.rules.fields import Field, named

# Who makes a move, where it is no permission: whoever handed the case in.
OWNER: Final = "owner"
# What is written down beside the moves of a flow; no move may have one of these names.
ASKED, CLIMBED, CARRIED, JOINED = "asked", "climbed", "carried", "joined"
BESIDES: Final = (ASKED, CLIMBED, CARRIED, JOINED)


@dataclass(frozen=True)
class Desk:
    """Who holds a case: the permission, the office in plain words, and the tier at which it sits."""

    permission: str
    title: str
    tier: Tier = Tier.VILLAGE


@dataclass(frozen=True)
class State:
    """Where a case can stand. `desk`: who holds it, then those to whom silence moves it up; nobody: it waits for
    its owner, or rests."""

    key: str
    words: str  # a state that waits is worded as waiting
    desk: tuple[Desk, ...] = ()
    days: str = ""  # the dated rule with the working days of this step
    whole: str = ""  # the dated rule of the whole clock, where it begins anew here
    bring: str = ""  # what the owner does or brings meanwhile
    calls: str = ""  # what calls its owner from every page; of an answer for a few weeks only
    answers: bool = False  # whoever asked has an answer here
    ended: bool = False


@dataclass(frozen=True)
class Move:
    """One thing that may be done with a case.

    `by` is a permission or OWNER; where silence has moved the case above that permission's desk, whoever holds it
    there may do it as well. `late` names the sources from which it is open only when silence has moved the case up to
    its maker, or, for the owner, when the clock has run out; `within` the dated rule that says for how many working
    days after the state was entered.
    """

    key: str
    words: str  # on the button
    done: str  # in the list of steps
    source: tuple[str, ...]
    target: str
    by: str
    asks: tuple[Field, ...] = ()  # columns of the case that are written down with it
    reason: bool = False  # its owner reads why
    stays: bool = False  # leads nowhere: state and clocks stay as they are
    or_to: tuple[str, ...] = ()  # where it leads instead, when the step that would follow is switched off
    tells: str = (
        ""  # the subject of the word to the owner; %(receipt)s is the receipt, %(matter)s what was asked
    )
    body: str = ""  # and what it says, where no reason was given
    sorts: tuple[str, ...] = ()  # only with these of the flow's sorts; nothing: with each
    late: tuple[str, ...] = ()
    within: str = ""
    extends: bool = False  # the new clock begins where the old one would have ended
    marks: bool = False  # the officer marks which answers are wrong; the owner mends them in place
    mends: bool = False  # the owner writes the answers anew
    held: bool = False  # whoever holds the case makes it, whichever desk that is
    clear: bool = False  # barred while a fact of the register speaks against the case
    against: tuple[str, ...] = ()  # not by the officer who has made one of these moves in the same case
    recuse: bool = True  # not about oneself or near kin
    attaches: bool = False  # a paper may go along: the copy that was asked for, what proves an objection

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Every state that it can lead to."""
        return (self.target, *self.or_to)


@dataclass(frozen=True)
class Flow:
    """A kind of case: its name in the registry, the sign before the receipt, what is asked, states and moves.

    `read` opens the case at a desk, `record` writes it down at the counter and carries it on paper, `clock` winds, and
    `join` lets it follow a resident whose two records become one.
    """

    name: str
    mark: str
    title: str
    short: str  # in the navigation
    about: str
    read: str
    record: str
    clock: str
    join: str
    asks: tuple[Field, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    again: tuple[
        str, ...
    ] = ()  # the states after which the same can be asked again, with everything filled in
    # The question of choice whose every answer has a page of its own, with the questions that it calls up.
    split: str = ""
    open_to_all: bool = False  # also for people whom the register does not know
    # The tiers at whose counter it is written down: a kecamatan has one of its own.
    counters: frozenset[Tier] = frozenset({Tier.VILLAGE})
    carried: bool = True  # a desk that has no account on this site is asked on paper
    # Steps that were written under another name before, and addresses that have a name of their own.
    older: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    order: int = 50  # among the links

    @property
    def slug(self) -> str:
        """How the names of its addresses begin."""
        return self.name.replace(".", "-")

    def address(self, page: str) -> str:
        """The name of the address of one of its pages."""
        return self.addresses.get(page, f"{self.slug}-{page}")

    @property
    def sorts(self) -> tuple[tuple[str, str], ...]:
        """What can be handed in, where each has a page of its own: the word in its address, and its name."""
        found = named(self.asks, self.split)
        return found.choices if found else ()

    def asked_of(self, answers: Mapping[str, object]) -> tuple[Field, ...]:
        """The questions that these answers call up."""
        return tuple(asked(self.asks, answers))

    def asked_on(self, sort: object) -> tuple[Field, ...]:
        """The questions that stand on the page of one sort."""
        return tuple(
            one
            for one in self.asks
            if not self.split
            or (one.key != self.split and (one.asked_if != self.split or sort in one.asked_when))
        )

    def named(self, step: str) -> list[str]:
        """Every name under which a step of this kind was written down."""
        return [step, *(old for old, now in self.older.items() if now == step)]

    @property
    def domain(self) -> str:
        """The folder that it belongs to."""
        return self.name.partition(".")[0]

    @property
    def first(self) -> State:
        """Where a case begins."""
        return self.states[0]

    @cached_property
    def at_office(self) -> tuple[str, ...]:
        """The states in which somebody at a desk holds it."""
        return tuple(state.key for state in self.states if state.desk)

    @cached_property
    def running(self) -> tuple[str, ...]:
        """The states that are neither an answer nor an end."""
        return tuple(state.key for state in self.states if not state.ended and not state.answers)

    def state(self, key: str) -> State:
        """The state with this key."""
        return next(state for state in self.states if state.key == key)

    def move(self, key: str) -> Move:
        """The move with this key."""
        return next(move for move in self.moves if move.key == key)

    def coming(self, key: str) -> list[State]:
        """The states still to come in the ordinary course: each state's first move, until nobody holds it any more."""
        found: list[State] = []
        seen = {key}
        while self.state(key).desk and (ahead := [one for one in self.moves if key in one.source]):
            key = ahead[0].target
            if key in seen:
                break
            seen.add(key)
            found.append(self.state(key))
        return found

    def faults(self, held: Collection[str]) -> list[str]:
        """What is wrong with the declaration; `held` are the permissions that some role has. A test wants none."""
        return [*self._loose_ends(), *self._desks_without(held)]

    def _loose_ends(self) -> Iterator[str]:
        keys = [state.key for state in self.states]
        named = {key for move in self.moves for key in (*move.source, *move.late, *move.leads_to)}
        yield from (f"unknown state {key}" for key in sorted(named - set(keys)))
        yield from (
            f"{key} is declared twice" for key in sorted({key for key in keys if keys.count(key) > 1})
        )
        left = {key for move in self.moves for key in move.source}
        for state in self.states:
            if state.ended and state.key in left:
                yield f"{state.key} has ended, and a move leads on from it"
            if not (state.ended or state.answers or state.key in left):
                yield f"no way on from {state.key}"
        yield from (f"no way to {key}" for key in keys if key not in self._reachable())
        moves = [move.key for move in self.moves]
        yield from (f"the move {key} has a name of the frame's own" for key in moves if key in BESIDES)
        yield from (
            f"the move {key} is declared twice" for key in sorted({k for k in moves if moves.count(k) > 1})
        )
        yield from (
            f"{move.key}: late only where it may be made"
            for move in self.moves
            if set(move.late) - set(move.source)
        )
        yield from (
            f"{move.key}: against a move that there is not"
            for move in self.moves
            if set(move.against) - set(moves)
        )

    def _reachable(self) -> set[str]:
        found, fresh = {self.first.key}, {self.first.key}
        while fresh:
            ahead = (move.leads_to for move in self.moves if fresh & set(move.source))
            fresh = {key for keys in ahead for key in keys} - found
            found |= fresh
        return found

    def _desks_without(self, held: Collection[str]) -> Iterator[str]:
        for state in self.states:
            yield from (
                f"{state.key}: no role holds {desk.permission}"
                for desk in state.desk
                if desk.permission not in held
            )
            if state.desk and not state.days:
                yield f"{state.key}: a desk without a clock"
            here = {move.by for move in self.moves if state.key in move.source and state.key not in move.late}
            if state.desk and state.desk[0].permission not in here:
                yield f"{state.key}: its desk can do nothing"
        named = {one.permission for state in self.states for one in state.desk}
        for move in self.moves:
            if move.by not in {OWNER, *named} and move.by not in held:
                yield f"{move.key}: no role holds {move.by}"
