"""Pendopo: open government for Indonesia's villages."""

__version__ = "0.1.0"
