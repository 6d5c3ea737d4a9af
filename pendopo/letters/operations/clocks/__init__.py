"""What the passing of time brings."""

from pendopo.letters.operations.clocks.winding import wind_clocks

__all__ = ["wind_clocks"]
