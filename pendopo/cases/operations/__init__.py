"""Writes that every kind of case has, made from its flow: one registered operation a move."""

from pendopo.cases.operations.offering import Acts, operations_of

__all__ = ["Acts", "operations_of"]
