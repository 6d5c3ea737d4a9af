"""Matching against its peers, on invented registers and lists: the same data, the same run, the same evaluator.

All data here are invented (see docs/howto/matching.md): they rank designs, they are no proof about real lists.
"""

import argparse

from benchmarks.result import Result

NAME = "matching"
TARGET = 0.997
UNIT = "F1"
PEER = "Splink 5 out of the box"


def run(options: argparse.Namespace) -> list[Result]:
    from benchmarks.matching import benchmark

    return benchmark.run(options)
