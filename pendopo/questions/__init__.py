"""Questions as data: their kinds and bounds, the form made of them, the paper form, the answers."""
