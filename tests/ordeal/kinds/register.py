"""Work on the register of residents: files in and out again, events, merging."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.sealed import blind_indexes
from pendopo.matching.models import MatchResult, MatchRun
from pendopo.matching.operations import merge_pair, unmerge_pair
from pendopo.people.models import ImportBatch, ImportState, Person, PopulationEvent
from pendopo.people.operations.events import (
    Newcomer,
    NewFamily,
    record_birth,
    record_death,
    record_move_in,
    record_move_out,
)
from pendopo.people.operations.importing import import_now, receive_file, undo_import
from pendopo.people.tests import crowd
from tests.making import make
from tests.ordeal.kinds.frame import Ack, Kind
from tests.ordeal.village import TARAJU, key_of, office, people_file
from tests.sites import Site


def found(content: bytes) -> int:
    """How many people of a file the register finds by their NIK."""

    niks = [line.split(",")[0] for line in content.decode().splitlines()[1:]]
    forms = [form for index in blind_indexes("nik", niks).values() for form in index.forms]
    return Person.objects.filter(nik_index__in=forms).count()


class Import(Kind):
    """Files of residents, from reading to the last row."""

    name = "import"
    rows = 36

    def item(self, site: Site, item: int) -> Iterator[str]:
        actor, content = system_actor("ordeal"), people_file(item)
        batch, plan = receive_file(actor, village=TARAJU, file_name=f"{item}.csv", content=content)
        done = import_now(actor, batch, plan)
        yield f"{done.pk} {done.position} rows"

    def stands(self, site: Site, item: int, word: str) -> bool:
        return found(people_file(item)) == self.rows

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        half = [item for item in range(len(seen) + 2) if found(people_file(item)) not in (0, self.rows)]
        return super().lost(site, seen) + [f"file {item} stands in part" for item in half]


class Undo(Import):
    """An import that is taken back."""

    name = "undo of an import"

    def item(self, site: Site, item: int) -> Iterator[str]:
        held = ImportBatch.objects.filter(file_name=f"{item}.csv").order_by("uploaded_at").last()
        if held is None or held.state not in (ImportState.DONE, ImportState.UNDONE):
            yield from (f"in {word}" for word in super().item(site, item))
            held = ImportBatch.objects.filter(file_name=f"{item}.csv").latest("uploaded_at")
        if held.state == ImportState.DONE:
            held = undo_import(system_actor("ordeal"), batch=held)
        yield f"out {held.pk}"

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        last = dict(seen)
        wrong = [
            f"item {item}: {word}: {held} of {self.rows} rows"
            for item, word in last.items()
            if (held := found(people_file(item))) != (0 if word.startswith("out") else self.rows)
            and not (held == 0 and ImportBatch.objects.get(pk=word.split()[1]).state == "undone")
        ]
        return wrong


class Events(Kind):
    """A family moves in, a child is born to it, its head dies, and another member moves out."""

    name = "register events"
    most = 6

    def item(self, site: Site, item: int) -> Iterator[str]:
        clerk, today = office().operator, clock.today()

        def who(member: str) -> Any:
            return Person.objects.filter(name=f"Ordeal {item} {member}").first()

        if who("Asep") is None:
            new = [
                Newcomer({"name": f"Ordeal {item} {name}", "sex": sex, "birth_date": born}, relation)
                for name, sex, born, relation in (
                    ("Asep", 1, date(1970, 3, 4), 1),
                    ("Euis", 2, date(1974, 5, 6), 3),
                    ("Rina", 2, date(1998, 7, 8), 4),
                )
            ]  # fmt: skip
            home = NewFamily(area=TARAJU, address=f"Kp. {item}", kk_number=f"320613010120{item + 1:04}")
            record_move_in(clerk, area=TARAJU, on=today - timedelta(days=9), newcomers=new, new_family=home)
        yield "in Asep"
        if who("Ujang") is None:
            born = {"name": f"Ordeal {item} Ujang", "sex": 1, "birth_date": today - timedelta(days=3)}
            record_birth(clerk, family=who("Euis").family, values=born, mother=who("Euis"))
        yield "birth Ujang"
        gone = PopulationEvent.objects.filter(person__name=f"Ordeal {item} Asep", kind="death")
        if not gone.exists():
            record_death(clerk, person=who("Asep"), on=today - timedelta(days=1), successor=who("Euis").pk)
        yield "death Asep"
        if who("Rina").present_until is None:
            record_move_out(clerk, person=who("Rina"), on=today, details={"destination": "Garut"})
        yield "out Rina"

    def stands(self, site: Site, item: int, word: str) -> bool:
        what, name = word.split()
        kind = {"in": "move_in", "out": "move_out"}.get(what, what)
        return PopulationEvent.objects.filter(person__name=f"Ordeal {item} {name}", kind=kind).count() == 1


class Merge(Kind):
    """A pair that two officers have recognised is merged; every other one is taken apart again."""

    name = "merge of duplicates"

    def item(self, site: Site, item: int) -> Iterator[str]:
        pair, actor = self._pair(item), system_actor("ordeal")
        if pair.merge_event_id is None and pair.task_note == "":
            pair = merge_pair(actor, result=pair, keep=pair.person_id, reason="ganda")
        yield f"merged {pair.pk}"
        if item % 2:
            if pair.merge_event_id is not None:
                unmerge_pair(actor, result=pair, reason="keliru")
            yield f"apart {pair.pk}"

    def _pair(self, item: int) -> Any:
        ids = sorted(key_of(item, part) for part in "ab")
        known = MatchResult.objects.filter(person_id=ids[0]).first()
        if known is not None:
            return known
        if not Person.objects.filter(pk=ids[0]).exists():
            niks = (f"320613170885{9000 + item * 2 + at}" for at in range(2))
            crowd.write(
                crowd.person(f"Ordeal {item} {nik[-4:]}", id=pk, nik=nik, birth_date=date(1985, 8, 17))
                for pk, nik in zip(ids, niks, strict=True)
            )
        run = make(
            MatchRun, area_code=TARAJU, kind="within", state="done", started_at=clock.now(), model_version="1"
        )
        found = {"verdict": "perlu_diperiksa", "final": "ganda", "stage": "decided", "task": "merge"}
        return make(MatchResult, run=run, area_code=TARAJU, person_id=ids[0], other_person_id=ids[1], **found)

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        wrong = []
        for item, word in dict(seen).items():
            states = sorted(Person.objects.get(pk=key_of(item, part)).basic_status for part in "ab")
            merged = states != [1, 1]
            if merged != word.startswith("merged") and not (item % 2 and not merged):
                wrong.append(f"item {item}: {word}, and the two are {states}")
        return wrong
