"""The small part of typst that letters are written in, read without typst: for machines that have no press.

Whatever it does not know it refuses; a letter is never printed half understood.
"""

import re
from dataclasses import dataclass, field
from typing import Any

NAME = re.compile(r"[A-Za-z][\w-]*")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|pt|em|%)?")
STATEMENTS = ("let", "for", "while", "import", "include", "show", "context", "return")
OPERATORS = ("==", "!=", ">=", "<=", ">", "<")


class Unknown(ValueError):
    """Something of typst that is not understood here; carries the line."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__("unknown")


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Show:
    """An expression whose value is shown."""

    what: Any


@dataclass(frozen=True)
class Choice:
    """Content that is there only under a condition."""

    condition: Any
    then: "list[Part]"
    otherwise: "list[Part]"


@dataclass(frozen=True)
class Mark:
    """A sign of layout: parbreak, linebreak, strong, emph, item, enum."""

    kind: str


Part = Text | Show | Choice | Mark


@dataclass
class Reader:
    """Reads markup and the expressions inside it."""

    source: str
    at: int = 0
    strong: bool = field(default=False)

    def fail(self) -> Unknown:
        """Say where reading stopped."""
        return Unknown(self.source.count("\n", 0, self.at) + 1)

    def markup(self, inside: bool = False) -> list[Part]:
        """Read markup to its end, or to the bracket that closes it."""
        parts: list[Part] = []
        while self.at < len(self.source):
            sign = self.source[self.at]
            if inside and sign == "]":
                self.at += 1
                return parts
            parts += self._piece(sign)
        if inside:
            raise self.fail()
        return parts

    def _piece(self, sign: str) -> list[Part]:
        if sign == "#":
            self.at += 1
            return self._code()
        if sign == "\\":
            return self._escaped()
        if sign in "*_":
            self.at += 1
            return [Mark("strong" if sign == "*" else "emph")]
        if sign in "[]$`@<=~" and not (sign == "=" and not self._line_start()):
            raise self.fail()
        if sign == "\n":
            return self._line_end()
        found = re.compile(r"[^#\\*_\[\]$`@<=~\n]+|=").match(self.source, self.at)
        assert found is not None
        if found.group().startswith(("//", "/*")) or "//" in found.group():
            raise self.fail()
        self.at = found.end()
        return [Text(found.group())]

    def _line_start(self) -> bool:
        return not self.source[self.source.rfind("\n", 0, self.at) + 1 : self.at].strip()

    def _escaped(self) -> list[Part]:
        follows = self.source[self.at + 1 : self.at + 2]
        self.at += 1 + len(follows.strip())
        return [Text(follows)] if follows.strip() else [Mark("linebreak")]

    def _line_end(self) -> list[Part]:
        found = re.compile(r"\n[ \t]*(\n\s*)?(?:(\+|-)[ ]+)?").match(self.source, self.at)
        assert found is not None
        self.at = found.end()
        if found.group(2):
            return [Mark("enum" if found.group(2) == "+" else "item")]
        return [Mark("parbreak")] if found.group(1) else [Text(" ")]

    def _code(self) -> list[Part]:
        if self._word("set"):
            end = self.source.find("\n", self.at)
            self.at = len(self.source) if end < 0 else end
            return []
        if self._word("if"):
            return [self._choice()]
        if any(self._word(word) for word in STATEMENTS):
            raise self.fail()
        what = self._chain()
        if self.source[self.at : self.at + 1] == ";":
            self.at += 1
        return [Show(what)]

    def _choice(self) -> Choice:
        condition = self.expression()
        then = self._block()
        otherwise: list[Part] = []
        mark = self.at
        self._blank()
        if self._word("else"):
            self._blank()
            otherwise = [self._choice()] if self._word("if") else self._block()
        else:
            self.at = mark
        return Choice(condition, then, otherwise)

    def _block(self) -> list[Part]:
        self._blank()
        if self.source[self.at : self.at + 1] != "[":
            raise self.fail()
        self.at += 1
        return self.markup(inside=True)

    def expression(self) -> Any:
        """Read an expression: ("or" | "and" | operator | "not", ...) or a chain."""
        left = self._compared()
        while True:
            self._blank()
            word = next((word for word in ("and", "or") if self._word(word)), "")
            if not word:
                return left
            left = (word, left, self._compared())

    def _compared(self) -> Any:
        self._blank()
        if self._word("not"):
            return ("not", self._compared())
        left = self._sum()
        self._blank()
        operator = next((sign for sign in OPERATORS if self.source.startswith(sign, self.at)), "")
        if not operator:
            return left
        self.at += len(operator)
        self._blank()
        return (operator, left, self._sum())

    def _sum(self) -> Any:
        left = self._chain()
        while re.compile(r"\s*\+").match(self.source, self.at):
            self.at = self.source.index("+", self.at) + 1
            self._blank()
            left = ("joined", left, self._chain())
        return left

    def _chain(self) -> Any:
        what = self._atom()
        while True:
            follows = self.source[self.at : self.at + 1]
            if follows == "(":
                self.at += 1
                what = ("call", what, self._arguments() + self._trailing())
            elif follows == "." and (name := NAME.match(self.source, self.at + 1)):
                self.at = name.end()
                what = ("field", what, name.group())
            else:
                return what

    def _trailing(self) -> list[Any]:
        """Content that follows a call belongs to its arguments."""
        return [("content", self._block())] if self.source.startswith("[", self.at) else []

    def _atom(self) -> Any:
        for pattern, kind in ((STRING, "text"), (NUMBER, "number"), (NAME, "name")):
            if found := pattern.match(self.source, self.at):
                self.at = found.end()
                return (kind, found.group(1 if kind == "text" else 0))
        if self.source.startswith("(", self.at):
            self.at += 1
            return ("list", self._arguments())
        if self.source.startswith("[", self.at):
            return ("content", self._block())
        raise self.fail()

    def _arguments(self) -> list[Any]:
        found: list[Any] = []
        while True:
            self._blank()
            if self.source.startswith(")", self.at):
                self.at += 1
                return found
            found.append(self._argument())
            self._blank()
            if self.source.startswith(",", self.at):
                self.at += 1
            elif not self.source.startswith(")", self.at):
                raise self.fail()

    def _argument(self) -> Any:
        if self.source.startswith("..", self.at):
            self.at += 2
            return ("spread", self._chain())
        if found := re.compile(r"([A-Za-z][\w-]*)\s*=>\s*").match(self.source, self.at):
            self.at = found.end()
            return ("function", found.group(1), self._chain())
        if found := re.compile(r"[A-Za-z][\w-]*:\s*").match(self.source, self.at):
            self.at = found.end()
            return ("named", self.expression())
        return self.expression()

    def _blank(self) -> None:
        while self.source[self.at : self.at + 1] in (" ", "\n", "\t") and self.at < len(self.source):
            self.at += 1

    def _word(self, word: str) -> bool:
        found = NAME.match(self.source, self.at)
        if found is None or found.group() != word:
            return False
        self.at = found.end()
        return True


def read(source: str) -> list[Part]:
    """Read a template; raise Unknown at the first thing that is not understood."""
    return Reader(source.strip()).markup()
