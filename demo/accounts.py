"""One account for each role of the demo village, and three residents' accounts.

Their passwords and PIN are printed: they protect nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from demo.people.population import Row
from demo.places import office_of, spoken
from pendopo.accounts import operations, queries
from pendopo.accounts.models import ResidentAccount
from pendopo.accounts.rules.roles import exists_in, role_of
from pendopo.kernel.actor import ANONYMOUS, Actor, system_actor
from pendopo.kernel.areas import contains
from pendopo.people.operations.filters import keep_filter
from pendopo.people.queries.persons import Wanted, persons_visible_to
from pendopo.places.queries import public_officials, public_serves_office
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.names import fold_name

KELURAHAN = VillageKind.KELURAHAN.value
PIN = "274816"
PASSWORD = "sawah-hijau-2026"  # noqa: S105 - printed on purpose: all people behind it are fictional


@dataclass(frozen=True)
class DemoOfficer:
    """An account as the demo prints it."""

    role: str
    username: str
    name: str
    area: str


@dataclass(frozen=True)
class DemoResident:
    """A resident's account as the demo prints it."""

    name: str
    phone: str


# role, user name, name (or the post that somebody holds, by its label), where: how many parts of the RT's code
ACCOUNTS = (
    ("administrator", "pengelola", "Rizki Nugraha", 4),
    ("operator_desa", "operator", "Euis Kartini", 4),
    ("kasi_pelayanan", "loket", "Kasi Pelayanan", 4),
    ("penanda_tangan_ub", "kasi", "Kasi Pemerintahan", 4),
    ("sekretaris_desa", "sekdes", "secretary", 4),
    ("kepala_desa", "kades", "village_head", 4),
    ("puskesos", "puskesos", "Neneng Nurjanah", 4),
    ("bidan", "bidan", "Bidan Tuti Alawiyah", 4),
    ("ppid_desa", "ppid", "Wawan Setiawan", 4),
    ("bpd", "bpd", "H. Cecep Hidayat", 4),
    ("kepala_dusun", "kadus", "hamlet_head", 5),
    ("ketua_rw", "rw", "Tatang Suhendar", 6),
    ("ketua_rt", "rt", "Dede Sopandi", 7),
    ("kecamatan", "kecamatan", "Yayan Mulyana", 3),
    ("dinas_sosial", "dinsos", "Ratna Komalasari", 2),
    ("verifikator_dukcapil", "dukcapil", "Hendra Gunawan", 2),
    ("diskominfo", "diskominfo", "Fitri Handayani", 2),
    ("observer", "pengamat", "Lilis Suryani", 4),
)
# Who works above the villages, where the site serves a whole area.
ABOVE = (
    ("administrator", "kabupaten", "Dadang Suherman", 2),
    ("camat", "camat", "Drs. Endang Ruhiyat", 3),
    ("sekretaris_kecamatan", "sekcam", "Nani Suryani, S.Sos.", 3),
)
# Who works in the second and third village of a site.
_NEIGHBOURS = ("operator_desa", "kasi_pelayanan", "sekretaris_desa", "kepala_desa", "ppid_desa")
# What those of a kelurahan sign in as.
_IN_KELURAHAN = {"sekdes": "seklur", "kades": "lurah", "kadus": "kaling"}


