"""What is written down when a file of the register leaves the house."""

PURPOSE_LENGTH = 120


def export_reason(purpose: str, what: str, count: int) -> str:
    """Put purpose, kind of file and number of lines into the one sentence that the journal keeps (design.md 4)."""
    return f"{' '.join(purpose.split())[:PURPOSE_LENGTH]} · {what} · {count} baris"
