"""Buku Induk Penduduk in its four layouts: families as blocks on a printed page (handbook opensid.md section 4)."""

from pendopo.people.formats.bip.opening import open_bip
