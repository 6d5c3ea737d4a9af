"""Heads kept outside the database name a cut end and an older file that was put back."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pendopo.kernel.chores import Chore
from pendopo.kernel.commands import verify as command
from pendopo.kernel.domains import parts_of
from pendopo.kernel.heads import (
    HeadsUnreadable,
    heads_file,
    keep_heads,
    missing_since,
    newest_missing,
    printed_head,
    read_heads,
)
from pendopo.kernel.keys import forget_keys, site_keys
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.tests.steps import cut_end, do, entries, held_holiday, holiday, key, tamper
from pendopo.kernel.verify import verify
from tests.making import ELSEWHERE, TARAJU

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    """A folder with this site's keys, in which heads are kept."""
    for path in Path(settings.PENDOPO_KEYS).iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "heads.log").unlink(missing_ok=True)
    settings.PENDOPO_KEYS = settings.PENDOPO_DATA = tmp_path
    forget_keys()
    return heads_file()


def nothing(times: int) -> None:
    for _ in range(times):
        do(lambda: None)


def told(capsys: Any, *since: str) -> tuple[int, dict[str, Any]]:
    code = command.run(argparse.Namespace(json=True, since=since[0] if since else None))
    return code, json.loads(capsys.readouterr().out)


def test_a_cut_end_is_named(kept: Path, capsys: Any) -> None:
    nothing(3)
    assert (keep_heads(), newest_missing()) == (1, None)
    nothing(2)
    assert told(capsys, "")[0] == 0
    cut_end(2)
    assert verify().ok
    assert newest_missing() is None  # what was cut was written after the heads were kept
    cut_end(1)
    assert verify().ok  # the chain alone says nothing
    code, said = told(capsys, str(kept))
    assert (code, said["broken"]["area"], said["broken"]["seq"]) == (1, TARAJU, 3)
    assert "is gone" in said["broken"]["problem"]
    assert told(capsys)[1]["broken"]["seq"] == 3  # the newest heads are looked for unasked


def test_a_history_written_anew_is_named_however_long_it_grows(kept: Path) -> None:
    nothing(3)
    keep_heads()
    cut_end(2)
    nothing(4)
    assert verify().ok
    broken = missing_since(read_heads(kept))
    assert broken is not None
    assert (broken.seq, "is another one" in broken.problem) == (3, True)
    assert keep_heads() == 1  # the newest head is right again; the older line goes on saying what was
    assert newest_missing() is None
    assert missing_since(read_heads(kept)) == broken


def test_a_feed_that_vanished_is_named(kept: Path) -> None:
    nothing(1)
    do(lambda: None, area=ELSEWHERE)
    assert keep_heads() == 2
    other = next(entry for entry in entries() if entry.feed.area_code == ELSEWHERE)
    for table, column in (("kernel_journalbody", "entry_id"), ("kernel_journalentry", "id")):
        tamper(f"DELETE FROM {table} WHERE {column} = %s", key(other.pk))
    tamper("DELETE FROM kernel_feed WHERE id = %s", bytes(other.feed_id))
    assert verify().ok
    broken = newest_missing()
    assert broken is not None
    assert broken.area == ELSEWHERE


def test_only_what_moved_is_written(kept: Path) -> None:
    assert (keep_heads(), kept.exists(), newest_missing()) == (0, False, None)
    held_holiday()
    do(holiday().save, area=ELSEWHERE)
    assert (keep_heads(), keep_heads()) == (2, 0)
    nothing(1)
    assert keep_heads() == 1
    assert [head.area for head in read_heads(kept)] == [TARAJU, ELSEWHERE, TARAJU]
    assert kept.stat().st_mode & 0o077 == 0


def _other_number(line: dict[str, Any]) -> None:
    for head in line["heads"].values():
        head[1] += 1


