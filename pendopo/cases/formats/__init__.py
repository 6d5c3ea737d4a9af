"""Files of papers: read, bounded, sealed."""
