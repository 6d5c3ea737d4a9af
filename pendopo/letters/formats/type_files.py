"""The letter types that ship with Pendopo: one TOML file each, with papers and a service standard that they share."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pendopo.letters.rules.content import parse_content
from pendopo.letters.rules.types import TypeContent
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.wording import said

FOLDER = Path(__file__).parent.parent / "reference" / "types"
SHARED = "_shared.toml"


@lru_cache(maxsize=1)
def shipped_types() -> Mapping[str, TypeContent]:
    """Read every shipped type, by key, in the order of themes and names; about 30 ms, once a process."""
    shared = _read(FOLDER / SHARED)
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name != SHARED)
    found = [parse_content(filled(_read(path), shared)) for path in files]
    return {content.key: content for content in sorted(found, key=lambda content: content.name.lower())}


@lru_cache(maxsize=16)
def shipped_types_in(kind: VillageKind, labels: tuple[tuple[str, str], ...]) -> Mapping[str, TypeContent]:
    """Read every shipped type in the words of a village: a kelurahan's name its lurah, and other laws."""
    return {key: _said_in(content, kind, dict(labels)) for key, content in shipped_types().items()}


def _said_in(content: TypeContent, kind: VillageKind, labels: Mapping[str, str]) -> TypeContent:
    text = json.dumps(content.as_dict(), ensure_ascii=False)
    quoted = {key: json.dumps(word, ensure_ascii=False)[1:-1] for key, word in labels.items()}
    own = said(text, "id", kind, quoted)
    return content if own == text else parse_content(json.loads(own))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def filled(given: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Put the shared papers, questions and components of the standard where a file names them by a word."""
    whole = dict(given)
    whole["requirements"] = [
        {"key": one, **shared["papers"][one]} if isinstance(one, str) else one
        for one in given.get("requirements", ())
    ]
    whole["fields"] = [_question(one, shared["questions"]) for one in given.get("fields", ())]
    own = given.get("standard", {})
    standard = {**shared["standard"], **own}
    standard["legal_basis"] = [*shared["standard"]["legal_basis"], *own.get("legal_basis", ())]
    whole["standard"] = standard
    return whole


def _question(one: Mapping[str, Any], questions: Mapping[str, Any]) -> dict[str, Any]:
    """A question may start from a shared one (`use = "keperluan"`) and change single parts of it."""
    if "use" not in one:
        return dict(one)
    name = str(one["use"])
    return {"key": name, **questions[name], **{part: value for part, value in one.items() if part != "use"}}


@lru_cache(maxsize=256)
def digest_of(content: TypeContent) -> str:
    """Fingerprint what a version says: two versions with the same fingerprint say the same."""
    text = json.dumps(content.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
