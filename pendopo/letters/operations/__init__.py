"""Writes about letters, a file a theme."""