@pytest.mark.parametrize(
    "spoil",
    [
        _other_number,
        lambda line: line["heads"].clear(),
        lambda line: line.update(at="2020-01-01T00:00:00+00:00"),
        lambda line: line.update(signature=Ed25519PrivateKey.generate().sign(b"x").hex()),
        lambda line: line.update(signature=7),
        lambda line: line.pop("heads"),
    ],
)
def test_a_line_that_this_node_has_not_signed_is_told(
    kept: Path, spoil: Callable[[dict[str, Any]], object], capsys: Any
) -> None:
    nothing(1)
    keep_heads()
    line = json.loads(kept.read_text())
    spoil(line)
    kept.write_text(json.dumps(line) + "\n")
    with pytest.raises(HeadsUnreadable, match="baris 1"):
        list(read_heads(kept))
    code, said = told(capsys)
    assert (code, "cannot be read" in said["broken"]["problem"]) == (1, True)
    assert keep_heads() == 1  # and stops nothing


def test_a_line_that_a_power_cut_left_unfinished_is_none(kept: Path) -> None:
    nothing(1)
    keep_heads()
    with kept.open("a") as file:
        file.write('{"at": "2026-')
    assert len(list(read_heads(kept))) == 1
    nothing(1)
    keep_heads()
    assert [head.seq for head in read_heads(kept)] == [1, 2]
    assert newest_missing() is None


def test_a_file_that_is_not_there_is_told(kept: Path, capsys: Any) -> None:
    assert command.run(argparse.Namespace(json=True, since="")) == 2
    assert "heads.log" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_what_is_cut_off_right_after_its_commit_is_missed(kept: Path, capsys: Any) -> None:
    nothing(3)
    cut_end(1)
    assert verify().ok
    assert not kept.exists()  # no line was written yet
    code, said = told(capsys)
    assert (code, said["broken"]["area"], said["broken"]["seq"]) == (1, TARAJU, 3)
    nothing(1)  # written anew: the newest is right again, and only paper or an older line knows
    assert told(capsys)[0] == 0


@pytest.mark.django_db(transaction=True)
def test_a_newest_head_that_is_not_this_nodes_is_told_and_an_empty_one_is_none(
    kept: Path, capsys: Any
) -> None:
    nothing(2)
    (newest,) = (kept.parent / "heads").iterdir()
    whole = newest.read_bytes()
    newest.write_bytes(whole + b"rest of a longer one")
    assert told(capsys)[0] == 0
    for spoilt in (whole[:-1] + b"x", whole[:20], b"x"):
        newest.write_bytes(spoilt)
        assert "cannot be read" in told(capsys)[1]["broken"]["problem"]
    for empty in (b"", bytes(300)):
        newest.write_bytes(empty)
        assert told(capsys)[0] == 0


@pytest.mark.django_db(transaction=True)
def test_an_operation_stands_though_its_head_cannot_be_kept(kept: Path, caplog: Any) -> None:
    (kept.parent / "heads").write_text("no folder")
    nothing(1)
    assert JournalEntry.objects.count() == 1
    assert "cannot be kept" in caplog.text


def test_the_head_on_paper_is_looked_for(kept: Path, capsys: Any) -> None:
    assert printed_head(TARAJU) == ""
    nothing(3)
    printed = printed_head(TARAJU)
    nothing(1)
    assert told(capsys, f" {printed.upper()} ")[0] == 0
    cut_end(2)
    nothing(5)
    assert verify().ok
    code, said = told(capsys, printed)
    assert (code, said["broken"]["seq"], "on the paper" in said["broken"]["problem"]) == (1, 3, True)
    assert command.run(argparse.Namespace(json=True, since="3-9f3a")) == 2  # neither a head nor a file


def test_it_is_done_every_day() -> None:
    (chore,) = [part for _, part in parts_of(Chore) if part.name == "kernel.heads"]
    assert chore.minutes == 24 * 60
    assert site_keys().node_public
    assert JournalEntry.objects.count() == 0
