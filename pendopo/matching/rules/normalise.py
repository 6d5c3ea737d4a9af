"""Names of Indonesia brought to a form in which two spellings of one name meet.

General knowledge only: sounds, the spelling before 1972, titles, the families of Muhammad, Siti, Abdul and Nur.
There is no table of nicknames; how a nickname grows out of a name is a rule in `names`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_BRACKETS = re.compile(r"\(.*?\)|\(.*$")
_APOSTROPHES = re.compile("['`´‘’ʻʼ\"]")
_OTHER = re.compile(r"[^A-Z0-9 ]+")
_DOTTED_DEGREE = re.compile(r"(?<![A-Z.])[A-Z]{1,5}(?:\.\s?[A-Z]{1,6})+\.?")
_DIGIT_IN_WORD = re.compile(r"(?<=[A-Z])[013458]|[013458](?=[A-Z]{2})")
_TWICE = re.compile(r"\b([A-Z]{2,})\s?2\b")
_DIGIT_AS_LETTER: Final = {"0": "O", "1": "I", "3": "E", "4": "A", "5": "S", "8": "B"}

_TITLES: Final = frozenset(
    word
    for line in (
        "H HJ HJH HAJI HAJAH HAJJAH DR DRS DRA DRG DRH IR PROF KH KY KYAI KIAI UST USTAD USTADZ USTAZ",
        "USTADZAH R RR RD RDN RADEN RAHADEN TB TUBAGUS TBG NYI NY NYONYA TN TUAN NN BPK BAPAK BP PAK IBU",
        "SDR SDRI SAUDARA HABIB SAYID ANDI DATUK RAA RA KRT GUS NING SUTAN",
    )
    for word in line.split()
)
_ALWAYS_TITLES: Final = frozenset(
    ("ALM", "ALMH", "ALMARHUM", "ALMARHUMAH", "HJ", "DRS", "DRA", "BPK", "SDR", "SDRI")
)
_DEGREES: Final = frozenset(
    word
    for line in (
        "SE SH ST SP SAG SEI SIP SIK SSI SST SSTP SPD SPDI SPDSD SKM SKOM SKEP SKP SKH SKED SFARM SFIL",
        "SHI SHUM SIKOM SOS SSOS SSN SPSI SPT SPI SPAR STP STR STRKEB STRKEP AMD AMAK AMK AMKEB AMKEP",
        "AMDKEP AMDKEB APT NERS NS BSC BA BBA MM MA MBA MSI MPD MPDI MH MHUM MHI MKES MKOM MKN MKEB MKEP",
        "MAG MAK MAP MP MPSI MSC MT MTI MENG PHD LC SPOG SPA SPB SPM SPDAUD SPAUD SPDAN SHMH SEMM SEAK",
        "MMPD CA CPA",
    )
    for word in line.split()
)
_PATRONYM: Final = frozenset(("BIN", "BINTI", "BINTE", "BT", "BTE", "BTI", "IBNU"))
_ALIAS: Final = frozenset(("ALIAS", "ALS", "AS"))
_MUHAMMAD = re.compile(r"M(?:H|HM?D|UH|OH|OCH|UCH|OKH|UKH|OHD|UHD|HMD|[UO](?:H|CH|KH)?A?M+[AE]?[DT]H?)")
_SITI = re.compile(r"S(?:T|TI|IT+I|TY|ITY)|CITI")
_ABDUL = re.compile(r"AB(?:D|DL|DU|D[UO]E?L|DOEL)")
_NUR = re.compile(r"N(?:R|[UO]+R|OER)")
_JOINED_ABDUL = re.compile(r"ABD(?:U|O|OE)([LRSNZ])(?=([A-Z])).{3,}")

# Order matters: digraphs before the letters they are made of. The spelling before 1972 comes first.
_SOUNDS: Final = tuple(
    (pair.partition(">")[0], pair.partition(">")[2])
    for line in (
        "TJ>C DJ>J NJ>NY SJ>S OE>U CH>H KH>H DH>D TH>T TS>S SY>S SH>S DZ>J DL>D ZH>J PH>P",
        "BH>B GH>G SCH>S X>KS V>P F>P Q>K Z>J AE>E AI>E EI>E AU>O AO>O EU>E IE>I IY>I Y>I",
    )
    for pair in line.split()
)
_RUNS = re.compile(r"(.)\1+")
_H_BEFORE_SOUND = re.compile(r"(?<=[AEIOU])H(?=[BCDFGJKLMNPRSTW])")
_FINAL: Final = {"D": "T", "B": "P", "G": "K"}
_VOWELS: Final = frozenset("AEIOU")


@dataclass(frozen=True, slots=True)
class Name:
    """A name ready to be compared: `words` as canonical letters, `core` and `weak` as sounds, in their order.

    `weak` words (Muhammad, Siti, Abdul, Nur, M., a nickname before its own name) say little about who it is.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    weak: tuple[str, ...]

    @property
    def plain(self) -> str:
        return " ".join(self.words)

    @property
    def key(self) -> str:
        """The sounds that count, in the order of the alphabet: token order does not matter."""
        return " ".join(sorted(self.core))

    @property
    def joined(self) -> str:
        """All sounds without spaces: words written together or apart do not matter."""
        return "".join((*self.weak, *self.core))


