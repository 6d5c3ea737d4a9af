"""Weighted choices that cost one random number each."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


def wheel(weights: Mapping[Choice, int]) -> tuple[Choice, ...]:
    """Lay out each choice as often as its weight, so that one even draw decides."""
    return tuple(choice for choice, weight in weights.items() for _ in range(weight))


def spin(rnd: random.Random, choices: Sequence[Choice]) -> Choice:
    """Draw one of the choices, each place on the wheel being equally likely."""
    return choices[int(rnd.random() * len(choices))]


def between(rnd: random.Random, low: int, high: int) -> int:
    """Draw a whole number from low to high, both included."""
    return low + int(rnd.random() * (high - low + 1))


def bell(rnd: random.Random, middle: float, spread: float, low: int, high: int) -> int:
    """Draw a whole number around a middle, held between low and high."""
    # three even draws make a bell that is good enough for ages and costs a fifth of gauss()
    drawn = middle + (rnd.random() + rnd.random() + rnd.random() - 1.5) * 2 * spread
    return max(low, min(high, int(drawn)))
