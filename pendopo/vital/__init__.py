"""Reports of what happened: births, deaths, comings and goings, and data that are wrong."""
