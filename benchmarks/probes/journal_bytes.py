"""What the journal keeps of a row in bytes: a resident alone in an entry, and among 500 as in an import."""

from collections import Counter
from datetime import date

from django.db.models import Sum
from django.db.models.functions import Length

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.images import Image, pack_images, unpack_images
from pendopo.kernel.models import JournalBody, JournalEntry
from pendopo.kernel.operation import operation
from pendopo.people.models import Person

AREA = "32.06.13.2001"
PARTS = ("header", "signature", "journalbody__salt", "journalbody__body", "journalbody__images")


@operation("bench.resident.insert_many", "bench.resident.insert_many", "bench.insert", "area")
def insert_residents(actor: Actor, *, area: str, first: int, count: int) -> None:
    """Insert invented residents whose own and parents' numbers are sealed."""
    Person.objects.bulk_create(
        Person(
            village_code=area, area_code=area, name=f"Siti Uji {number}", name_key=f"siti uji {number}", sex=2,
            birth_place="Garut", birth_date=date(1980, 1, 1), religion=1, education=4, occupation=9, citizenship=1,
            nik=f"320613410180{number:04d}", father_nik=f"320613010150{number:04d}", father_name="Asep",
            mother_nik=f"320613410155{number:04d}", mother_name="Euis", present_from=date(1980, 1, 1),
        )
        for number in range(first, first + count)
    )  # fmt: skip


def run(single: int, batch: int) -> dict[str, float]:
    actor = system_actor("bench")
    insert_residents(actor, area=AREA, first=0, count=1)
    before = _kept()
    for number in range(1, single + 1):
        insert_residents(actor, area=AREA, first=number, count=1)
    between = _kept()
    insert_residents(actor, area=AREA, first=single + 1, count=batch)
    alone, together = between - before, _kept() - between
    return {
        "alone": alone["now"] / single, "alone_before": alone["older"] / single,
        "together": together["now"] / batch, "together_before": together["older"] / batch,
    }  # fmt: skip


def _kept() -> Counter[str]:
    """Bytes in the journal, and how many there would be had it been written in version 1: bodies are as long there."""
    now = sum(JournalEntry.objects.aggregate(**{part: Sum(Length(part)) for part in PARTS}).values())
    more = 0
    for held in JournalBody.objects.values_list("images", flat=True):
        images = [image and Image(image.secret, image.content) for image in unpack_images(bytes(held))]
        more += len(held) - len(pack_images(images))
    return Counter(now=now, older=now - more)
