"""A site that the program of c27e40a made, with letters in every state and mail both ways, is updated and goes on.

`older/site-c27e40a.tar.xz` is the data folder as that program left it on 6 November 2026; nobody in it is real.
"""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "older"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What `older/walk.py` found on a copy of that site."""
    site = tmp_path_factory.mktemp("older")
    with tarfile.open(HERE / "site-c27e40a.tar.xz") as packed:
        packed.extractall(site, filter="data")
    given = {
        "PENDOPO_DATA": str(site),
        "DJANGO_SETTINGS_MODULE": "pendopo.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, str(HERE / "walk.py"), str(site)],
        env={**kept, **given},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_row_receipt_number_step_and_entry_is_there_after_the_update(said: Any) -> None:
    assert said["kept"] and all(said["kept"].values()), said["kept"]
    assert said["whole"]


def test_the_figures_count_what_the_older_program_wrote(said: Any) -> None:
    assert said["answered"] == ["handed", "refused", "signed", "signed", "void"]
    assert said["desks"] > 20


def test_a_row_changed_by_hand_is_found_in_columns_that_have_another_name_by_now(said: Any) -> None:
    for column, problem in said["spoilt"].items():
        assert column.partition(".")[0] in problem, column
    assert said["whole again"]


def test_the_office_and_the_residents_go_on_where_they_were(said: Any) -> None:
    on = said["on"]
    assert (on["draft"], on["returned"], on["late"]) == ("checking", "checking", "signing")
    assert on["signed"] == ["inking", "0006"] and on["inking"] == "signed" and on["void"] == "void"
    assert on["statuses"] == [200] and on["figures"] == 200
    assert said["whole at the end"]
