"""run.py: what it makes, when it makes it anew, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """run.py in an empty folder, with the slow steps replaced by notes."""
    noted: list[str] = []
    venv = tmp_path / ".venv"
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "FIRST_PAGES", 0)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "STAMP", venv / "pendopo-stamp.json")
    monkeypatch.setattr(run, "BEHIND", venv / "pendopo-behind.pid")
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))

    def make() -> None:
        noted.append("make")
        venv.mkdir(exist_ok=True)

    monkeypatch.setattr(run, "make_venv", make)
    monkeypatch.setattr(run, "install", lambda lock, processes=2: noted.append(f"install {lock}"))
    monkeypatch.setattr(run, "link_package", lambda: noted.append("link"))
    return noted


def test_the_first_start_makes_everything_and_the_second_nothing(calls: list[str]) -> None:
    run.prepare("base")
    assert calls == ["make", "install base", "link"]
    run.prepare("base")
    assert len(calls) == 3


def test_tests_add_their_lock_to_the_same_environment_and_the_demo_finds_it_whole(calls: list[str]) -> None:
    run.prepare("base")
    run.prepare("dev")
    assert calls[3:] == ["install dev", "link"]
    run.prepare("base")
    assert len(calls) == 5


def test_the_rest_is_added_behind_the_first_page_without_touching_what_is_in_use(calls: list[str]) -> None:
    run.prepare("base")
    assert run.install_behind() == 0
    assert calls[3:] == ["install full"]
    assert run.holds("base")
    assert run.holds("full")
    assert not run.BEHIND.exists()


def test_the_rest_is_added_by_one_at_a_time_and_a_killed_one_is_not_waited_for(calls: list[str]) -> None:
    run.prepare("base")
    run.BEHIND.write_text(str(os.getpid()))
    assert run.behind_runs()
    assert run.install_behind() == 0
    assert calls[3:] == []
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    run.BEHIND.write_text(str(gone.pid))
    run.prepare("dev")
    assert calls[3:] == ["install dev", "link"]
    assert not run.BEHIND.exists()


def test_the_parts_of_a_lock_hold_every_pin_once_with_its_hashes(calls: list[str]) -> None:
    run.make_venv()
    pins = re.split(r"\n(?=[A-Za-z0-9])", run.LOCKS["base"].read_text(encoding="utf-8").strip())
    for parts in (1, 2, 3):
        texts = [run.write_part("base", number, parts).read_text(encoding="utf-8") for number in range(parts)]
        held = [pin for text in texts for pin in re.split(r"\n(?=[A-Za-z0-9])", text.strip())]
        assert sorted(held) == sorted(pins)
        assert all("--hash=sha256:" in pin for pin in held)


def test_a_failed_rest_leaves_the_base_whole(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(lock: str, processes: int = 2) -> None:
        raise run.Missing("no line")

    run.prepare("base")
    monkeypatch.setattr(run, "install", offline)
    assert run.install_behind() == 2
    assert run.holds("base")
    assert not run.holds("full")
    assert not run.BEHIND.exists()


def test_a_site_on_postgresql_waits_for_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENDOPO_DATABASE_URL", raising=False)
    assert run.lock_for("serve") == "base"
    monkeypatch.setenv("PENDOPO_DATABASE_URL", "postgresql:///pendopo")
    assert (run.lock_for("serve"), run.lock_for("demo"), run.lock_for("test")) == ("full", "base", "dev")


def test_a_start_that_was_killed_is_made_anew(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(lock: str) -> None:
        raise KeyboardInterrupt

    run.prepare("base")
    with monkeypatch.context() as broken:
        broken.setattr(run, "install", power_cut)
        with pytest.raises(KeyboardInterrupt):
            run.prepare("dev")
    assert run.read_stamp() is None
    run.prepare("base")
    assert calls[-3:] == ["make", "install base", "link"]


def test_a_moved_folder_and_a_damaged_stamp_are_noticed(calls: list[str]) -> None:
    for text in (json.dumps({"where": "/somewhere/else", "holds": []}), "{", "[]", ""):
        run.VENV.mkdir(exist_ok=True)
        run.STAMP.write_text(text)
        calls.clear()
        run.prepare("base")
        assert calls == ["make", "install base", "link"]


def test_a_changed_lock_is_installed_without_starting_over(
    calls: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run.prepare("base")
    changed = tmp_path / "base.txt"
    changed.write_text("django==9\n")
    monkeypatch.setattr(run, "LOCKS", {**run.LOCKS, "base": changed})
    run.prepare("base")
    assert calls[3:] == ["install base", "link"]


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("WARNING: Retrying\nERROR: Max retries exceeded", "Connect to the internet"),
        ("ERROR: No matching distribution found for django", "PIP_FIND_LINKS"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "pip could not install"),
    ],
)
def test_a_failed_installation_is_said_in_one_line(output: str, said: str) -> None:
    line = run.explain(output)
    assert said in line
    assert "\n" not in line


def test_a_python_without_venv_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "find_uv", lambda: None)
    monkeypatch.setattr(run, "can_install_from_outside", lambda base: False)
    monkeypatch.setattr(run, "module_exists", lambda name: name != "ensurepip")
    with pytest.raises(run.Missing, match="apt install python3-venv"):
        run.make_venv()


def test_an_old_python_is_told_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert run.main(["demo"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_words_that_are_no_command_show_the_list() -> None:
    done = subprocess.run(
        [sys.executable, run.__file__, "nothing"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    for name in run.COMMANDS:
        assert name in done.stdout


def test_only_the_standard_library_is_imported() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(run.__file__).parent)!r}); import run; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", code], capture_output=True, text=True, check=True
    )
    outside = {name.split(".")[0] for name in done.stdout.split()} - set(sys.stdlib_module_names)
    assert outside <= {"run", "__main__"} | {name for name in outside if name.startswith("_")}
