"""How a worker is started that sees a village's own template: shut in (confined.py), with a bare environment."""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent


def command(
    worker: Path, *arguments: object, memory: int, seconds: int = 0, readable: Iterable[Path] = ()
) -> list[str]:
    """Return the command of a confined worker: memory in bytes, seconds of processor time (0 = no end)."""
    bounds = {"seconds": seconds, "memory": memory, "readable": [str(path) for path in readable]}
    words = [sys.executable, "-I", HERE / "confined.py", json.dumps(bounds), worker, *arguments]
    return [str(word) for word in words]


def bare_environment() -> dict[str, str]:
    """Return what a worker sees of its surroundings: the site's may hold the address and password of a database."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "PATH", "LANG") if name in os.environ}
