"""Whether a domain is open, only readable or closed in a village.

The kernel asks; who keeps the switches is a part that a domain brings (places). What a job does goes on whatever is
closed: a deadline that was given to somebody does not wait for an office that has closed its counter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.domains import SwitchState, parts_of
from pendopo.kernel.errors import DomainNotOpen


@dataclass(frozen=True)
class Switch:
    """Lets a village close this domain: what it is to people, and which operations and addresses stay all the same."""

    about: object
    stays: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """A domain that is not wholly open in a village: how far, the village's own sentence, and what stays."""

    state: SwitchState
    sentence: str
    stays: frozenset[str] = frozenset()


Standings = Mapping[str, Standing]


@dataclass(frozen=True)
class Switchboard:
    """Who keeps the switches: what is not open, by domain, in a village; and the village whose pages an actor sees."""

    standings: Callable[[str], Standings]
    village_around: Callable[[Actor], str]


def domain_of(module: str) -> str:
    """Return the domain that a module belongs to; nothing for a module of another package."""
    package, _, inside = module.partition(".")
    return inside.partition(".")[0] if package == __name__.partition(".")[0] else ""


def domains_of(view: object) -> tuple[str, ...]:
    """Return the domain of a view, and the one whose task it shows in another's frame."""
    shown = getattr(view, "task_of", "")
    return (domain_of(view.__module__), *([shown] if shown else []))


def standings_around(actor: Actor) -> Standings:
    """Return what is not open, by domain, in the village whose pages an actor sees."""
    board = next((board for _, board in parts_of(Switchboard)), None)
    return board.standings(board.village_around(actor)) if board else {}


def is_shown(domain: str, name: str, standings: Standings) -> bool:
    """Say whether something of a domain (an address, a queue) shows: it does unless the domain is closed."""
    standing = standings.get(domain)
    return standing is None or standing.state is not SwitchState.CLOSED or name in standing.stays


def require_open(operation: str, module: str, actor: Actor, area: str) -> None:
    """Refuse an operation of a domain that is not open in the subject's village; jobs go on."""
    if actor.kind == "system":
        return
    for _, board in parts_of(Switchboard):
        standing = board.standings(village_of(area)).get(domain_of(module))
        if standing is not None and operation not in standing.stays:
            raise DomainNotOpen(standing.sentence)
