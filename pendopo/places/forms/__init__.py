"""Shape and wording of what officers fill in about the village."""
