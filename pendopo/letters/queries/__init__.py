"""Reads about letters, a file a theme."""
