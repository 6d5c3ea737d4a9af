"""From the engine's words to drafts of results; nothing is written here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.queries import public_rule
from pendopo.matching.formats import exchange
from pendopo.matching.models import MatchRun, RunKind, Verdict
from pendopo.matching.queries.sides import (
    Earlier,
    Side,
    earlier_by_mark,
    earlier_pairs,
    listed_side,
    register_side,
)
from pendopo.matching.rules.carrying import carried_rows
from pendopo.matching.rules.defaults import DOUBLE_FROM, DOUBLE_TO, PAIR_FROM
from pendopo.matching.rules.drafts import Draft, Thresholds, doubted, opened
from pendopo.matching.rules.pairs import are_siblings, candidate_pairs
from pendopo.matching.rules.record import Record
from pendopo.matching.rules.review import DECIDED

Say = Callable[[str, float], None]


@dataclass
class Comparison:
    """Both sides of a run as the worker holds them: no name and no number, only marks."""

    run: MatchRun
    limits: Thresholds
    register: dict[UUID, Side] = field(default_factory=dict)
    listed: list[Side] = field(default_factory=list)
    earlier: dict[UUID, Earlier] = field(default_factory=dict)
    carried: set[UUID] = field(default_factory=set)


def thresholds(area: str) -> Thresholds:
    """Read the dated rules of double review."""
    return Thresholds(float(public_rule(DOUBLE_FROM, area=area)), float(public_rule(DOUBLE_TO, area=area)))


def write_sides(actor: Actor, run: MatchRun, folder: Path) -> Comparison:
    """Write both sides for the engine, without the families in which nothing changed."""
    compared = Comparison(run, thresholds(run.area_code))
    assert run.source is not None
    register = register_side(actor, run.area_code)
    if run.other_source is not None:
        register = listed_side(actor, run.other_source)
    exchange.write_register(folder / "register.csv", _remember(register, compared.register))
    by_mark = earlier_by_mark(actor, run)
    rows = [side for _, side in listed_side(actor, run.source)]
    compared.listed = rows
    compared.earlier = {row.id: by_mark[row.mark] for row in rows if row.mark in by_mark}
    unchanged = {row.id for row in rows if _is_unchanged(compared, row)}
    compared.carried = carried_rows(((row.id, row.household) for row in rows), unchanged)
    fresh = (record for record, side in listed_side(actor, run.source) if side.id not in compared.carried)
    exchange.write_listed(folder / "listed.csv", fresh)
    return compared


def _remember(pairs: Iterator[tuple[Record, Side]], held: dict[UUID, Side]) -> Iterator[Record]:
    for record, side in pairs:
        held[side.id] = side
        yield record


def _is_unchanged(compared: Comparison, row: Side) -> bool:
    earlier = compared.earlier.get(row.id)
    if earlier is None or not earlier.is_settled or earlier.person_id is None:
        return False
    found = compared.register.get(earlier.person_id)
    return found is not None and found.mark == earlier.person_mark


def drafts_of(compared: Comparison, verdicts: Mapping[str, exchange.Line]) -> Iterator[Draft]:
    """Yield one draft for every line of the list, in its order."""
    taken = {compared.earlier[row].person_id for row in compared.carried}
    homes = _homes(compared, verdicts)
    for row in compared.listed:
        if row.id in compared.carried:
            yield _again(compared, row, compared.earlier[row.id], homes)
            continue
        line = verdicts.get(str(row.id))
        if line is None:
            # The engine said nothing about a line: that is no "not found", somebody has to look.
            line = exchange.Line(str(row.id), "", Verdict.CHECK.value, 0.0, ())
        yield _draft(compared, row, line, taken, homes)


def _homes(compared: Comparison, verdicts: Mapping[str, exchange.Line]) -> dict[str, str]:
    """Say to which family of the register each listed family card mostly leads: they are looked at together."""
    votes: dict[str, Counter[str]] = {}
    for row in compared.listed:
        line = verdicts.get(str(row.id))
        person = UUID(line.rid) if line is not None and line.rid and line.verdict == Verdict.PADAN else None
        if row.id in compared.carried:
            person = compared.earlier[row.id].person_id
        found = compared.register.get(person) if person else None
        if row.household and found is not None and found.household:
            votes.setdefault(row.household, Counter())[found.household] += 1
    return {card: counted.most_common(1)[0][0] for card, counted in votes.items()}


def _household(row: Side, found: Side | None, homes: Mapping[str, str]) -> str:
    home = homes.get(row.household, row.household) if row.household else ""
    return home or (found.household if found else "") or f"r{row.id.hex}"


def _draft(
    compared: Comparison,
    row: Side,
    line: exchange.Line,
    taken: set[UUID | None],
    homes: Mapping[str, str],
) -> Draft:
    found = compared.register.get(UUID(line.rid)) if line.rid else None
    verdict = doubted(line.verdict, line.probability, line.reasons, compared.limits)
    if verdict == Verdict.PADAN and (found is None or found.id in taken):
        verdict = Verdict.CHECK.value if found is None else Verdict.DOUBLE.value
    kind = compared.run.kind
    status = found.status if found is not None else None
    stage, needed, final, task = opened(
        verdict, line.probability, kind=kind, status=status, limits=compared.limits
    )
    draft = Draft(
        verdict if verdict in Verdict.values else Verdict.CHECK.value,
        line.probability, stage, needed, final, task, line.reasons,
        row_id=row.id, register_status=status, person_mark=found.mark if found else "",
        household=_household(row, found, homes),
        sex=row.sex, birth_date=row.birth_date, hamlet=row.hamlet or (found.hamlet if found else ""),
    )  # fmt: skip
    if found is not None and kind == RunKind.LISTS:
        draft = replace(draft, other_row_id=found.id)
    elif found is not None:
        draft = replace(draft, person_id=found.id)
    earlier = compared.earlier.get(row.id)
    if earlier is not None and _same_pair(draft, earlier):
        return replace(draft, stage=DECIDED, final=earlier.final, task=earlier.task, carried=True)
    return draft


def _same_pair(draft: Draft, earlier: Earlier) -> bool:
    """What people have decided about a pair is not asked again while both sides say the same as then."""
    return (
        earlier.stage == DECIDED
        and draft.person_id is not None
        and draft.person_id == earlier.person_id
        and draft.person_mark == earlier.person_mark
    )


def _again(compared: Comparison, row: Side, earlier: Earlier, homes: Mapping[str, str]) -> Draft:
    assert earlier.person_id is not None
    found = compared.register[earlier.person_id]
    return Draft(
        earlier.verdict, earlier.probability, earlier.stage, earlier.needed, earlier.final, earlier.task,
        earlier.reasons, row_id=row.id, person_id=found.id, register_status=found.status,
        person_mark=found.mark, household=_household(row, found, homes), sex=row.sex,
        birth_date=row.birth_date, hamlet=row.hamlet or found.hamlet, carried=True,
    )  # fmt: skip


def drafts_within(
    actor: Actor, run: MatchRun, score: Callable[[Record, Record], float], say: Say
) -> list[Draft]:
    """Compare the register with itself: pairs that share something rare, scored one by one."""
    records, sides = [], []
    for record, side in register_side(actor, run.area_code):
        records.append(record)
        sides.append(side)
    earlier, limits = earlier_pairs(actor, run), thresholds(run.area_code)
    least = float(public_rule(PAIR_FROM, area=run.area_code))
    found = []
    for count, (one, other) in enumerate(candidate_pairs(records)):
        if count % 2_000 == 0:
            say("pairs", 0.5)
        if are_siblings(records[one], records[other]):
            continue
        probability = score(records[one], records[other])
        if probability >= least:
            found.append(_pair(sides[one], sides[other], probability, limits, earlier))
    return sorted(
        found, key=lambda draft: (draft.person_id or UUID(int=0), draft.other_person_id or UUID(int=0))
    )


def _pair(
    one: Side,
    other: Side,
    probability: float,
    limits: Thresholds,
    earlier: Mapping[tuple[UUID, UUID], Earlier],
) -> Draft:
    one, other = (one, other) if one.id < other.id else (other, one)
    stage, needed, final, task = opened(
        Verdict.DOUBLE.value, probability, kind=RunKind.WITHIN.value, status=None, limits=limits
    )
    mark = one.mark[:16] + other.mark[:16]
    draft = Draft(
        Verdict.DOUBLE.value, min(1.0, probability), stage, needed, final, task,
        person_id=one.id, other_person_id=other.id, register_status=other.status, person_mark=mark,
        household=one.household or other.household or f"p{one.id.hex}",
        sex=one.sex, birth_date=one.birth_date, hamlet=one.hamlet,
    )  # fmt: skip
    before = earlier.get((one.id, other.id))
    if before is not None and before.person_mark == mark:
        return replace(draft, stage=DECIDED, final=before.final, task=before.task, carried=True)
    return draft
