"""Random histories of a village, told twice: by the operations, and day by day in a list that knows no stay.

The second telling is the slow recount. It keeps what happened as steps, and for each resident and each day says where
he was: whatever is taken back is left out, and the rest is told anew.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.errors import Refusal
from pendopo.people.models import Family, ImportBatch, Person, PopulationEvent
from pendopo.people.operations import families, merging
from pendopo.people.operations.events import (
    Newcomer,
    NewFamily,
    record_birth,
    record_death,
    record_leave,
    record_missing,
    record_move_in,
    record_move_out,
    record_return,
    reverse_event,
    split_family,
)
from pendopo.people.operations.importing import undo_import
from pendopo.people.operations.persons import correct_person
from pendopo.people.tests.event_people import ALL, TARAJU, values, village
from pendopo.people.tests.import_files import HOME, kk, nik, sheet, take_in

START = date(2026, 6, 1)
DAYS = 200
ME = Actor(
    kind="officer",
    id=UUID(int=7),
    name="Bu Ai",
    powers=frozenset(Power(name, TARAJU) for name in (*ALL, "people.merge")),
)
Where = tuple[UUID | None, str]  # family, area
Days = list[Where | None]
Marks = dict[tuple[UUID, date, str], str]


@dataclass
class Told:
    """Where everybody was on each day, and what kind of coming or going is meant on a day."""

    days: dict[UUID, Days] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)

    def of(self, who: UUID) -> Days:
        """The days of one resident."""
        return self.days.setdefault(who, [None] * DAYS)

    def come(self, who: UUID, on: date, where: Where, kind: str) -> None:
        """Somebody is there from a day on."""
        days = self.of(who)
        for at in range(_at(on), DAYS):
            days[at] = where
        self.marks[who, on, "in"] = kind

    def go(self, who: UUID, on: date, kind: str) -> None:
        """Somebody is there no more from a day on."""
        days = self.of(who)
        for at in range(_at(on), DAYS):
            days[at] = None
        self.marks[who, on, "out"] = kind

    def put(self, who: UUID, on: date, where: Where) -> None:
        """Whenever somebody is there from a day on, it is in this family and place."""
        days = self.of(who)
        for at in range(_at(on), DAYS):
            days[at] = where if days[at] is not None else None

    def area(self, who: UUID, on: date, area: str) -> None:
        """Whenever somebody is there from a day on, it is in this place."""
        days = self.of(who)
        for at in range(_at(on), DAYS):
            there = days[at]
            days[at] = (there[0], area) if there is not None else None

    def never(self, who: UUID) -> None:
        """The record counts no more."""
        self.days[who] = [None] * DAYS

    def born(self, who: UUID, was: date, on: date) -> None:
        """A child was born on another day."""
        days = self.of(who)
        first = next((there for there in days[_at(was) :] if there is not None), None)
        for at in range(_at(on)):
            days[at] = None
        for at in range(_at(on), _at(was)):
            days[at] = first
        self.marks[who, on, "in"] = "born"

    def since(self, who: UUID, other: UUID, born: date) -> None:
        """A record takes over since when the other one, which counts no more, was there."""
        mine, theirs = self.of(who), self.of(other)
        first, start = (next((at for at, there in enumerate(one) if there), DAYS) for one in (mine, theirs))
        start = max(start, _at(born))
        if first < DAYS:
            for at in range(start, first):
                mine[at] = mine[first]
            if start < first:
                self.marks[who, _day(start), "in"] = self.marks.get((other, _day(start), "in"), "arrived")
        self.never(other)


def _at(on: date) -> int:
    return max(0, (on - START).days)


def _day(at: int) -> date:
    return START + timedelta(days=at)


Step = Callable[[Told], None]


class World:
    """A village in which random things happen, one day after the other; `now` is its clock."""

    def __init__(self, seed: int, now: list[date]) -> None:
        self.draw, self.count, self.now = random.Random(seed), 0, now
        self.steps: dict[int, Step] = {}
        self.events: dict[UUID, int] = {}
        self.merges: dict[UUID, int] = {}
        self.imports: list[tuple[ImportBatch, int]] = []
        self.done: Counter[str] = Counter()
        self.areas = village()
        for number in range(4):
            self._settled(number)

    def _settled(self, number: int) -> None:
        head = values(f"Tatang {chr(80 + number)}ono", 1, date(1960, 2, 3), nik=nik("030260", number + 1))
        wife = values(f"Euis {chr(80 + number)}ani", 2, date(1964, 2, 3), nik=nik("430264", number + 11))
        son = values(f"Cecep {chr(80 + number)}udin", 1, date(1990, 2, 3), nik=nik("030290", number + 21))
        self._arrive(self.areas[number % 2], START, [Newcomer(head, 1), Newcomer(wife, 3), Newcomer(son, 4)])

    @property
    def today(self) -> date:
        """The present day."""
        return self.now[0]

    # The slow telling

    def told(self) -> Told:
        """Tell everything anew that was not taken back."""
        found = Told()
        for _number, step in sorted(self.steps.items()):
            step(found)
        return found

    def _tell(self, step: Step) -> int:
        self.count += 1
        self.steps[self.count] = step
        return self.count

    def _told_by_events(self, before: set[UUID], step: Step) -> None:
        number = self._tell(step)
        for pk in set(PopulationEvent.objects.values_list("pk", flat=True)) - before:
            self.events[pk] = number

    def _take_back(self, number: int) -> None:
        """Leave a step out; who belongs to a family again is from today where it is now."""
        self.steps.pop(number)
        homes = {
            pk: area
            for pk, area in Person.objects.filter(family__isnull=False).values_list("pk", "family__area_code")
        }
        was = self.told()
        today = self.today

        def home(told: Told) -> None:
            for who, area in homes.items():
                there = told.of(who)[_at(today)]
                if there is not None and there[1] != area:
                    told.area(who, today, area)

        if any(
            (there := was.of(who)[_at(today)]) is not None and there[1] != area for who, area in homes.items()
        ):
            self._tell(home)

    # Chance

    def somebody(self) -> Person:
        """Anybody whose record counts."""
        return self.draw.choice(list(Person.objects.exclude(basic_status=9).order_by("id")))

    def family(self) -> Family:
        """A family whose card is open."""
        return self.draw.choice(list(Family.objects.filter(dissolved_on=None).order_by("id")))

    def some_of(self, home: Family | None) -> list[UUID]:
        """Some who are or were of a family."""
        pks = Person.objects.filter(family=home).order_by("id").values_list("pk", flat=True) if home else []
        return [pk for pk in pks if self.draw.random() < 0.5]

    def day(self) -> date:
        """A day that may lie far back: many things are told late."""
        late = self.draw.choice([0, 0, 1, 3, 10, 40, 70])
        return max(START, self.today - timedelta(days=self.draw.randrange(late + 1)))

    def name(self) -> str:
        """A name that nobody has."""
        self.count += 1
        first = self.draw.choice(["Ujang", "Neneng", "Cecep", "Iis"])
        return f"{first} {'abcdefghij'[self.count % 10]}{'a' * self.count}"

    # What happens

    def _arrive(self, area: str, on: date, people: list[Newcomer]) -> None:
        before = set(PopulationEvent.objects.values_list("pk", flat=True))
        made = record_move_in(
            ME, area=area, on=on, newcomers=people, new_family=NewFamily(area), reason="acak"
        )
        wheres = [(one.pk, (one.family_id, one.area_code)) for one in made]

        def step(told: Told) -> None:
            for who, where in wheres:
                told.come(who, on, where, "arrived")

        self._told_by_events(before, step)

    def moved_in(self) -> None:
        sexes = self.draw.choice([(1,), (2, 1), (1, 2, 2)])
        people = [
            Newcomer(values(self.name(), sex, date(1990, 1, 1)), 1 if place == 0 else 9)
            for place, sex in enumerate(sexes)
        ]
        self._arrive(self.draw.choice(self.areas), self.day(), people)

    def born(self) -> None:
        on, home = self.day(), self.family()
        before = set(PopulationEvent.objects.values_list("pk", flat=True))
        baby = values(self.name(), self.draw.randint(1, 2), on, mother_name="Ibu")
        child = record_birth(ME, family=home, values=baby, reason="acak")
        self._told_by_events(before, lambda told: told.come(child.pk, on, (home.pk, child.area_code), "born"))

    def _gone(self, record: Callable[[Person, date], Any], kind: str) -> None:
        person, on = self.somebody(), self.day()
        before = set(PopulationEvent.objects.values_list("pk", flat=True))
        rows = record(person, on)
        went = [one.pk for one in rows] if isinstance(rows, list) else [person.pk]

        def step(told: Told) -> None:
            for who in went:
                if told.of(who)[_at(on)] is not None or any(told.of(who)[_at(on) :]):
                    told.go(who, on, kind)

        self._told_by_events(before, step)

    def died(self) -> None:
        def record(person: Person, on: date) -> Person:
            heirs = self.some_of(person.family)
            return record_death(
                ME, person=person, on=on, successor=heirs[0] if heirs else None, reason="acak"
            )

        self._gone(record, "died")

    def moved_out(self) -> None:
        def record(person: Person, on: date) -> list[Person]:
            return record_move_out(ME, person=person, on=on, together=self.some_of(person.family))

        self._gone(record, "left")

    def left(self) -> None:
        self._gone(lambda person, on: record_leave(ME, person=person, on=on), "left")

    def missed(self) -> None:
        self._gone(lambda person, on: record_missing(ME, person=person, on=on), "left")

    def returned(self) -> None:
        away = list(Person.objects.filter(basic_status__in=(3, 4, 6)).order_by("id"))
        if not away:
            return
        person, on = self.draw.choice(away), self.day()
        before = set(PopulationEvent.objects.values_list("pk", flat=True))
        back = record_return(ME, person=person, on=on, relation=self.draw.choice([4, 9]))
        where = (back.family_id, back.area_code)
        self._told_by_events(before, lambda told: told.come(person.pk, on, where, "arrived"))

    def split(self) -> None:
        home, on = self.family(), self.day()
        chosen, others = self.some_of(home), self.some_of(home)
        before = set(PopulationEvent.objects.values_list("pk", flat=True))
        made = split_family(
            ME,
            family=home,
            chosen=chosen,
            head=self.draw.choice(chosen) if chosen else home.pk,
            new_family=NewFamily(self.draw.choice(self.areas)),
            on=on,
            old_head=others[0] if others else None,
            reason="Baru dilaporkan.",
        )
        where = (made.pk, made.area_code)

        def step(told: Told) -> None:
            for who in chosen:
                told.put(who, on, where)

        self._told_by_events(before, step)

    def joined(self) -> None:
        person, target, on = self.somebody(), self.family(), self.day()
        families.move_member(ME, person=person, family=target, relation=self.draw.randint(4, 9), on=on)
        self._tell(lambda told: told.put(person.pk, on, (target.pk, target.area_code)))

    def headed(self) -> None:
        home = self.family()
        heirs = self.some_of(home)
        families.change_head(ME, family=home, head=heirs[0] if heirs else home.pk)

    def moved_house(self) -> None:
        home, area, on = self.family(), self.draw.choice(self.areas), self.today
        families.edit_family(
            ME, family=home, kk_number=None, address="Kp. Baru", area_code=area, seen=home.last_entry,
            reason="acak",
        )  # fmt: skip
        members = Person.objects.filter(family=home, basic_status__in=(1, 4, 6)).values_list("pk", flat=True)
        who = list(members)

        def step(told: Told) -> None:
            for one in who:
                told.area(one, on, area)

        self._tell(step)

    def corrected(self) -> None:
        babies = list(Person.objects.filter(came_by=1, basic_status=1, birth_date__gt=START).order_by("id"))
        if not babies:
            return
        baby, on = self.draw.choice(babies), self.day()
        was = baby.birth_date
        assert was is not None
        correct_person(ME, person=baby, values={"birth_date": on}, seen=baby.last_entry, reason="Akta")
        self._tell(lambda told: told.born(baby.pk, was, on))

    def merged(self) -> None:
        one, other, on = self.somebody(), self.somebody(), self.today
        homeless = one.family_id is None and other.family_id is not None
        place = (other.family_id, other.area_code)
        born = one.birth_date or START
        event = merging.merge_persons(ME, person=one, other=other, reason="ganda")

        def step(told: Told) -> None:
            told.since(one.pk, other.pk, born)
            if homeless:
                told.put(one.pk, on, place)

        self.merges[event.pk] = self._tell(step)

    def unmerged(self) -> None:
        if self.merges:
            pk = self.draw.choice(sorted(self.merges))
            event = PopulationEvent.objects.get(pk=pk)
            merging.undo_merge(ME, person=event.person, event=event, reason="keliru")
            self._take_back(self.merges.pop(pk))

    def taken_back(self) -> None:
        known = sorted(pk for pk in self.events if self.events[pk] > 12)
        if known:
            event = PopulationEvent.objects.select_related("person").get(pk=self.draw.choice(known[-8:]))
            made = reverse_event(ME, person=event.person, event=event, reason="acak")
            numbers = {self.events.pop(one.reverses_id) for one in made if one.reverses_id}
            for number in numbers:
                self._take_back(number)

    # Imports

    def imported(self) -> None:
        """A file with somebody new, a new family card for one, and a status for another."""
        lines: list[dict[str, object]] = []
        self.count += 1
        lines.append(
            {
                **HOME, "nik": nik("010180", 100 + self.count % 800), "nama": self.name(), "no_kk": kk(self.count),
                "sex": "L", "tanggallahir": "01-01-1980", "kk_level": "1", "status_dasar": "1",
            }
        )  # fmt: skip
        known = [one for one in Person.objects.exclude(basic_status=9).order_by("id") if one.nik]
        for person in self.draw.sample(known, min(3, len(known))):
            assert person.birth_date is not None
            status = self.draw.choice([person.basic_status, 1, 2, 3, 6])
            lines.append(
                {
                    "nik": person.nik, "nama": person.name, "sex": "LP"[(person.sex or 1) - 1],
                    "tanggallahir": f"{person.birth_date:%d-%m-%Y}", "status_dasar": str(status),
                    "kk_level": "9", "no_kk": self.draw.choice(["", kk(self.count)]),
                }
            )  # fmt: skip
        before = {pk: tuple(rest) for pk, *rest in _standing()}
        batch, _plan = take_in(sheet(lines))
        after = {pk: tuple(rest) for pk, *rest in _standing()}
        changed = {pk: (before.get(pk), row) for pk, row in after.items() if before.get(pk) != row}
        self.imports.append((batch, self._tell(self._imported(changed, self.today))))

    @staticmethod
    def _imported(changed: dict[UUID, tuple[Any, Any]], on: date) -> Step:
        def step(told: Told) -> None:
            for who, (was, now) in changed.items():
                there, status = (now[1], now[2]), now[0]
                if was is None or (status != was[0] and status == 1):
                    told.come(who, on, there, "arrived")
                elif status != was[0] and told.of(who)[_at(on)] is not None:
                    told.go(who, on, "died" if status == 2 else "left")
                else:
                    told.put(who, on, there)

        return step

    def unimported(self) -> None:
        if self.imports:
            batch, number = self.imports[-1]
            undo_import(system_actor("test"), batch=batch)
            self.imports.pop()
            self._take_back(number)

    # Time

    def step(self) -> None:
        """Let some days pass, and something happen or be refused."""
        self.now[0] += timedelta(days=self.draw.choice([0, 0, 1, 2, 5]))
        often = (self.born, self.died, self.moved_out, self.moved_in, self.left, self.returned, self.split)
        seldom = (self.missed, self.joined, self.headed, self.moved_house, self.corrected, self.merged)
        undone = (self.taken_back, self.taken_back, self.unmerged, self.unimported)
        chosen = self.draw.choice([*often, *often, *seldom, *undone])
        self.happen(chosen)

    def happen(self, chosen: Callable[[], None]) -> None:
        """Do something; what is refused did not happen."""
        try:
            chosen()
        except Refusal:
            self.done["refused"] += 1
        else:
            self.done[chosen.__name__] += 1


def _standing() -> list[tuple[Any, ...]]:
    rows = Person.objects.exclude(basic_status=9)
    return list(rows.values_list("pk", "basic_status", "family_id", "area_code"))
