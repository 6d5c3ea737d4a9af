"""Pages of places, one file a theme."""
