"""What the passing of time brings."""

from pendopo.letters.operations.clocks.winding import expire_drafts, wind_clocks

__all__ = ["expire_drafts", "wind_clocks"]
