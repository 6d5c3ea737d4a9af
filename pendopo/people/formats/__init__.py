"""Files that the register reads and writes, one module each; `detect.open_file` chooses by content."""
