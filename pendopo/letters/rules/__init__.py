"""Decisions about letters as pure Python."""
