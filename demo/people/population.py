"""A synthetic village in the words of the 43-column resident workbook. Everybody in it is invented.

No row describes a living or a dead person: names, numbers, dates and addresses come from a seeded random
source. Only the village, its outline and its area code are real.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date

from demo.people import attributes
from demo.people.attributes import FEMALE, MALE, MARRIED
from demo.people.chance import spin, wheel
from demo.people.families import ALIVE, HEAD, FamilyMaker, Member
from demo.people.localities import Home, Homes, hamlets_of
from demo.people.name_lists import BIRTHPLACES
from demo.people.names import draw_name

Cell = str | int | float | date | None
Row = dict[str, Cell]

COLUMNS = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi", "lat", "lng",
)  # fmt: skip

VILLAGE_HEAD, VILLAGE_OFFICIAL, CIVIL_SERVANT = 86, 85, 5
STAFF = 13  # a secretary, three kaur, three kasi and six heads of hamlets
_BIRTHPLACE = wheel(BIRTHPLACES)
_AREA_OF = {
    "Garut": "320512", "Bandung": "320429", "Ciamis": "320705", "Jakarta": "317404", "Bekasi": "321606",
    "Bogor": "320123", "Cianjur": "320311", "Sumedang": "321109", "Cilacap": "330113", "Palembang": "167107",
    "Kebumen": "330512",
}  # fmt: skip
_HOME_TOWN = {"32.73": "Bandung", "31.73": "Jakarta", "35.22": "Bojonegoro", "73.71": "Makassar"}
_RECORDED = wheel({3: 8, 4: 52, 8: 40})
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Numbers:
    """Issues family card numbers and NIKs by rule: area, date (day + 40 for women), serial from 1 a day."""

    def __init__(self, village: str, first_serial: int = 0) -> None:
        self.area = village.replace(".", "")[:6]
        self._first = first_serial
        self._given: dict[str, int] = {}

    def issue(self, area: str, day: date, sex: int = MALE) -> str:
        """Issue the next free number for that area and day."""
        number = day.day + 40 if sex == FEMALE else day.day
        stem = f"{area}{number:02d}{day.month:02d}{day.year % 100:02d}"
        serial = self._given.get(stem, self._first) + 1
        if serial > 9999:
            raise ValueError("more than 9999 numbers for one area and one day")
        self._given[stem] = serial
        return f"{stem}{serial:04d}"


class Village:
    """Turns composed families into rows of the workbook."""

    def __init__(self, village: str, families: int, seed: int, on: date) -> None:
        self._rnd = random.Random(f"{village} {seed}")  # seeded on purpose: no secret
        self._families, self._on, self._today = families, on, on.toordinal()
        self._maker = FamilyMaker(self._rnd, self._today, on.year)
        self._homes = Homes(hamlets_of(village, seed))
        # villages of one kecamatan number from one range
        serial = (int(village[-3:]) - 1) % 10 * 900
        self._niks, self._cards = Numbers(village, serial), Numbers(village, serial)
        self._home = _HOME_TOWN.get(village[:5], "Tasikmalaya")
        self._officials = self._posts = 1 + STAFF
        self._policies = 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows of each family, the head first."""
        for _ in range(self._families):
            members = self._maker.compose()
            for member in members:
                self._number(member)
            yield from self._family_rows(members)

    def _number(self, member: Member) -> None:
        days_old = self._today - member.born
        place = self._home if member.age < 18 else spin(self._rnd, _BIRTHPLACE)
        member.birthplace = self._home if place == "" else place
        dice = self._rnd.random()
        # Dukcapil gives the NIK with the birth certificate, which takes some families a year
        if dice < (0.75 if days_old < 60 else 0.25 if days_old < 365 else 0.002):
            return
        area = self._niks.area
        if place in _AREA_OF and dice > 0.4:
            area = _AREA_OF[place]  # the NIK keeps the area where it was first given
        member.nik = self._niks.issue(area, date.fromordinal(member.born), member.sex)

    def _family_rows(self, members: list[Member]) -> Iterator[Row]:
        rnd = self._rnd
        home = self._homes.draw(rnd)
        since = max(members[0].wed or 0, date(2006, 1, 1).toordinal())
        issued = date.fromordinal(since + int(rnd.random() * max(1, self._today - 20 - since)))
        card = self._cards.issue(self._cards.area, issued)
        religion, insurance = spin(rnd, attributes.RELIGION), spin(rnd, attributes.INSURANCE)
        for member in members:
            yield self._row(member, card, home, religion, insurance)

    def _row(self, member: Member, card: str, home: Home, religion: int, insurance: int) -> Row:
        rnd, age, sex, marital = self._rnd, member.age, member.sex, member.marital
        born = date.fromordinal(member.born)
        education = attributes.draw_education(rnd, age, born.year)
        school = attributes.draw_school(rnd, age, education)
        work = attributes.draw_occupation(
            rnd, sex=sex, age=age, education=education, school=school, marital=marital
        )
        work = self._official(member, education, work)
        planning, pregnant = attributes.draw_family_planning(rnd, sex, age, marital)
        if insurance in (2, 3):
            self._policies += 1
        recorded = age >= 17 and rnd.random() < 0.97
        father, mother = member.father, member.mother
        row: Row = dict.fromkeys(COLUMNS)
        row.update(
            alamat=home.address, dusun=home.hamlet, rw=home.rw, rt=home.rt, nama=member.name, no_kk=card,
            nik=member.nik, sex=sex, tempatlahir=member.birthplace, tanggallahir=born, agama_id=religion,
            pendidikan_kk_id=education, pendidikan_sedang_id=school, pekerjaan_id=work, status_kawin=marital,
            kk_level=member.relation, warganegara_id=1,
            ayah_nik=father.nik if father is not None and father.nik != "0" else None,
            nama_ayah=member.father_name or self._ancestor(member, MALE),
            ibu_nik=mother.nik if mother is not None and mother.nik != "0" else None,
            nama_ibu=member.mother_name or self._ancestor(member, FEMALE),
            golongan_darah_id=spin(rnd, attributes.BLOOD), cacat_id=attributes.draw_impairment(rnd, age),
            cara_kb_id=planning, hamil=pregnant, ktp_el=2 if recorded else 1,
            status_rekam=1 if age < 17 else spin(rnd, _RECORDED) if recorded else 2,
            status_dasar=member.status, suku=spin(rnd, attributes.PEOPLE), id_asuransi=insurance,
            no_asuransi=f"0001{self._policies:09d}" if insurance in (2, 3) else None,
            lat=home.latitude, lng=home.longitude,
        )  # fmt: skip
        self._papers(row, member, born)
        return row

    def _ancestor(self, member: Member, sex: int) -> str:
        return draw_name(self._rnd, sex, self._on.year - member.age - 26)

    def _papers(self, row: Row, member: Member, born: date) -> None:
        rnd = self._rnd
        if member.nik != "0" and attributes.has_birth_certificate(rnd, member.age):
            late = "LT" if member.age > 1 and rnd.random() < 0.4 else "LU"
            filed = min(self._on, date.fromordinal(born.toordinal() + 5 + int(rnd.random() * 50)))
            serial = 1 + int(rnd.random() * 150)
            row["akta_lahir"] = f"{member.nik[:4]}-{late}-{filed:%d%m%Y}-{serial:04d}"
        if member.wed is None or member.wed >= self._today:
            return
        wed = date.fromordinal(member.wed)
        if rnd.random() < 0.9:
            number, volume = 1 + int(rnd.random() * 600), 1 + int(rnd.random() * 90)
            row["akta_perkawinan"] = f"{number}/{volume}/{_ROMAN[wed.month - 1]}/{wed.year}"
            row["tanggalperkawinan"] = wed
        if member.marital == attributes.DIVORCED and rnd.random() < 0.8:
            together = (0.4 + rnd.random() * 0.6) * (self._today - member.wed)
            parted = date.fromordinal(member.wed + int(together))
            row["tanggalperceraian"] = parted
            row["akta_perceraian"] = f"{1 + int(rnd.random() * 4000)}/AC/{parted.year}/PA.Tsm"

    def _official(self, member: Member, education: int, work: int) -> int:
        """The first fitting heads of family hold the posts at the village office: one head, a dozen staff."""
        if not self._officials or education < 5 or member.status != ALIVE or not 27 <= member.age <= 58:
            return work
        if self._posts_untouched():
            fits = member.sex == MALE and member.relation == HEAD and member.marital == MARRIED
            if fits and member.age >= 38:
                self._officials -= 1
                return VILLAGE_HEAD
            return work
        if self._rnd.random() < (0.25 if member.sex == MALE else 0.06):
            self._officials -= 1
            return VILLAGE_OFFICIAL
        return work

    def _posts_untouched(self) -> bool:
        return self._officials == self._posts


