"""The people of the demonstration village: invented from a seed, the same for the same number and day."""
