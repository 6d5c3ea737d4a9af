"""Splink as its tutorial shows it: Jaro-Winkler on the name, dates with its own template, equality elsewhere."""

from pathlib import Path

import splink.comparison_library as cl

from benchmarks.matching.peers.linking import link


def match(register: Path, listed: Path, out: Path) -> None:
    """Link with the library's own templates."""
    link(
        register,
        listed,
        out,
        comparisons=[
            cl.JaroWinklerAtThresholds("nama", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("tgl_lahir", input_is_string=True),
            cl.ExactMatch("nik"),
            cl.ExactMatch("kk"),
            cl.ExactMatch("jk"),
            cl.ExactMatch("tempat_lahir").configure(term_frequency_adjustments=True),
            cl.ExactMatch("desa").configure(term_frequency_adjustments=True),
        ],
        blocking=[("nik",), ("kk",), ("tgl_lahir", "jk")],
        sessions=[("nik",), ("tgl_lahir", "jk"), ("nama", "desa")],
        certain=[("nik",), ("nama", "tgl_lahir", "desa")],
    )