def hire(actor: Actor, *, village: str, neighbourhood: str, first: bool = True) -> list[DemoOfficer]:
    """Open the accounts, set the one password, and grant each role in its area; of a neighbour only the office's."""
    posts = {official.position: official for official in public_officials(village)}
    place = office_of(village)
    made: list[DemoOfficer] = []
    wide = ABOVE if first and public_serves_office(village[:8]) else ()
    with _quick_hashes():
        for role, username, name, parts in (*ACCOUNTS, *wide):
            area = ".".join(neighbourhood.split(".")[:parts])
            named = role_of(role)
            if named is None or not exists_in(named, area) or not (first or role in _NEIGHBOURS):
                continue
            name = place.labels.get(name, name)
            username = _IN_KELURAHAN.get(username, username) if place.kind == KELURAHAN else username
            username += "" if first else f"-{place.name.lower()}"
            post = next((held for position, held in posts.items() if position.startswith(name)), None)
            known = post.name if post else name
            user, token = operations.create_officer(actor, area=area, username=username, name=known)
            link = queries.public_link(token)
            assert link is not None
            operations.set_password_by_link(ANONYMOUS, link=link, token=token, password=PASSWORD)
            operations.grant_role(actor, user=user, role=role, area=area, reason="Contoh")
            if post is not None:
                operations.ask_post(actor, area=village, user=user, official=post.pk)
            if parts >= 4:
                resident = _resident_named(actor, village, known)
                operations.identify_officer(actor, area=village, officer=user, person=resident)
            made.append(DemoOfficer(spoken(village, named.name), username, known, area))
    if first:
        _leave_asking(actor, village)
        operator = queries.actor_of_user(queries.officer_named(actor, "operator"), strong=True)
        for title, asked in (
            ("Lansia", "age_from=60"),
            ("Perempuan usia subur", "sex=2&age_from=15&age_to=49"),
        ):
            keep_filter(operator, area=village, title=title, asked=asked)
    return made


def _resident_named(actor: Actor, village: str, name: str) -> queries.Resident | None:
    found = persons_visible_to(actor, Wanted(text=name, area=village)).persons
    return next((person for person in found if fold_name(person.name) == fold_name(name)), None)


def _leave_asking(actor: Actor, village: str) -> None:
    """Leave two changes that one officer asked for and another has to confirm, and whom they concern can stop."""
    place = office_of(village)
    names = ("pengelola", "seklur" if place.kind == KELURAHAN else "sekdes", "loket")
    manager, secretary, counter = (queries.officer_named(actor, name) for name in names)
    operations.ask_change(queries.actor_of_user(manager, strong=True), user=secretary, kind="link")
    operations.ask_role(
        queries.actor_of_user(secretary, strong=True),
        user=counter,
        role="penanda_tangan_ub",
        area=village,
        reason=f"SK {place.labels['village_head']} nomor 7 tahun 2026",
    )


def guests(rows: Sequence[Row]) -> list[Row]:
    """Three married heads of family in their thirties and forties, spread over the village."""
    fit = [
        row
        for row in rows
        if row["kk_level"] == 1
        and row["nik"] != "0"
        and row["status_kawin"] == 2
        and 1978 <= _born(row) <= 1994
    ]
    return fit[:: max(1, len(fit) // 3)][:3]


def invite(actor: Actor, *, village: str, chosen: Sequence[Row], before: int = 0) -> list[DemoResident]:
    """Activate residents as the counter does, and choose their PIN with the code on the paper."""
    made = []
    for index, row in enumerate(chosen, start=before + 1):
        phone, nik = f"0812000000{index:02d}", str(row["nik"])
        opened = operations.activate_resident(
            actor, area=village, nik=nik, kk_number=str(row["no_kk"]), phone=phone
        )
        claim = queries.public_claim_by_code(nik=nik, code=opened.code, secret=PIN, address="127.0.0.1")
        operations.use_code(ANONYMOUS, area="", claim=claim, user_agent="contoh")
        made.append(DemoResident(opened.name, phone))
    return made


def accounts_in(village: str) -> list[ResidentAccount]:
    """Return the residents of a village who have an account."""
    found = queries.resident_accounts(system_actor("demo"), size=200)
    return [one for one in found if contains(village, one.area_code)]


def _born(row: Row) -> int:
    born = row["tanggallahir"]
    return born.year if isinstance(born, date) else 0


@contextmanager
def _quick_hashes() -> Iterator[None]:
    """Hash passwords that stand on the screen with few rounds; fifteen slow ones would cost five seconds."""
    slow = PBKDF2PasswordHasher.iterations
    PBKDF2PasswordHasher.iterations = 20_000
    try:
        yield
    finally:
        PBKDF2PasswordHasher.iterations = slow
