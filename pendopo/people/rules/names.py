"""Names: kept as they are written, and folded into a search key that forgives spelling."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pendopo.people.rules.problems import Problem, warning

MAX_LENGTH: Final = 60  # Permendagri 73/2022 art. 4
_LONGEST: Final = 250

_SPACES = re.compile(r"\s+")
_APOSTROPHES = re.compile("['`´‘’ʻʼ\"]")
_SEPARATORS = re.compile(r"[^a-z0-9 ]+")
_ODD = re.compile(r"[^\w\s.,'’`\-/()]|_")
_INITIALS = re.compile(r"\b(h|hj|m|r|rd|dr|drs|dra|ir|prof|kh|moh|moch|mhd|muh|abd|st|tb|ust)\.")
_DOTTED_DEGREE = re.compile(r"(?<![\w.])([a-z]{1,5}(?:\.\s?[a-z]{1,5})+\.?)(?![\w])")

_TITLES: Final = frozenset(
    word
    for line in (
        "h hj hjh haji hajah dr drs dra drg drh ir prof kh ky kyai kiai ust ustad ustadz ustaz ustadzah r",
        "rr rd rdn raden rahaden tb tubagus tbg alm almh almarhum almarhumah bpk bapak ibu sdr sdri",
    )
    for word in line.split()
)
_DEGREES: Final = frozenset(
    word
    for line in (
        "se sh st ss si sp sag sei sip sik ssi sst sstp spd spdi spdsd skm skom skep skp skh ked sked",
        "sfarm sfil sthi shi shum sikom sos ssos ssn spsi sptk sth spi spt spar stp str strkeb strkep amd",
        "amak amk amkeb amkep amdkeb amdkep apt ners ns bsc ba bba mm ma mba msi mpd mpdi mh mhum mhi",
        "mkes mkom mkn mkeb mkep mag mak map mp mpsi msc mt mti mkm meng phd lc spog spa spb spm",
    )
    for word in line.split()
)
# Spellings of one name that no sound rule joins (handbook domain.md section 12).
_SAME: Final = {
    **dict.fromkeys(
        ("moh", "moch", "mohd", "mhd", "muh", "muhd", "mhmd", "mokh", "much", "mohamad"), "muhamad"
    ),
    **dict.fromkeys(
        ("muhamed", "mohamed", "muhamat", "mohamat", "muhammd", "mukhamad", "mokhamad"), "muhamad"
    ),
    **dict.fromkeys(("abd", "abdl"), "abdul"),
    **dict.fromkeys(("ahmed", "ahmat", "akhmad", "akmad", "akhmat"), "ahmad"),
    **dict.fromkeys(("sti", "st"), "siti"),
}
# Order matters: digraphs before the letters they are made of.
_SOUNDS: Final = (
    ("khoe", "hoi"),
    ("choe", "hoi"),
    ("tj", "c"),
    ("nj", "ny"),
    ("sj", "sy"),
    ("ch", "kh"),
    ("oe", "u"),
    ("dj", "j"),
    ("kh", "h"),
    ("dh", "d"),
    ("th", "t"),
    ("ts", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("dz", "s"),
    ("ph", "p"),
    ("bh", "b"),
    ("gh", "g"),
    ("ae", "ai"),
    ("x", "ks"),
    ("v", "p"),
    ("f", "p"),
    ("q", "k"),
    ("z", "s"),
    ("j", "s"),
    ("y", "i"),
)
# What stands behind the name of somebody who died, and what people type who know no name.
_LATE = re.compile(r"\(?\balm(?:h|arhum|arhumah)?\b\.?\)?", re.IGNORECASE)
_STOPGAP = re.compile(
    r"x{2,}|n\.?n\.?|no ?name|test?|(?:tanpa|belum (?:ada|punya)|tidak (?:ada|tahu|diketahui)) ?(?:nama)?",
    re.IGNORECASE,
)
_DOUBLE = re.compile(r"([a-z])\1+")
_OLD_MARKS = ("tj", "dj", "nj", "sj", "oe", "ch", "j")


def clean_name(text: str) -> str:
    """Trim a name and collapse its spaces; its spelling is the person's own (Permendagri 73/2022)."""
    return " ".join(text.split())


