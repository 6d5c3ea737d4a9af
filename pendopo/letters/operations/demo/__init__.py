"""Letters of the demonstration village."""

from pendopo.letters.operations.demo.seeding import seed_letters

__all__ = ["seed_letters"]
