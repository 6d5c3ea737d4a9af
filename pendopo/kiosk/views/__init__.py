"""Pages of the kiosk and of the counter that calls its numbers."""
