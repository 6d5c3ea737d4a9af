"""Requests for public information in every state, made by the operations that residents and officers use."""

import uuid
from datetime import timedelta

from demo.accounts import accounts_in
from demo.places import spoken
from pendopo.accounts.queries import actor_of_resident, actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.cases.models import Case
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.operations import ACTS
from pendopo.disclosure.rules import ANSWER, DECIDE, RECORD
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, system_actor

_WANTED = (
    ("Rincian belanja 2026 untuk jalan dusun", "ingin tahu"),
    ("Jumlah penerima bantuan tunai 2025 per dusun", "bahan rapat RT"),
    ("Salinan Perdes tentang pungutan pasar", "usaha di pasar"),
    ("Notulen musyawarah desa Juni 2026", "penelitian skripsi"),
    ("Kontrak pengadaan lampu jalan", "laporan warga"),
    ("Laporan keuangan pasar desa 2025", "ingin tahu"),
)
_NAMED = {"name": "Rina Wati", "address": "Jl. Braga 10, Bandung", "contact": "0812 0000 1111"}


def seed_disclosure(village: str) -> int:
    """Make requests of residents and of somebody from elsewhere, in every state; answer how many there are."""
    system = system_actor("demo")
    accounts = [actor_of_resident(one) for one in accounts_in(village)]
    officers = [officers_who_may(system, permission, village) for permission in (ANSWER, DECIDE, RECORD)]
    if not accounts or not all(officers) or InformationRequest.objects.filter(area_code=village).exists():
        return 0
    ppid, head = (actor_of_user(found[0], strong=True) for found in officers[:2])
    for place, state in enumerate(
        ("asked", "extended", "returned", "answered", "refused", "objected", "decided", "withdrawn")
    ):
        _walk(_ask(accounts[place % len(accounts)], village, place), state, ppid, head)
    _ask(ANONYMOUS, village, 3, named=_NAMED)
    counter = actor_of_user(officers[2][0], strong=True)
    for days in (20, 40):  # letters that came in and were left lying: silence moves them up
        _record(counter, village, days)
    ACTS["note"](ppid, case=_ask(accounts[0], village, 4), text="Dokumennya ada di kaur keuangan.")
    return InformationRequest.objects.filter(area_code=village).count()


def _ask(actor: Actor, village: str, place: int, **more: object) -> Case:
    wanted, purpose = _WANTED[place % len(_WANTED)]
    values = {"wanted": spoken(village, wanted), "purpose": purpose, "delivery": "online"}
    row: Case = ACTS["ask"](actor, village=village, form_key=uuid.uuid4(), values=values, **more)
    return row


def _record(actor: Actor, village: str, days: int) -> None:
    wanted, purpose = _WANTED[days % len(_WANTED)]
    ACTS["record"](
        actor,
        village=village,
        form_key=uuid.uuid4(),
        values={"wanted": spoken(village, wanted), "purpose": purpose, "delivery": "paper"},
        named={"name": "Ujang Saepudin", "address": "Kampung Babakan", "contact": "datang sendiri"},
        on_paper=clock.today() - timedelta(days=days),
    )


def _walk(row: Case, state: str, ppid: Actor, head: Actor) -> None:
    owner = Actor(kind="resident", id=uuid.uuid4(), name="", resident_id=row.person_id)
    if state == "extended":
        ACTS["extend"](ppid, case=row, reason="Dokumennya sedang dikumpulkan dari dua RW.")
    if state == "returned":
        ACTS["return"](ppid, case=row, marked=("wanted",), reason="RW mana, dan tahun berapa?")
    if state == "answered":
        ACTS["answer"](ppid, case=row, values={"granted": "all", "answer": "Notulen ada di halaman dokumen."})
    if state in ("refused", "objected", "decided"):
        row = ACTS["refuse"](
            ppid, case=row, values={"article": "h"}, reason="Memuat rekening pribadi penyedia."
        )
    if state in ("objected", "decided"):
        row = ACTS["object"](owner, case=row, values={"ground": "a"}, reason="Nomor rekening boleh ditutup.")
    if state == "decided":
        answer = {"outcome": "granted", "decision": "Diberikan dengan nomor rekening dihitamkan."}
        ACTS["decide"](head, case=row, values=answer)
    if state == "withdrawn":
        ACTS["withdraw"](owner, case=row)
