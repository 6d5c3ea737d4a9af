"""Shape and wording of input about letters."""
