"""Work on letters that no page waits for."""

from pendopo.letters.operations.demo.seeding import seed_letters as _seed


def seed_letters(village: str) -> int:
    """Leave requests in every state in the demonstration village; say how many."""
    return _seed(village)
