"""Work that goes on beside the web server."""

from pendopo.people.operations.importing.running import resume_imports, run_import, work_import

__all__ = ["resume_imports", "run_import", "work_import"]
