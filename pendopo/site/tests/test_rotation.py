"""`pendopo keys rotate`: new keys for what is sealed and for how it is found, also when it is killed on the way."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.sites import Site

PEOPLE = 600


def people_file(path: Path) -> Path:
    """Invented people, one a family."""
    lines = ["nik,nama,no_kk,sex,tempatlahir,tanggallahir,kk_level,status_dasar,alamat,dusun,rw,rt,agama_id"]
    for number in range(1, PEOPLE + 1):
        born = f"320613170885{number:04}"
        lines.append(
            f"{born},Warga {number},320613170812{number:04},L,Garut,17-08-1985,1,1,Kp. Cikole,Cikole,4,2,1"
        )
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def peopled(site: Site, tmp_path: Path) -> Site:
    """A site with people in it."""
    ran = site.run("import", "residents", str(people_file(tmp_path / "warga.csv")))
    assert ran.code == 0, ran.err
    return site


def key_numbers(site: Site, name: str) -> list[str]:
    words = [line.split() for line in (site.folder / "keys" / name).read_text().splitlines()]
    return [line[0] if len(line) == 2 else "bare" for line in words]


def indexes(site: Site) -> set[bytes]:
    return {bytes(value) for (value,) in site.ask("SELECT nik_index FROM people_person")}


def found_again(site: Site, tmp_path: Path) -> None:
    """The same file finds everybody by NIK and changes nothing."""
    ran = site.run("import", "residents", str(people_file(tmp_path / "lagi.csv")), "--json")
    assert (ran.code, ran.json["created"], ran.json["unchanged"]) == (0, 0, PEOPLE), ran.err


@pytest.mark.database
def test_both_keys_are_new_and_everybody_is_found(peopled: Site, tmp_path: Path) -> None:
    before = indexes(peopled)
    old = (peopled.folder / "keys" / "index.key").read_text().split()[-1]
    ran = peopled.run("keys", "rotate")
    assert (ran.code, ran.quiet) == (0, True), ran.err
    assert f"people_person: {PEOPLE} baris" in ran.out
    assert "kunci segel 2 dan kunci indeks 2 dipakai" in ran.out
    assert key_numbers(peopled, "seal.key") == ["1", "2"]
    assert key_numbers(peopled, "index.key") == ["2"]
    assert old not in (peopled.folder / "keys" / "index.key").read_text()
    assert len(indexes(peopled)) == PEOPLE
    assert not indexes(peopled) & before
    assert peopled.run("verify").code == 0
    found_again(peopled, tmp_path)
    again = peopled.run("keys", "rotate")
    assert "kunci segel 3 dan kunci indeks 3 dipakai" in again.out
    assert peopled.run("verify").code == 0


@pytest.mark.database
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_on_the_way_everybody_is_found_and_the_next_run_ends_it(peopled: Site, tmp_path: Path) -> None:
    before = indexes(peopled)
    process = peopled.start("keys", "rotate")
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until and len(key_numbers(peopled, "index.key")) < 2:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.04))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert key_numbers(peopled, "index.key") == ["1", "2"], "it was done before it could be killed"
    found_again(peopled, tmp_path)
    ran = peopled.run("keys", "rotate")
    assert (ran.code, ran.quiet) == (0, True), ran.err
    assert "melanjutkan" in ran.out
    assert (key_numbers(peopled, "seal.key"), key_numbers(peopled, "index.key")) == (["1", "2"], ["2"])
    assert not indexes(peopled) & before
    found_again(peopled, tmp_path)
    assert peopled.run("verify").code == 0


@pytest.mark.database
def test_officers_go_on_while_the_keys_change(peopled: Site, tmp_path: Path) -> None:
    process = peopled.start("keys", "rotate")
    path = people_file(tmp_path / "bersama.csv")
    path.write_text(path.read_text().replace("Garut", "Tasikmalaya"))
    both = peopled.run("import", "residents", str(path), "--json")
    _out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert (both.code, both.quiet) == (0, True), both.err
    assert (both.json["updated"], both.json["created"]) == (PEOPLE, 0)
    assert len(indexes(peopled)) == PEOPLE
    assert peopled.run("verify").code == 0
    found = peopled.run("import", "residents", str(path), "--json")
    assert found.json["unchanged"] == PEOPLE
