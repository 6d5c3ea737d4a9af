"""Work that goes on beside the web server."""

from pendopo.matching.operations.running import execute, resume_runs

__all__ = ["execute", "resume_runs"]
