"""What a template that a village can edit may see: plain values, and never an object with methods of its own."""

from typing import TypeVar

Value = TypeVar("Value")
PLAIN = (str, int, bool, list, dict)


class NotPlain(TypeError):
    """An object was about to be handed to a template; says where it stands, and not what it holds."""


def require_plain(value: Value, where: str = "values") -> Value:
    """Return a value that is text, number, yes or no, list or table all the way down; raise NotPlain otherwise.

    Exactly these types: a subclass brings methods along (issue 8, point 1).
    """
    if type(value) not in PLAIN:
        raise NotPlain(f"{where} is a {type(value).__name__}")
    if isinstance(value, dict):
        for key, inner in value.items():
            require_plain(key, f"{where}: a key")
            require_plain(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            require_plain(inner, f"{where}[{at}]")
    return value
