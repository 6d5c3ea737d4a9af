"""How officials write the same name differently: one set to develop with, another that is kept for the judgement.

The two sets share no rule. A matcher that learned the first by heart shows it on the second.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Variants:
    """What a writer may do to a name."""

    sounds: tuple[tuple[str, str], ...]  # what is heard alike; read in both directions
    prefixes: dict[str, tuple[str, ...]]  # first names that are abbreviated
    before: dict[str, tuple[str, ...]]  # forms of address and titles, by sex
    after: tuple[str, ...]  # degrees
    child_of: dict[str, tuple[str, ...]]
    called: dict[str, tuple[str, ...]]  # familiar address that joins a nickname


DEV = Variants(
    sounds=(
        ("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("f", "p"), ("v", "p"), ("kh", "h"), ("z", "j"),
        ("sy", "s"), ("i", "y"), ("ah", "a"), ("dh", "d"), ("ll", "l"), ("nn", "n"), ("iah", "iyah"), ("q", "k"),
        ("ae", "e"), ("h", ""),
    ),
    prefixes={
        "Muhammad": ("M.", "Muh.", "Mohamad", "Moh", "Mochamad", "Muhamad", "M"),
        "Ahmad": ("Achmad", "Akhmad", "A."),
        "Abdul": ("Abd.", "Abdoel", "Abd"),
        "Siti": ("St.", "S.", "Sti"),
        "Nurul": ("Nrl", "Noerul"),
    },
    before={"L": ("H.", "Bpk", "Drs.", "Alm.", "Haji"), "P": ("Hj.", "Ibu", "Dra.", "Almh", "Hajjah")},
    after=("S.Pd", "SE", "ST", "S.Ag", "SH", "S.Pd.I"),
    child_of={"L": ("bin", "Bin", "b."), "P": ("binti", "Binti", "bt")},
    called={"L": ("",), "P": ("",)},
)  # fmt: skip

HELDOUT = Variants(
    sounds=(
        ("ks", "x"), ("ai", "ei"), ("au", "o"), ("e", "i"), ("o", "u"), ("b", "bh"), ("t", "th"), ("g", "gh"),
        ("ud", "uud"), ("aa", "a"), ("w", "wh"), ("k", "ck"), ("s", "ts"), ("ny", "ni"), ("m", "mm"), ("r", "rr"),
        ("d", "t"), ("ia", "ea"), ("ng", "n"),
    ),
    prefixes={
        "Muhammad": ("Mhd", "Mhmd", "Md.", "Mokhamad", "Mukhamad", "Moehamad", "Muchammad"),
        "Ahmad": ("Ahmat", "Amad", "Akmad"),
        "Abdul": ("Abdl", "Ab.", "Abdal"),
        "Siti": ("Sitti", "Cut", "Sitie"),
        "Nurul": ("Nuroel", "Nr.", "Nuru"),
    },
    before={"L": ("K.H.", "Ust.", "Rd.", "Pak", "Sdr."), "P": ("Ny.", "Mak", "Sdri.", "Nyi Rd.", "Ustz.")},
    after=("S.Kom", "A.Md", "MM", "S.Sos", "S.E., M.Si", "Amd.Keb"),
    child_of={"L": ("ibn", "bn.", "anak"), "P": ("bnt.", "bte", "anak")},
    called={"L": ("Mang", "Kang", "Cak", "Mbah"), "P": ("Ceu", "Teh", "Yu", "Mbok")},
)  # fmt: skip

SETS = {"dev": DEV, "heldout": HELDOUT}
VOWELS = "aeiou"


def sound(name: str, variants: Variants, chance: Random) -> str:
    """Write one sound of the name in its other spelling, in small or capital letters as it stood."""
    low = name.lower()
    both = [*variants.sounds, *((b, a) for a, b in variants.sounds if b)]
    chance.shuffle(both)
    for old, new in both:
        places = [at for at in range(1, len(low)) if low.startswith(old, at)]
        if not places and low.startswith(old) and new:
            return (
                (new + name[len(old) :]).capitalize()
                if " " not in name
                else new.capitalize() + name[len(old) :]
            )
        if places:
            at = chance.choice(places)
            return name[:at] + new + name[at + len(old) :]
    return name


def nickname(token: str, variants: Variants, sex: str, chance: Random) -> str:
    """Hermawan becomes Wawan, Suparman Parman or Supar; with the kept set also Mang Parman."""
    cuts = [
        at for at in range(1, len(token) - 2) if token[at].lower() not in VOWELS and token[at + 1] in VOWELS
    ]
    called = chance.choice(variants.called[sex])
    if not cuts or len(token) < 5:
        short = token
    else:
        last = token[cuts[-1] :]
        short = chance.choice([last[:2] + last, token[cuts[len(cuts) // 2] :], token[: cuts[-1] + 1]])
    return f"{called} {short.capitalize()}".strip()


def rewrite(kind: str, name: str, sex: str, parent: str, variants: Variants, chance: Random) -> str:
    """Write the name as this kind of writer does."""
    tokens = name.split()
    if kind == "sound":
        return sound(name, variants, chance)
    if kind == "prefix":
        other = variants.prefixes.get(tokens[0])
        return " ".join([chance.choice(other), *tokens[1:]]) if other else sound(name, variants, chance)
    if kind == "title":
        return f"{chance.choice(variants.before[sex])} {name}"
    if kind == "degree":
        return f"{name}{chance.choice((', ', ' '))}{chance.choice(variants.after)}"
    if kind == "child_of":
        return f"{name} {chance.choice(variants.child_of[sex])} {parent}"
    if kind == "nickname":
        return nickname(tokens[0], variants, sex, chance) if chance.random() < 0.6 else _doubled(tokens)
    if kind == "letters":
        return slip(name, chance)
    return _tokens(kind, tokens, chance)


def _doubled(tokens: list[str]) -> str:
    """Reduplication: Tatang Sutarman for Sutarman."""
    base = tokens[0]
    return " ".join([(base[:2] + base[:3].lower() + base[3:5]).capitalize(), *tokens])


def _tokens(kind: str, tokens: list[str], chance: Random) -> str:
    if len(tokens) == 1:
        half = len(tokens[0]) // 2
        return f"{tokens[0][:half]} {tokens[0][half:].capitalize()}" if half > 2 else tokens[0]
    if kind == "swap":
        return " ".join([*tokens[1:], tokens[0]])
    if kind == "join":
        return tokens[0] + tokens[1].lower() + "".join(f" {each}" for each in tokens[2:])
    if kind == "initial":
        return " ".join([tokens[0], *(f"{each[0]}." for each in tokens[1:])])
    if kind == "drop":
        tokens.pop(chance.choice([0, len(tokens) - 1, len(tokens) - 1]))
        return " ".join(tokens)
    return " ".join(tokens)[: chance.randint(6, 12)].strip()  # "short": the column was narrow


def slip(text: str, chance: Random) -> str:
    """One letter lost, doubled, changed or swapped with its neighbour."""
    if len(text) < 3:
        return text
    at = chance.randrange(1, len(text) - 1)
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + chance.choice("aeiounrsth") + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ]
    )


KINDS = (
    "sound",
    "prefix",
    "title",
    "degree",
    "child_of",
    "nickname",
    "letters",
    "swap",
    "join",
    "initial",
    "drop",
    "short",
)
"""In order: how often each happens is an enumerator's habit."""
WEIGHTS = (0.34, 0.12, 0.06, 0.03, 0.05, 0.05, 0.12, 0.03, 0.04, 0.05, 0.09, 0.02)
