"""One line of a resident file: from raw cells to a typed row and a verdict (handbook opensid.md 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.people.rules.cells import DASHED, Reader, check_degrees, reader_for
from pendopo.people.rules.codes import BasicStatus, Relation, Sex
from pendopo.people.rules.columns import COLUMNS, Kind
from pendopo.people.rules.dates import age
from pendopo.people.rules.names import check_name
from pendopo.people.rules.nik import check_nik
from pendopo.people.rules.problems import ERROR, Problem, error, warning

OLDEST_LIKELY_AGE: Final = 120


@dataclass(slots=True)
class Row:
    """One resident as a file gives it, in the types of the register; None and "" mean nothing is given."""

    line: int = 0
    address: str = ""
    hamlet: str = ""
    rw: str = ""
    rt: str = ""
    name: str = ""
    kk_number: str | None = None
    nik: str | None = None
    sex: int | None = None
    birth_place: str = ""
    birth_date: date | None = None
    religion: int | None = None
    education: int | None = None
    education_current: int | None = None
    occupation: int | None = None
    marital_status: int | None = None
    relation: int | None = None
    citizenship: int | None = None
    father_nik: str | None = None
    father_name: str = ""
    mother_nik: str | None = None
    mother_name: str = ""
    blood_group: int | None = None
    birth_certificate: str = ""
    passport: str = ""
    passport_expires_on: date | None = None
    kitas: str = ""
    marriage_certificate: str = ""
    married_on: date | None = None
    divorce_certificate: str = ""
    divorced_on: date | None = None
    disability: int | None = None
    contraception: int | None = None
    pregnant: int | None = None
    eid: int | None = None
    eid_status: int | None = None
    current_address: str = ""
    basic_status: int | None = None
    ethnicity: str = ""
    card_tag: str = ""
    insurance: int | None = None
    insurance_number: str = ""
    lat: float | None = None
    lng: float | None = None


FIELDS: Final = tuple(column.field for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one line: a row (unless refused) and everything a person should know about it."""

    line: int
    row: Row | None
    problems: tuple[Problem, ...]
    raw: Mapping[str, object]

    @property
    def accepted(self) -> bool:
        return self.row is not None

    @property
    def blank(self) -> bool:
        return self.row is None and not self.problems


_Step = tuple[str, str, Reader, dict[object, object] | None]

# Cells of these kinds repeat, so each distinct one is read once; names and NIK are nearly all different.
_REPEATING: Final[frozenset[Kind]] = frozenset({"code", "birth", "date", "dusun", "block", "kk", "text"})
_PLACE_FIELDS: Final = (("dusun", "hamlet"), ("rw", "rw"), ("rt", "rt"))


class RowJudge:
    """Judges the lines of one file; remembers how each cell was read, so keep it no longer than the file."""

    def __init__(self, *, columns_given: frozenset[str], today: date) -> None:
        self.today = today
        self.columns_given = columns_given
        self.dashes: dict[str, list[int]] = {}  # field -> lines on which a dash stands for nothing
        self._steps: list[_Step] = [
            (column.name, column.field, reader_for(column, today), {} if column.kind in _REPEATING else None)
            for column in COLUMNS
            if column.name in columns_given
        ]

    def judge(self, line: int, raw: Mapping[str, object]) -> Verdict:
        """Turn raw cells into a row and say what is wrong; a blank line gives a verdict without problems."""
        row = Row(line)
        problems: list[Problem] = []
        filled = False
        for name, field, read, seen in self._steps:
            cell = raw.get(name)
            if cell is None or cell == "":
                continue
            if seen is None:
                value = read(cell)
            else:
                try:
                    value = seen[cell]
                except KeyError:
                    value = seen[cell] = read(cell)
            if value.__class__ is Problem:
                filled |= self._take(value, row, problems)
            elif value is not None and value != "":
                setattr(row, field, value)
                filled = True
        if not filled:
            return Verdict(line, None, (), raw)
        problems += self._check(row, raw, problems)
        refused = any(problem.severity == ERROR for problem in problems)
        return Verdict(line, None if refused else row, tuple(problems), raw)

    def _take(self, problem: Problem, row: Row, problems: list[Problem]) -> bool:
        """Note a finding, with the value that is read all the same; a dash alone fills no cell."""
        if problem.code == DASHED:
            self.dashes.setdefault(problem.field, []).append(row.line)
            return False
        problems.append(problem)
        if problem.kept is not None:
            setattr(row, problem.field, problem.kept)
        return True

    def _check(self, row: Row, raw: Mapping[str, object], found: list[Problem]) -> list[Problem]:
        problems = self._check_name(row, found)
        if row.nik is not None:
            problems += check_nik(row.nik, birth_date=row.birth_date, sex=row.sex, today=self.today)
            if row.nik in (row.father_nik, row.mother_nik):
                problems.append(warning("nik_own_parent", "nik"))
        if row.kk_number is not None and row.relation is None and "kk_level" in self.columns_given:
            problems.append(warning("relation_missing", "relation"))
        if not (row.hamlet and row.rw and row.rt):
            problems += self._check_place(row, raw)
        if row.lat is not None or row.lng is not None:
            row.lat, row.lng, found_here = check_degrees(row.lat, row.lng)
            problems += found_here
        if row.birth_date is not None and row.birth_date.year < self.today.year - OLDEST_LIKELY_AGE:
            problems.append(warning("age_unlikely", "birth_date", age=age(row.birth_date, self.today)))
        return problems + _check_sex(row)

    def _check_name(self, row: Row, found: list[Problem]) -> list[Problem]:
        if row.name:
            return check_name(row.name, living=row.basic_status in (None, BasicStatus.ALIVE))
        if "nama" in self.columns_given and not any(problem.field == "name" for problem in found):
            return [error("name_missing", "name")]
        return []

    def _check_place(self, row: Row, raw: Mapping[str, object]) -> list[Problem]:
        # A dash is an answer: this place has no RW. An empty cell is none.
        return [
            warning("place_blank", field)
            for name, field in _PLACE_FIELDS
            if name in self.columns_given and not getattr(row, field) and raw.get(name) in (None, "")
        ]


def _check_sex(row: Row) -> list[Problem]:
    problems: list[Problem] = []
    if (row.relation == Relation.WIFE and row.sex == Sex.MALE) or (
        row.relation == Relation.HUSBAND and row.sex == Sex.FEMALE
    ):
        problems.append(warning("relation_sex_differs", "relation"))
    if row.pregnant == 1 and row.sex == Sex.MALE:
        problems.append(warning("pregnant_man", "pregnant"))
    return problems


def missing_for_new(row: Row) -> list[Problem]:
    """Say what a row lacks to register a person who is not in the register yet."""
    problems = []
    if not row.name:
        problems.append(error("name_missing", "name"))
    if row.sex is None:
        problems.append(error("sex_missing", "sex"))
    if row.birth_date is None:
        problems.append(error("birth_date_missing", "birth_date"))
    return problems


def counts_in_family(row: Row) -> bool:
    """Tell whether a row is a living member: a head who died or left leaves the place free."""
    return row.kk_number is not None and row.basic_status in (None, BasicStatus.ALIVE)
