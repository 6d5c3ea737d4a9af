"""Reads of the import: who a row means in the register, and what would become of it."""
