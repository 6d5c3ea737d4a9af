"""File formats that this domain reads and writes, one file each."""
