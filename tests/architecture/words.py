"""Names that stand in strings: each is known, has words where people meet it, and is read where it decides.

Each rule answers a list of findings; `test_words.py` holds them against the package and against planted mistakes.
Text is searched first, and only what is found there is parsed: a look at every file costs no second.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

from tests.architecture.house import PACKAGE, parse

DOMAINS = "|".join(["desk", *sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))])
_DOTTED = rf"(?:{DOMAINS})\.[a-z][a-z0-9_.]*"
_QUOTED = re.compile(rf"[\"']({_DOTTED})[\"']")
_FILE = re.compile(r".+\.(tsv|sqlite3|toml|json|css|js|html|py)")
# A call or keyword whose first text is a name that it makes itself.
_NAMING = re.compile(
    r"\b(?:operation|Queue|Chore|Errand|Kept|PersonReference|RuleDefault"
    rf"|system_actor|blind_index)\(\s*[\"']({_DOTTED})[\"']"
)
_FORMERLY = re.compile(r"\bformerly=\(([^)]*)\)")
# Where a permission is asked for, no text may stand at all.
_ASKING = re.compile(
    r"(?:\b(?:requires|may|areas)\(\s*|\bin_areas\(\s*\w+,\s*|\bpermission=)[\"'](\w+\.[\w.]+)[\"']"
)
_CLASS = re.compile(r"^class (\w+)\(([^)]*)\)", re.MULTILINE)


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _files(package: Path, *, tests: bool = False) -> Iterator[tuple[Path, str]]:
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts and (tests or "tests" not in path.parts):
            yield path, _read(path)


def _found(package: Path, path: Path, text: str, at: int, what: str) -> str:
    return f"{path.relative_to(package.parent).as_posix()}:{text.count(chr(10), 0, at) + 1} {what}"


def names_made(package: Path = PACKAGE) -> set[str]:
    """Answers every name that code makes by using it: operations, queues, chores, references, system actors."""
    made: set[str] = set()
    for _path, text in _files(package, tests=True):
        made.update(_NAMING.findall(text))
        for former in _FORMERLY.findall(text):
            made.update(_QUOTED.findall(former))
    return made


def unknown_names(package: Path, known: Set[str]) -> list[str]:
    """Finds what looks like a permission, an operation or a rule, and is none."""
    pages = ((path, _read(path)) for path in sorted(package.rglob("*.html")))
    return [
        _found(package, path, text, match.start(), match.group(1))
        for path, text in (*_files(package, tests=True), *pages)
        for match in _QUOTED.finditer(text)
        if not _FILE.fullmatch(match.group(1)) and not _is_known(match.group(1), known)
    ]


def _is_known(name: str, known: Set[str]) -> bool:
    return name in known or (name.endswith(".") and any(one.startswith(name) for one in known))


def raw_permissions(package: Path, permissions: Set[str]) -> list[str]:
    """Finds permissions written out where a constant stands for them, and asked for by any text at all."""
    found = set()
    for path, text in _files(package):
        if path.name not in ("permissions.py", "powers.py") and not path.match("*/*/rules.py"):
            written = (match for match in _QUOTED.finditer(text) if match.group(1) in permissions)
            found |= {
                _found(package, path, text, match.start(1), match.group(1))
                for match in (*written, *_ASKING.finditer(text))
            }
    return sorted(found)


def _refusal_classes(package: Path) -> dict[str, str]:
    """Answers every class of refusals that the package defines, and its module."""
    above: dict[str, tuple[set[str], str]] = {}
    for path, text in _files(package):
        module = ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
        for name, bases in _CLASS.findall(text):
            above[name] = ({base.strip().rpartition(".")[2] for base in bases.split(",")}, module)
    homes = {"Refusal": "pendopo.kernel.errors"}
    while more := {name for name, (bases, _home) in above.items() if bases & set(homes)} - set(homes):
        homes |= {name: above[name][1] for name in more}
    return homes


def refusal_modules(package: Path = PACKAGE) -> set[str]:
    """Answers the modules that define refusals."""
    return set(_refusal_classes(package).values())


def refusals_without_words(package: Path, words: Mapping[str, Set[str]]) -> list[str]:
    """Finds refusals whose code nobody explains; `words` are the codes of each class that has a table of them."""
    kinds = {*_refusal_classes(package), *words, "NotFound", "NotPermitted", "Conflict"}
    met = re.compile(rf"\b(?:{'|'.join(sorted(kinds))})\(|^class \w+\(.*Refusal", re.MULTILINE)
    found: list[str] = []
    for path, text in _files(package):
        if met.search(text):
            for node in ast.walk(parse(path)):
                said = _speechless(node, kinds, words)
                if said:
                    found.append(
                        f"{path.relative_to(package.parent).as_posix()}:{getattr(node, 'lineno', 0)} {said}"
                    )
    return found


def _speechless(node: ast.AST, kinds: Set[str], words: Mapping[str, Set[str]]) -> str:
    if isinstance(node, ast.ClassDef) and node.name in kinds:
        here = {name for statement in node.body for name, _value in _bound(statement)}
        return f"{node.name} has no words" if "code" in here and not here & {"default", "word"} else ""
    name = _name(node.func) if isinstance(node, ast.Call) else ""
    if not isinstance(node, ast.Call) or name not in kinds:
        return ""
    if name == "Refusal" or any(keyword.arg == "code" for keyword in node.keywords):
        return f"{name} with a code made on the fly"
    code = node.args[0] if node.args else None
    if name in words and isinstance(code, ast.Constant) and code.value not in words[name]:
        return f"{name} does not know {code.value!r}"
    return ""


def problems_without_words(package: Path, codes: Set[str]) -> list[str]:
    """Finds codes that a domain's `..._problem` rule returns, to be raised, and that no refusal explains."""
    return [
        f"{path.relative_to(package.parent).as_posix()}:{part.lineno} {part.value}"
        for path, text in _files(package)
        if "_problem(" in text and "rules" in str(path) and "kernel" not in path.parts
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and re.fullmatch(r"[a-z]\w*_problem", node.name)
        if node.returns is not None and ast.unparse(node.returns) in ("str", "str | None")
        for back in ast.walk(node)
        if isinstance(back, ast.Return) and back.value is not None
        for part in ast.walk(back.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value not in {"", *codes}
    ]


def unread_rules(package: Path, keys: Set[str]) -> list[str]:
    """Finds dated rules that no code asks for, neither by key nor by the constant that stands for it."""
    constants: dict[str, set[tuple[str, str]]] = defaultdict(
        set
    )  # key -> (constant, last part of its module)
    used: set[str] = set()
    texts = []
    for path, text in _files(package):
        if "RuleDefault(" not in text and not any(key in text for key in keys):
            texts.append(text)
            continue
        tree, own = parse(path), path.parent.name if path.name == "__init__.py" else path.stem
        aside = _defining(tree)
        for statement in tree.body:
            for name, value in _bound(statement):
                named = [part for part in ast.walk(value) if getattr(part, "value", None) in keys]
                for part in (part for part in named if id(part) not in aside):
                    constants[str(getattr(part, "value", ""))].add((name, own))
                    aside.add(id(part))
        used |= {_used(part) for part in ast.walk(tree) if id(part) not in aside}
    return sorted(
        key
        for key in keys
        if key not in used
        and not any(
            name in used or any(home in text and re.search(rf"\b{name}\b", text) for text in texts)
            for name, home in constants[key]
        )
    )


def _defining(tree: ast.Module) -> set[int]:
    """The parts of a tree that only say what a rule's key is."""
    calls = (
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "RuleDefault"
    )
    return {id(part) for call in calls if call.args for part in ast.walk(call.args[0])}


def _used(node: ast.AST) -> str:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return ""
    return str(node.value) if isinstance(node, ast.Constant) else _name(node)


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _bound(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Names that a statement binds, each with its value."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
        return
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    value = statement.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        yield from ((_name(one), part) for one, part in zip(target.elts, value.elts, strict=True))
    else:
        yield _name(target), value
