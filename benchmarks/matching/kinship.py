"""What makes two people of one house hard to tell apart: twins, names that siblings share, sons named after fathers."""

from random import Random
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

ENDINGS = {"a": "i", "i": "a", "o": "i", "u": "o", "n": "m", "h": "n", "d": "n", "r": "l", "s": "n"}


def twins(family: Array, role: Array, rng: np.random.Generator) -> Array:
    """The children who were born together with the one before them, a little over one in a hundred."""
    child = role == 2
    follows = np.concatenate([[False], (family[1:] == family[:-1]) & child[1:] & child[:-1]])
    twin = follows & (rng.random(len(family)) < 0.012)
    return np.flatnonzero(twin)


def resemble(names: Array, twin: Array, family: Array, role: Array, female: Array, chance: Random) -> None:
    """Give names that run in the family, in place."""
    born_together = set(twin.tolist())
    homes, roles, sexes = family.tolist(), role.tolist(), female.tolist()
    father = ""
    for at, name in enumerate(names):
        if roles[at] == 0:
            father = name.split()[0]
        if roles[at] != 2 or at == 0 or homes[at] != homes[at - 1]:
            continue
        before, lot = names[at - 1].split(), chance.random()
        tokens = name.split()
        if at in born_together and sexes[at] == sexes[at - 1]:
            names[at] = " ".join([_almost(before[0]), *before[1:]])
        elif roles[at - 1] == 2 and len(before) > 1 and lot < 0.10:
            names[at] = f"{tokens[0]} {before[-1]}"
        elif roles[at - 1] == 2 and sexes[at] == sexes[at - 1] and len(tokens) > 1 and lot < 0.13:
            names[at] = " ".join([before[0], *tokens[1:]])
        elif lot > 0.95:
            names[at] = f"{tokens[0]} {father}"


def _almost(name: str) -> str:
    return name[:-1] + ENDINGS.get(name[-1], "a")
