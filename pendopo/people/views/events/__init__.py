"""Pages of the population events, one file a theme."""
