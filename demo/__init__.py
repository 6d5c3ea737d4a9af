"""The demo village: fictional people in a real place, made afresh from a seed."""
