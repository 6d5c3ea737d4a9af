"""Forms of the pages that belong to no domain."""
