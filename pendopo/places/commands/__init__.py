"""Commands of the domain places, one module each."""
