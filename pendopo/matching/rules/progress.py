"""How far the runs of this process are; kept in memory only, for the page that waits."""

from uuid import UUID

_running: dict[UUID, tuple[str, float]] = {}


def report(run_id: UUID, stage: str, share: float) -> None:
    """Note how far a run is, from 0 to 1 (design.md section 6: long work shows its progress)."""
    _running[run_id] = (stage, min(1.0, max(0.0, share)))


def progress_of(run_id: UUID) -> tuple[str, float] | None:
    """Say how far a run is; nothing when no thread of this process works on it (design.md 6)."""
    return _running.get(run_id)


def forget(run_id: UUID) -> None:
    """Forget a run that is over (design.md section 6)."""
    _running.pop(run_id, None)


def at_work() -> list[UUID]:
    """Return the runs that this process works on (design.md section 6)."""
    return list(_running)
