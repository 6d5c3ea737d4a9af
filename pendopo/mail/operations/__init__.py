"""Writes to the register of mail."""
