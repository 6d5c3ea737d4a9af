"""How names of places are compared, shown and shortened."""

import re
import unicodedata

# Spelling before 1972 and what it became (Ejaan yang Disempurnakan); handbook/domain.md section 12.
OLD_SPELLING = (("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "sy"), ("oe", "u"))
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
NOT_A_LETTER_KEEP_LINES = re.compile(r"[^a-z0-9\n]+")


def fold_name(text: str, *, keep_lines: bool = False) -> str:
    """Reduce a name to letters that match however it was spelled (handbook/domain.md section 12)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    for old, new in OLD_SPELLING:
        plain = plain.replace(old, new)
    plain = plain.replace("'", "")
    if keep_lines:
        return NOT_A_LETTER_KEEP_LINES.sub(" ", plain)
    return NOT_A_LETTER.sub(" ", plain).strip()
