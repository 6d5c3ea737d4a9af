"""Writes while a village edits a letter type: everything happens in a draft until it is put into force."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Conflict
from pendopo.kernel.operation import operation
from pendopo.letters.formats.type_check import word_problems, wording_problems
from pendopo.letters.formats.type_files import digest_of
from pendopo.letters.models import LetterType, LetterTypeVersion
from pendopo.letters.operations.type_refusals import LetterTypeRefused
from pendopo.letters.operations.type_rows import (
    author_of,
    enact,
    live_version,
    locked_type,
    new_version,
    up_to_date,
)
from pendopo.letters.queries.parties import public_place
from pendopo.letters.queries.types import content_of, public_shipped_types
from pendopo.letters.rules.content import BadContent, parse_content
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.types import TypeContent

LARGEST_DOCX = 2 * 1024 * 1024


def _draft(row: LetterType) -> LetterTypeVersion | None:
    return row.versions.filter(state="draft").first()


def _seen(row: LetterType, seen: UUID | None) -> None:
    """Refuse when another officer changed, or began, the draft since the editor saw it."""
    held = _draft(row)
    if held is not None and held.last_entry != seen:
        raise Conflict(current=held, attempted=None)


def _open(actor: Actor, row: LetterType) -> LetterTypeVersion:
    """Give the draft, or begin one from what holds now."""
    held = _draft(row)
    if held is not None:
        return held
    live = up_to_date(row)
    fresh = new_version(row, content_of(live), origin="village", made_by=author_of(actor))
    fresh.docx, fresh.docx_name, fresh.docx_digest = live.docx, live.docx_name, live.docx_digest
    return fresh


def _keep(actor: Actor, draft: LetterTypeVersion, content: TypeContent) -> LetterTypeVersion:
    draft.content, draft.digest = content.as_dict(), digest_of(content)
    draft.made_by, draft.made_at = author_of(actor), clock.now()
    draft.save()
    return draft


@operation("letters.type.edit", "Konsep jenis surat diubah", EDIT_TYPES, "village", tiers={Tier.VILLAGE})
def save_draft(
    actor: Actor, *, village: str, key: str, changes: Mapping[str, Any], seen: UUID | None = None
) -> LetterTypeVersion:
    """Change parts of a type in its draft; a wording with a fault is kept, to be mended later."""
    row = locked_type(village, key)
    _seen(row, seen)
    draft = _open(actor, row)
    try:
        content = parse_content({**draft.content, **changes, "key": key})
    except BadContent as error:
        raise LetterTypeRefused("content_faulty", problems=error.problems) from error
    return _keep(actor, draft, content)


@operation("letters.type.enact", "Jenis surat diberlakukan", EDIT_TYPES, "village", tiers={Tier.VILLAGE})
def enact_draft(
    actor: Actor, *, village: str, key: str, reason: str, seen: UUID | None = None
) -> LetterTypeVersion:
    """Put a draft into force, if letters can be made with it; the version before stays as it was."""
    row = locked_type(village, key)
    draft = _draft(row)
    if draft is None:
        raise LetterTypeRefused("no_draft")
    _seen(row, seen)
    live = live_version(row)
    if live is not None and (live.digest, live.docx_digest) == (draft.digest, draft.docx_digest):
        raise LetterTypeRefused("nothing_changed")
    content, place = content_of(draft), public_place(village)
    found = wording_problems(content, place, clock.today())
    if found:
        raise LetterTypeRefused("wording_faulty", problems=found)
    if draft.docx and (found := word_problems(bytes(draft.docx), content, place, clock.today())):
        raise LetterTypeRefused("docx_faulty", problems=found)
    draft.note = " ".join(reason.split())[:200]
    draft.made_by, draft.made_at = author_of(actor), clock.now()
    shipped = public_shipped_types(village).get(key)
    as_shipped = shipped is not None and digest_of(shipped) == draft.digest and not draft.docx_digest
    draft.origin = "shipped" if as_shipped else "village"
    return enact(draft, live)


@operation("letters.type.discard", "Konsep jenis surat dibuang", EDIT_TYPES, "village", tiers={Tier.VILLAGE})
def discard_draft(actor: Actor, *, village: str, key: str) -> None:
    """Throw a draft away; the journal keeps what it was."""
    draft = _draft(locked_type(village, key))
    if draft is None:
        raise LetterTypeRefused("no_draft")
    draft.delete()


@operation(
    "letters.type.restore",
    "Versi lama jenis surat dipulihkan sebagai konsep",
    EDIT_TYPES,
    "village",
    tiers={Tier.VILLAGE},
)
def restore_version(actor: Actor, *, village: str, key: str, number: int) -> LetterTypeVersion:
    """Make a draft that says what an older version said; that version itself stays as it was.

    Number 0 is what Pendopo ships today: who puts it into force follows the updates of Pendopo again.
    """
    row = locked_type(village, key)
    shipped = public_shipped_types(village).get(key)
    if number == 0 and shipped is not None:
        draft = _open(actor, row)
        draft.docx, draft.docx_name, draft.docx_digest = None, "", ""
        return _keep(actor, draft, shipped)
    older = row.versions.filter(number=number).exclude(state="draft").first()
    if older is None:
        raise LetterTypeRefused("version_unknown")
    draft = _open(actor, row)
    draft.docx, draft.docx_name, draft.docx_digest = older.docx, older.docx_name, older.docx_digest
    return _keep(actor, draft, content_of(older))


@operation(
    "letters.type.word_file", "Berkas Word jenis surat diganti", EDIT_TYPES, "village", tiers={Tier.VILLAGE}
)
def set_word_file(
    actor: Actor, *, village: str, key: str, name: str, file: bytes, seen: UUID | None = None
) -> LetterTypeVersion:
    """Let a draft fill the village's own Word file; an empty file goes back to the wording."""
    row = locked_type(village, key)
    _seen(row, seen)
    draft = _open(actor, row)
    if len(file) > LARGEST_DOCX:
        raise LetterTypeRefused("docx_too_big")
    content = content_of(draft)
    if file and not file.startswith(b"PK"):
        raise LetterTypeRefused("docx_unknown")
    if file and (found := word_problems(file, content, public_place(village), clock.today())):
        raise LetterTypeRefused("docx_faulty", problems=found)
    draft.docx = file or None
    draft.docx_name = name[:120] if file else ""
    draft.docx_digest = hashlib.sha256(file).hexdigest() if file else ""
    return _keep(actor, draft, content)
