"""The space of all codes and numbers on papers: where one of them leads."""

from pendopo.documents.rules import code_kinds, readings


def public_page_of_code(typed: str) -> str | None:
    """Return the path that a typed code, a receipt's number or a pasted address leads to; nothing for other text."""
    for kind, code in readings(typed, code_kinds()):
        if there := kind.where(code):
            return there
    return None
