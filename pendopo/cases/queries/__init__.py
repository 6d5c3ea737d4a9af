"""Reads of cases: what may be done now, the desk's lists, an owner's own, the public status, the figures."""
