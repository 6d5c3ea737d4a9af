"""What a case is, and what may be done with it: plain data and pure decisions."""
