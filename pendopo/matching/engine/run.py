"""Matches a list to a register: exact first, Splink for the rest, the pure rules, the family, and a verdict each."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Final

from pendopo.matching.engine import candidates, fine, household, macros, preparing, reading, spark, verdicts
from pendopo.matching.engine.database import Connection, connect, one_row
from pendopo.matching.engine.parameters import Parameters, load
from pendopo.matching.engine.problems import MatchingFailed, scarce, warm_up
from pendopo.matching.engine.stages import Stages, fingerprint
from pendopo.matching.rules.calibration import Answer, fit

Progress = Callable[[str, float], None]
CHUNK: Final = 150_000  # people a Splink run; a killed run loses at most one chunk
_MOST_MB: Final = 3500
_SPILL: Final = "tumpah"
_FEW: Final = 0.2
_BROKEN: Final = 0.2
_DURABLE_FROM: Final = 20_000_000  # bytes of input; below, a run is over before anybody could miss it
_POOL_FROM: Final = 150_000  # a second process pays only when there is this much to read


@dataclass(frozen=True)
class MatchSummary:
    """What a run did: people by verdict, time, the version of the parameters, and what the reader must know."""

    listed: int
    registered: int
    counts: dict[str, int]
    seconds: float
    parameters: str
    thresholds: dict[str, float]
    resumed: bool = False
    notes: list[str] = field(default_factory=list)


def match_files(
    register: Path,
    listed: Path,
    out: Path,
    *,
    memory_mb: int | None = None,
    work: Path | None = None,
    progress: Progress | None = None,
    resume: bool = False,
    engine: str = "duckdb",
    answers: Mapping[str, Sequence[Answer]] | None = None,
    own_village: bool = True,
) -> MatchSummary:
    """Match every row of `listed` to at most one row of `register`; `out` has one row for each listed person.

    The probabilities in `out` are fitted to reviewers' `answers` by stratum; verdicts are the engine's own.

    `own_village`: a list that names no village is about the register's, if that is a single one.

    Without `resume` an earlier run that was cut off is forgotten; with it, its finished steps are kept.
    """
    started = time.monotonic()
    if engine == "spark":
        spark.load_plain_parser()
    _check_out(out)
    reading.check_files(register, listed)
    folder = work / "padan" if work else out.with_name(f".{out.name}.kerja")
    parameters = load()
    size = register.stat().st_size + listed.stat().st_size
    durable = resume or memory_mb is not None or size >= _DURABLE_FROM
    run = fingerprint(register, listed, f"{parameters.version} {engine} {own_village}")
    stages = Stages(folder, run, resume=resume, durable=durable, progress=progress)
    Thread(target=warm_up, daemon=True).start()  # its import takes half a second, while the files are read
    with _tidy(folder, durable=durable), _connection(folder, memory_mb, durable=durable) as connection:
        job = _Job(connection, folder, parameters, stages, engine, own_village)
        job.run(register, listed)
        verdicts.write_out(connection, out, fit(answers or {}))
        summary = job.summary()
    return replace(summary, seconds=round(time.monotonic() - started, 2))


def _check_out(out: Path) -> None:
    if out.suffix.lower() not in (*reading.PARQUET, *reading.CSV):
        raise MatchingFailed(f"{out.name}: hasil ditulis sebagai .parquet atau .csv. Ganti akhiran namanya.")
    if not out.absolute().parent.is_dir():
        raise MatchingFailed(f"Folder {out.parent} tidak ada. Buat folder itu dulu.")


@contextlib.contextmanager
def _tidy(folder: Path, *, durable: bool) -> Iterator[None]:
    """Clear the work folder away, unless a later run can go on from it."""
    try:
        yield
    except Exception as trouble:
        short = scarce(trouble)
        if not (short and durable):
            shutil.rmtree(folder, ignore_errors=True)
        if short:
            raise short from trouble
        raise
    except BaseException:  # the key that interrupts, the signal that ends: what is on disk stays for --resume
        if not durable:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _usual_memory() -> int:
    """Half of the machine's memory, at most what a million people need; a machine that does not tell has 4 GB."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    except (AttributeError, ValueError, OSError):  # Windows
        machine = 4000
    return min(_MOST_MB, machine // 2)


@contextlib.contextmanager
def _connection(folder: Path, memory_mb: int | None, *, durable: bool) -> Iterator[Connection]:
    connection = connect(str(folder / "kerja.duckdb") if durable else ":memory:")
    try:
        threads = min(int(os.environ.get("PENDOPO_MATCH_THREADS", "0")) or os.cpu_count() or 1, 16)
        connection.execute(f"SET threads = {threads}")
        connection.execute(f"SET memory_limit = '{memory_mb or _usual_memory()}MB'")
        connection.execute("SET temp_directory = '" + str(folder / _SPILL).replace("'", "''") + "'")
        connection.execute("SET enable_progress_bar = false")
        macros.define(connection)
        yield connection
    finally:
        connection.close()


@dataclass
class _Job:
    """One run with its connection; each step is skipped when an earlier, interrupted run has finished it."""

    connection: Connection
    folder: Path
    parameters: Parameters
    stages: Stages
    engine: str = "duckdb"
    own_village: bool = True
    registered: int = 0

    def summary(self) -> MatchSummary:
        """Count what was decided."""
        counts = verdicts.count_verdicts(self.connection)
        return MatchSummary(
            listed=sum(counts.values()),
            registered=self.registered,
            counts=counts,
            seconds=0.0,
            parameters=self.parameters.version,
            thresholds={"accept": self.parameters.accept, "review": self.parameters.review},
            resumed=self.stages.resumed,
            notes=[*_notes(self.connection, counts), *self._spilled()],
        )

    def _spilled(self) -> list[str]:
        if not (self.folder / _SPILL).exists():
            return []
        return ["Memori tidak cukup untuk semua data. Sebagian ditulis ke disk, jadi proses lebih lama."]

    def run(self, register: Path, listed: Path) -> None:
        con, stages, folder = self.connection, self.stages, self.folder
        with stages.step("baca", 0.05) as is_open:
            if is_open:
                reading.load_table(con, register, "raw_register", "rid", folder)
                reading.load_table(con, listed, "raw_listed", "wid", folder)
                preparing.clean_tables(con, folder, own_village=self.own_village)
        con.execute(
            "SET preserve_insertion_order = false"
        )  # rows have their numbers now; keeping order costs memory
        self.registered = int(one_row(con, "SELECT count(*) FROM register")[0])
        with stages.step("nama", 0.2) as is_open:
            if is_open:
                everybody = "SELECT name FROM register UNION SELECT name FROM listed"
                preparing.read_names(con, folder, everybody, processes=self._processes())
        with stages.step("pasti", 0.25) as is_open:
            if is_open:
                candidates.settle_exact(con)
                candidates.prepare_sides(con)
                con.execute("DROP TABLE IF EXISTS compared")
        self._compare()
        with stages.step("keluarga", 0.9) as is_open:
            if is_open:
                household.describe_context(con)
                household.weigh(con, self.parameters.final.weights, doubles=self.parameters.doubles)
        with stages.step("putusan", 1.0) as is_open:
            if is_open:
                verdicts.decide(con, self.parameters)

    def _compare(self) -> None:
        con = self.connection
        people = int(one_row(con, "SELECT count(*) FROM left_side")[0])
        chunk = CHUNK if self.engine == "duckdb" else max(people, 1)
        words = preparing.count_words(con)
        context = fine.Context(self.parameters.model, self.parameters.final, words, self.registered)
        for start in range(0, max(people, 1), chunk):
            share = 0.25 + 0.55 * min(1.0, (start + chunk) / max(people, 1))
            with self.stages.step(f"calon-{start}", share) as is_open:
                if is_open:
                    self._find(start, start + chunk)
                    fine.compare_candidates(
                        con, "candidates", context, self.folder, processes=self._processes()
                    )
        with self.stages.step("anggota", 0.85) as is_open:
            if is_open:
                household.find_anchors(con)
                household.family_candidates(con)
                fine.compare_candidates(
                    con, "family_pairs", context, self.folder, processes=self._processes()
                )
                household.find_anchors(con)

    def _find(self, start: int, stop: int) -> None:
        settings = self.parameters.splink
        if self.engine == "spark":
            candidates.find_on_spark(self.connection, settings, self.folder / "spark")
        else:
            candidates.find_candidates(self.connection, settings, start=start, stop=stop)

    def _processes(self) -> int:
        return 1 if self.registered < _POOL_FROM else 0


def _notes(connection: Connection, counts: dict[str, int]) -> list[str]:
    """Say what a person should look at before using the result."""
    notes = []
    listed = sum(counts.values())
    if counts[verdicts.MATCHED] + counts[verdicts.TWICE] < _FEW * listed:
        notes.append("Kurang dari seperlima daftar padan. Periksa apakah daftar ini dari wilayah lain.")
    broken, given = one_row(
        connection,
        "SELECT count(*) FILTER (WHERE clean_number(nik) IS NULL), count(*) FROM raw_listed WHERE trim(nik) <> ''",
    )
    if given and broken > _BROKEN * given:
        notes.append(
            f"{broken} NIK dalam daftar tidak dapat dibaca. Excel mungkin merusaknya; simpan kolom NIK sebagai Teks."
        )
    notes += _read_notes(connection)
    (twice,) = one_row(
        connection,
        "SELECT count(*) FROM (SELECT nik FROM register WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) > 1)",
    )
    if twice:
        notes.append(f"{twice} NIK berada di lebih dari satu baris register. Periksa penduduk ganda.")
    return notes


def _read_notes(connection: Connection) -> list[str]:
    """Say which column is missing, and what was done about it: no rule is switched off in silence."""
    unread, villages, home = one_row(
        connection,
        "SELECT (SELECT count(*) FROM raw_listed JOIN different_dates ON raw = tgl_lahir"
        " WHERE clean IS NULL AND trim(raw) <> ''), count(DISTINCT s.desa), min(l.village)"
        " FROM raw_listed s CROSS JOIN (SELECT min(village) AS village FROM listed) AS l",
    )
    notes = [f"{unread} tanggal lahir dalam daftar tidak dapat dibaca. Periksa kolomnya."] if unread else []
    if villages:
        return notes
    if home:
        return [*notes, f"Daftar tanpa kolom desa: semua orang dianggap dari desa {home}."]
    return [*notes, "Daftar tanpa kolom desa: orang dicari tanpa desa, jadi lebih sedikit yang ditemukan."]
