"""The database of the run is the one that was asked for."""

from __future__ import annotations

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_phase_runs_on_the_database_it_names() -> None:
    expected = {"postgres": "postgresql"}.get(os.environ.get("PENDOPO_TEST_DATABASE", ""), "sqlite")
    assert connection.vendor == expected


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_is_recent_enough() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000