def check_name(name: str, *, field: str = "name", living: bool = False) -> list[Problem]:
    """Warn about a name that is not registered today; one word is legal (Permendagri 73/2022 art. 4)."""
    problems: list[Problem] = []
    if living and _LATE.search(name):
        problems.append(warning("name_says_dead", field))
    if _STOPGAP.fullmatch(name):
        return [*problems, warning("name_stopgap", field)]
    if len(name) > MAX_LENGTH:
        problems.append(warning("name_too_long", field, count=len(name), limit=MAX_LENGTH))
    if not name.isascii() or not name.replace(" ", "").isalpha():
        if any(character.isdigit() for character in name):
            problems.append(warning("name_has_digits", field))
        elif _ODD.search(name):
            problems.append(warning("name_has_signs", field))
        elif not any(character.isalpha() for character in name):
            problems.append(warning("name_without_letters", field))
    return problems


@lru_cache(maxsize=4096)  # an import folds each name five times: judged, looked up and written
def fold(name: str) -> str:
    """Turn a name into its search key: folded words in their order (handbook domain.md section 12)."""
    return " ".join(fold_tokens(name))


def name_key(name: str) -> str:
    """Turn a name into what stands beside it in the register's search key."""
    return fold(name)[:160]


def fold_tokens(name: str) -> tuple[str, ...]:
    """Turn a name into folded words, titles and degrees left out; a name of titles only keeps them."""
    words = _words(name[:_LONGEST])
    kept = _without_titles(words)
    folded = [_fold_word(word) for word in kept]
    if len(folded) > 1 and kept[0] == "m":
        folded[0] = "muhamad"
    return tuple(word for word in folded if word)


def fold_variants(query: str) -> tuple[str, ...]:
    """Give every key under which a typed name may be stored: new spelling, old spelling, unfinished word."""
    keys = [fold(query)]
    words = _words(query[:_LONGEST])
    if any(mark in word for word in words for mark in _OLD_MARKS):
        keys.append(fold(" ".join(_from_old(word) for word in words)))
    if keys[0].endswith("k"):
        # "Ikh…" on its way to "Ikhsan": the half-typed sign would hide every finished one.
        keys.append(f"{keys[0][:-1]}h")
    return tuple(dict.fromkeys(key for key in keys if key))


def _words(name: str) -> list[str]:
    text = name.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.replace("ß", "ss")
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.split()
    text = _APOSTROPHES.sub("", text)
    head, comma, tail = text.partition(",")
    if comma:
        text = f"{head} {' '.join(_undegreed(part) for part in tail.split(','))}"
    text = _INITIALS.sub(r"\1 ", text)
    if "." in text:
        text = _DOTTED_DEGREE.sub(_drop_degree, text)
    return _SEPARATORS.sub(" ", text).split()


def _undegreed(part: str) -> str:
    flat = _SEPARATORS.sub("", part.strip()).replace(" ", "")
    return "" if flat in _DEGREES else part


def _drop_degree(match: re.Match[str]) -> str:
    flat = match[1].replace(".", "").replace(" ", "")
    return " " if flat in _DEGREES else match[1]


def _without_titles(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and words[start] in _TITLES:
        start += 1
    return words[start:]


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> str:
    word = _SAME.get(word, word)
    for sound, written in _SOUNDS:
        if sound in word:
            word = word.replace(sound, written)
    word = _DOUBLE.sub(r"\1", word)
    if len(word) > 2 and word.endswith("h"):
        word = word[:-1]
    return _SAME.get(word, word)


def _from_old(word: str) -> str:
    """Read a word as spelled before 1972: its single j sounds as today's y."""
    for old, new in (("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"), ("oe", "u"), ("dj", "\0")):
        word = word.replace(old, new)
    return word.replace("j", "y").replace("\0", "j")
