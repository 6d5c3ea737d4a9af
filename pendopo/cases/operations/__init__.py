"""Writes that every kind of case has, made from its flow: one registered operation a move."""

from pendopo.cases.operations.offering import Acts, operations_of
from pendopo.cases.operations.paper_files import forget_files, hold_file, sweep_files

__all__ = ["Acts", "forget_files", "hold_file", "operations_of", "sweep_files"]
