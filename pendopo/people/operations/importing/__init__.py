"""Writes of the resident import: preview, confirm, write batch by batch, undo."""

from pendopo.people.operations.importing.batch import (
    confirm_import,
    discard_import,
    preview_import,
    stop_import,
    write_chunk,
)
from pendopo.people.operations.importing.receiving import receive_file, receive_upload
from pendopo.people.operations.importing.running import (
    begin_import,
    import_now,
    resume_imports,
    run_import,
)
from pendopo.people.operations.importing.undo import undo_import
