"""Decisions about residents, families and files, in pure Python."""
