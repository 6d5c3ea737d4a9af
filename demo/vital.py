"""Reports of what happened in every state, made by the operations that residents, a midwife and officers use."""

import uuid
from datetime import timedelta

from demo.accounts import accounts_in
from demo.places import spoken
from pendopo.accounts.queries import actor_of_resident, actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, system_actor
from pendopo.people.models import Person
from pendopo.vital.models import VitalReport
from pendopo.vital.operations import ACTS, ask_person, report_from_field
from pendopo.vital.rules import CHECK, REPORT

_NAMED = {"name": "Rina Wati", "address": "Kampung Babakan", "contact": "0812 0000 1111"}


def seed_vital(village: str) -> int:
    """Make reports of births, deaths, moves and wrong data, in every state; answer how many there are."""
    system = system_actor("demo")
    operators, midwives = (officers_who_may(system, permission, village) for permission in (CHECK, REPORT))
    residents = [actor_of_resident(one) for one in accounts_in(village)]
    if not (operators and midwives and residents) or VitalReport.objects.filter(area_code=village).exists():
        return 0
    desk, midwife = (actor_of_user(found[0], strong=True) for found in (operators, midwives))
    living = Person.objects.filter(village_code=village, basic_status=1)
    mothers = list(living.filter(sex=2, relation=3).order_by("pk")[:3])
    old = list(living.filter(birth_date__isnull=False).order_by("birth_date", "pk")[:5])
    _births(village, desk, midwife, residents, mothers)
    _deaths(village, desk, residents, old)
    origin = spoken(village, "Desa Cikalong, Tasikmalaya")
    _tell(village, residents[0], "kedatangan", who="Tatang Sutisna", elsewhere=origin)
    _tell(
        village, ANONYMOUS, "kepindahan", who=old[4].name, elsewhere="Kota Bandung", days=45
    )  # late, and taken
    _wrong(village, desk, residents)
    return VitalReport.objects.filter(area_code=village).count()


def _tell(village: str, by: Actor, event: str, *, days: int = 3, **values: str) -> VitalReport:
    on = {} if event == "data-keliru" else {"on": clock.today() - timedelta(days=days)}
    said = {"event": event, "proof": "bring", **on, **values}
    named = _NAMED if by is ANONYMOUS else None
    row: VitalReport = ACTS["ask"](by, village=village, form_key=uuid.uuid4(), values=said, named=named)
    return row


def _births(village: str, desk: Actor, midwife: Actor, residents: list[Actor], mothers: list[Person]) -> None:
    """One that the midwife and the mother reported both, one that still waits, one that was put together."""
    for mother, name in zip(mothers, ("Asep Surya", "Siti Aisyah", "Dede Rohman"), strict=False):
        born = {"child": name, "sex": "2" if name.startswith("Siti") else "1", "mother": mother.name}
        said = {"event": "kelahiran", "proof": "photo", "on": clock.today() - timedelta(days=4), **born}
        report_from_field(midwife, area=village, form_key=uuid.uuid4(), values=said)
        if mother != mothers[1]:
            second = _tell(village, residents[-1], "kelahiran", days=4, **born)
            if mother == mothers[-1]:
                ACTS["same"](desk, case=second)


def _deaths(village: str, desk: Actor, residents: list[Actor], old: list[Person]) -> None:
    for person, state in zip(old, ("reported", "asked", "denied", "refused"), strict=False):
        by = ANONYMOUS if state == "denied" else residents[0]
        row = _tell(village, by, "kematian", who=person.name, cause="sakit", days=6)
        if state in ("asked", "denied"):
            row = ask_person(desk, case=row, person=person)
        if state == "denied":
            ACTS["deny"](desk, case=row)
        if state == "refused":
            ACTS["refuse"](
                desk, case=row, reason="Yang meninggal bukan warga di sini. Lapor di tempat tinggalnya."
            )


def _wrong(village: str, desk: Actor, residents: list[Actor]) -> None:
    for state, wrong, should in (
        ("reported", "occupation", "Wiraswasta"),
        ("returned", "other", "Nomor KK keliru satu angka"),
        ("withdrawn", "name", "Nama di akta berbeda"),
        ("entered", "blood_group", "O"),
    ):
        row = _tell(village, residents[0], "data-keliru", wrong=wrong, should=should)
        if state == "returned":
            ACTS["return"](
                desk, case=row, marked=("should",), reason="Bawa kartu keluarganya, atau kirim fotonya."
            )
        if state == "withdrawn":
            ACTS["withdraw"](residents[0], case=row)
        if state == "entered" and row.person is not None:
            own = Person.objects.get(pk=row.person.pk)
            said = {
                "person": own,
                "values": {"blood_group": 4},
                "seen": own.last_entry,
                "reason": row.receipt,
            }
            ACTS["enter"](desk, case=row, event=said)
