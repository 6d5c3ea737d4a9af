"""What only a whole file can show: a NIK twice, two heads in one family, a family without a head."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.people.rules.codes import Relation
from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.dates import either_way
from pendopo.people.rules.families import CardMember, check_family
from pendopo.people.rules.names import fold
from pendopo.people.rules.problems import Problem, error, warning
from pendopo.people.rules.rows import Row, RowJudge, Verdict, counts_in_family

# Of 30 honest NIK about three end in 0; thirty in a row say that a spreadsheet has rounded them all.
_MANGLED_SAMPLE: Final = 30
_LINES_SHOWN: Final = 20
# Line numbers of later sheets start at a round million, so that each stays unique and readable.
SHEET_LINES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class FileNote:
    """A finding about a family or the whole file; `line` is where to start looking (0: everywhere)."""

    line: int
    problem: Problem


class JudgedFile:
    """Yields the verdict of every line that is not blank; afterwards `notes` tells what concerns several.

    `later` are the findings, by line, that only the rest of the file brought out: the rows are walked once more.
    """

    def __init__(
        self, rows: Iterable[tuple[int, Mapping[str, object]]], *, columns_given: frozenset[str], today: date
    ) -> None:
        self._rows = rows
        self._judge = RowJudge(columns_given=columns_given, today=today)
        self._today = today
        self._with_relations = "kk_level" in columns_given
        self._nik_lines: dict[str, int] = {}
        self._head_lines: dict[str, int] = {}
        self._families: dict[str, list[CardMember]] = {}
        self._nik_ending_zero = 0
        self._people: dict[tuple[str, date], int] = {}
        self._month_first: set[str] = set()
        self.notes: list[FileNote] = []
        self.later: dict[int, list[Problem]] = {}

    def __iter__(self) -> Iterator[Verdict]:
        judge = self._judge.judge
        for line, raw in self._rows:
            verdict = judge(line, raw)
            if verdict.problems:
                self._month_first.update(p.field for p in verdict.problems if p.code == "date_month_first")
            if verdict.row is not None:
                yield self._among_others(verdict, verdict.row)
            elif verdict.problems:
                yield verdict
        self.later = self._doubtful_days()
        self.notes = self._closing_notes()

    def _among_others(self, verdict: Verdict, row: Row) -> Verdict:
        problem = self._same_nik(row) or self._second_head(row)
        if problem is not None:
            return Verdict(verdict.line, None, (*verdict.problems, problem), verdict.raw)
        if row.birth_date is not None:
            first = self._people.setdefault((fold(row.name), row.birth_date), row.line)
            if first != row.line:
                doubt = warning("maybe_twice_in_file", "name", line=first)
                return Verdict(verdict.line, row, (*verdict.problems, doubt), verdict.raw)
        return verdict

    def _doubtful_days(self) -> dict[int, list[Problem]]:
        """Doubt the days that could be read either way, in a column where one day is written month first."""
        columns = [BY_FIELD[field] for field in sorted(self._month_first)]
        found: dict[int, list[Problem]] = {}
        for line, raw in self._rows if columns else ():
            for column in columns:
                if either_way(raw.get(column.name)):
                    doubt = warning("date_doubtful", column.field, value=str(raw[column.name])[:40])
                    found.setdefault(line, []).append(doubt)
        return found

    def _same_nik(self, row: Row) -> Problem | None:
        if row.nik is None:
            return None
        first = self._nik_lines.setdefault(row.nik, row.line)
        if first != row.line:
            return error("nik_twice_in_file", "nik", line=first)
        self._nik_ending_zero += row.nik[-1] == "0"
        return None

    def _second_head(self, row: Row) -> Problem | None:
        if not counts_in_family(row) or row.kk_number is None:
            return None
        if row.relation == Relation.HEAD:
            first = self._head_lines.setdefault(row.kk_number, row.line)
            if first != row.line:
                return error("second_head_in_file", "relation", line=first)
        member = CardMember(row.line, row.relation, row.sex, row.birth_date, row.marital_status)
        self._families.setdefault(row.kk_number, []).append(member)
        return None

    def _closing_notes(self) -> list[FileNote]:
        notes: list[FileNote] = []
        if len(self._nik_lines) >= _MANGLED_SAMPLE and self._nik_ending_zero == len(self._nik_lines):
            notes.append(FileNote(0, error("all_nik_end_in_zero", "nik")))
        for code, by_field in (("dash_lines", self._judge.dashes), ("date_doubtful_lines", self._days())):
            notes += [
                FileNote(lines[0], warning(code, field, count=len(lines), lines=_some(lines)))
                for field, lines in by_field.items()
            ]
        return notes + self._family_notes() if self._with_relations else notes

    def _days(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = {}
        for line, doubts in self.later.items():
            for doubt in doubts:
                lines.setdefault(doubt.field, []).append(line)
        return lines

    def _family_notes(self) -> list[FileNote]:
        """Gather what is odd in families by kind: a register of old has hundreds, and a list of them helps nobody."""
        lines: dict[tuple[str, str], list[int]] = {}
        for kk_number, members in self._families.items():
            if kk_number not in self._head_lines:
                lines.setdefault(("family_without_head", "kk_number"), []).append(members[0].key)
            for line, problem in check_family(members, today=self._today):
                lines.setdefault((problem.code, problem.field), []).append(line)
        return [
            FileNote(found[0], warning(f"{code}_lines", field, count=len(found), lines=_some(found)))
            for (code, field), found in lines.items()
        ]


def _some(lines: list[int]) -> str:
    shown = ", ".join(map(line_words, sorted(lines)[:_LINES_SHOWN]))
    return f"{shown}, …" if len(lines) > _LINES_SHOWN else shown


def line_words(line: int) -> str:
    """Write the number of a line; on a later sheet of the file it begins at a round million."""
    sheet, row = divmod(line, SHEET_LINES)
    return f"{row} (lembar {sheet + 1})" if sheet else str(row)


def judge_file(
    rows: Iterable[tuple[int, Mapping[str, object]]], *, columns_given: frozenset[str], today: date
) -> JudgedFile:
    """Judge a whole file line by line without holding it in memory (handbook opensid.md section 4)."""
    return JudgedFile(rows, columns_given=columns_given, today=today)