def generate(
    village: str = "32.06.13.2001",
    families: int = 2000,
    seed: int = 2026,
    on: date = date(2026, 11, 21),
) -> Iterator[Row]:
    """Yield one invented resident a row, family by family, the same for the same seed."""
    return Village(village, families, seed, on).rows()


def generate_many(
    villages: Sequence[str],
    total: int,
    seed: int = 2026,
    on: date = date(2026, 11, 21),
) -> Iterator[tuple[str, Row]]:
    """Yield (village, row) for a whole regency: a few villages composed, then varied.

    Composing two million people takes minutes and teaches a database nothing new. Eight villages are
    composed; every further one repeats the shape of one of them with other names and other numbers.
    """
    share = -(-total // len(villages))
    stride = 9990 // len(villages)
    patterns = [_pattern(villages[0], share, seed + index, on) for index in range(min(8, len(villages)))]
    left = total
    for index, village in enumerate(villages):
        rows = patterns[index % len(patterns)][: min(share, left)]
        yield from _varied(rows, village, index, stride, seed)
        left -= len(rows)


def _pattern(village: str, size: int, seed: int, on: date) -> list[Row]:
    # 3.1 people a family at least, so that the pattern is never too short
    rows = list(generate(village, families=size // 3 + 40, seed=seed, on=on))
    if len(rows) < size:
        raise ValueError("the pattern village came out too small")
    return rows[:size]


def _varied(rows: list[Row], village: str, index: int, stride: int, seed: int) -> Iterator[tuple[str, Row]]:
    rnd = random.Random(f"varied {village} {seed}")  # seeded on purpose: no secret
    renamed: dict[object, str] = {}
    own = str(rows[0]["no_kk"])[:6] if rows else ""
    area = village.replace(".", "")[:6]
    shift = index * stride

    def moved(number: object) -> str | None:
        if not isinstance(number, str) or number == "0":
            return None
        serial = int(number[12:])
        if serial > stride:
            raise ValueError("too many numbers of one day in the pattern for this many villages")
        stem = area + number[6:12] if number.startswith(own) else number[:12]
        return f"{stem}{serial + shift:04d}"

    for pattern in rows:
        row = dict(pattern)
        born = pattern["tanggallahir"]
        year = born.year if isinstance(born, date) else 1980
        sex = MALE if pattern["sex"] == MALE else FEMALE
        people = (("nama", sex, year), ("nama_ayah", MALE, year - 28), ("nama_ibu", FEMALE, year - 25))
        for column, of, when in people:
            old = pattern[column]
            new = renamed.get(old)
            if new is None:
                new = renamed[old] = draw_name(rnd, of, when)
            row[column] = new
        row["nik"] = moved(pattern["nik"]) or "0"
        row["no_kk"] = moved(pattern["no_kk"])
        row["ayah_nik"] = moved(pattern["ayah_nik"])
        row["ibu_nik"] = moved(pattern["ibu_nik"])
        yield village, row
