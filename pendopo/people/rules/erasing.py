"""What has to be said before the history of a person is erased."""

# A word like "minta" explains nothing to the one who checks later.
SHORTEST_REASON = 10


def is_reason(text: str) -> bool:
    """Say whether a reason says something (UU 27/2022 art. 31: processing is recorded)."""
    return len(text.strip()) >= SHORTEST_REASON
