"""Finds the same person across lists."""
