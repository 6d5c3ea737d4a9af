"""Splink as a careful user sets it up: edit distances on the numbers, RT and hamlet, more ways to block."""

from pathlib import Path

import splink.comparison_library as cl

from benchmarks.matching.peers.linking import link


def match(register: Path, listed: Path, out: Path) -> None:
    """Link with edit distances on NIK and KK."""
    link(
        register,
        listed,
        out,
        comparisons=[
            cl.JaroWinklerAtThresholds("nama", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("tgl_lahir", input_is_string=True),
            cl.DamerauLevenshteinAtThresholds("nik", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("kk", [1, 2]),
            cl.ExactMatch("jk"),
            cl.ExactMatch("tempat_lahir").configure(term_frequency_adjustments=True),
            cl.ExactMatch("desa").configure(term_frequency_adjustments=True),
            cl.ExactMatch("dusun").configure(term_frequency_adjustments=True),
            cl.ExactMatch("rt"),
        ],
        blocking=[("nik",), ("kk",), ("tgl_lahir", "jk"), ("nama", "desa"), ("substr(nik, 1, 12)", "desa")],
        sessions=[("nik",), ("tgl_lahir", "jk"), ("nama", "desa"), ("kk", "jk")],
        certain=[("nik",), ("nama", "tgl_lahir", "desa")],
    )