@lru_cache(maxsize=65_536)
def read_name(text: str) -> Name:
    """Split a written name into canonical words and sounds (handbook domain.md section 12)."""
    words = [part for word in _person_words(text) for part in _split_joined(word)]
    words = [_family(word, index, len(words)) for index, word in enumerate(words)]
    sounds = [sound(word) for word in words]
    if len(words) == 1:
        return Name(words=tuple(words), core=tuple(sounds), weak=())
    weak_at = {index for index, word in enumerate(words) if word in _WEAK or len(word) == 1}
    for index, one in enumerate(sounds):
        for other in sounds:
            if len(other) > len(one) > 2 and grown_from(one, other):
                weak_at.add(index)
    if len(weak_at) == len(words):
        weak_at.discard(len(words) - 1)
    return Name(
        words=tuple(words),
        core=tuple(s for i, s in enumerate(sounds) if i not in weak_at),
        weak=tuple(s for i, s in enumerate(sounds) if i in weak_at),
    )


_WEAK: Final = frozenset({"MUHAMAD", "SITI", "ABDUL", "NUR"})


def _person_words(text: str) -> list[str]:
    text = text.upper()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if not text.replace(" ", "").isalpha():
        text = _without_signs(text)
    words = text.split()
    for index, word in enumerate(words):
        if index and len(words) > index + 1 and (word in _PATRONYM or word in _ALIAS):
            words = words[:index]
            break
    start = 0
    while start < len(words) - 1 and words[start] in _TITLES:
        start += 1
    kept = [word for word in words[start:] if word not in _ALWAYS_TITLES]
    while len(kept) > 2 and kept[-1] in _DEGREES:
        kept.pop()
    return kept or words[start:]


def _without_signs(text: str) -> str:
    text = _BRACKETS.sub(" ", text)
    text = _APOSTROPHES.sub("", text)
    head, comma, tail = text.partition(",")
    if comma:
        parts = [part for part in tail.split(",") if _OTHER.sub("", part).replace(" ", "") not in _DEGREES]
        text = " ".join((head, *parts)) if len(_OTHER.sub("", head)) > 2 else f"{head} {tail}"
    text = _DOTTED_DEGREE.sub(_drop_degree, text)
    text = _TWICE.sub(r"\1 \1", text)
    text = _DIGIT_IN_WORD.sub(lambda found: _DIGIT_AS_LETTER[found[0]], text)
    return "".join(c for c in _OTHER.sub(" ", text) if not c.isdigit())


def _drop_degree(found: re.Match[str]) -> str:
    return " " if found[0].replace(".", "").replace(" ", "") in _DEGREES else found[0]


def _split_joined(word: str) -> list[str]:
    """Write Abdurrahman as Abdul Rahman; Abdullah stays, as what follows is no second name."""
    if len(word) < 9 or not word.startswith("ABD") or word.startswith("ABDULLA"):
        return [word]
    if not _JOINED_ABDUL.fullmatch(word):
        return [word]
    rest = word[6:] if word[3:5] == "OE" else word[5:]
    return ["ABDUL", rest.removeprefix(rest[0] if rest[0] == "L" or rest[:1] == rest[1:2] else "")]


def _family(word: str, index: int, count: int) -> str:
    if count == 1:
        return "MUHAMAD" if len(word) > 5 and _MUHAMMAD.fullmatch(word) else word
    if (word == "M" and index == 0) or _MUHAMMAD.fullmatch(word):
        return "MUHAMAD"
    if index == 0 and (word == "ST" or _SITI.fullmatch(word)):
        return "SITI"
    if _ABDUL.fullmatch(word):
        return "ABDUL"
    return "NUR" if _NUR.fullmatch(word) else word


@lru_cache(maxsize=262_144)
def sound(word: str) -> str:
    """Spell one word as it sounds, so that oe and u, dj and j, f and p, z and j meet."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _H_BEFORE_SOUND.sub("", word)
    word = _RUNS.sub(r"\1", word)
    if len(word) > 3 and word[-1] == "H":
        word = word[:-1]
    if word.endswith(("AI", "EI")) and len(word) > 3:
        word = f"{word[:-2]}E"
    if len(word) > 2:
        word = word[:-1] + _FINAL.get(word[-1], word[-1])
    return word


@lru_cache(maxsize=262_144)
def skeleton(heard: str) -> str:
    """Keep the consonants of a sound and its first sign: Rohman and Rahman meet here."""
    return heard[:1].replace("O", "U").replace("E", "I") + "".join(
        c for c in heard[1:] if c not in _VOWELS and c != "H"
    )


@lru_cache(maxsize=262_144)
def grown_from(short: str, full: str) -> bool:
    """Tell whether a call-name grew out of a full name by rule: its end, or its end said twice.

    Hermawan becomes Awan or Wawan, Sodikin Ikin or Didin (Sundanese reduplication; handbook domain.md section 12).
    """
    if not 3 <= len(short) < len(full):
        return False
    if full.endswith(short) or (len(short) >= 4 and full.startswith(short)):
        return True
    tail = short[2:] if short[:2] == short[2:4] else short[1:] if short[0] == short[2:3] else ""
    return len(tail) >= 2 and (full.endswith(tail) or (len(tail) >= 3 and tail in full)) and short[0] in full
