"""Forms of cases: what is asked, what a move asks, receipts, papers."""
