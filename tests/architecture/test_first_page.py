"""The site starts with the base lock alone; letters and matching fetch their packages when they are used."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tests.architecture.house import ROOT

EXTRAS = (
    *("psycopg", "shapely", "numpy", "typst", "docx", "docxtpl", "PIL", "pyhanko"),
    *("splink", "duckdb", "pyarrow", "pandas"),
)
PROBE = f"""
import sys
sys.modules.update(dict.fromkeys({EXTRAS!r}))  # whoever imports one of these fails
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from pendopo.site.wsgi import application
"""


def test_no_extra_package_is_needed_before_it_is_used() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PENDOPO_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "pendopo.site.settings",
        }
        done = subprocess.run(
            [sys.executable, "-c", PROBE],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
