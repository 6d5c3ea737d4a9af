"""What the pages about letter types show: the public list and sheet, the editor at the desk."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.letters.formats.declarations import declared
from pendopo.letters.formats.type_check import sample_page, wording_problems
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.formats.word_page import render_docx
from pendopo.letters.models import LetterType, LetterTypeVersion
from pendopo.letters.queries.drafting import public_letterhead
from pendopo.letters.queries.parties import place_of, public_place
from pendopo.letters.queries.types import (
    VillageType,
    content_of,
    letter_types,
    public_archive_code,
    public_letter_types,
    public_type,
    public_types_matching,
    type_version,
)
from pendopo.letters.rules.clocks import REQUEST_DAYS
from pendopo.letters.rules.finding import fitting
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.type_changes import Changed, Line, changed_lines, changed_parts
from pendopo.letters.rules.types import GROUPS, INTERNAL, TypeContent, unused_questions
from pendopo.places.queries import Village, public_page_village, village_for
from pendopo.press.faults import PageTrouble, Problem
from pendopo.press.page import render_pdf, render_picture


@dataclass(frozen=True)
class Catalogue:
    """The public list of letters, by theme, or what a search found."""

    village: Village
    groups: list[tuple[str, list[VillageType]]]
    total: int


@dataclass(frozen=True)
class Sheet:
    """What the public may know of one letter: papers, questions, and the 14 components of the standard."""

    village: Village
    type: VillageType
    days: int
    archive_code: str

    @property
    def declared(self) -> frozenset[str]:
        """The papers that have a sample to be filled in."""
        return declared(self.type.content)


@dataclass(frozen=True)
class DeskLine:
    """One type in the list at the desk."""

    type: VillageType
    number: int
    drafted: bool


@dataclass(frozen=True)
class DeskList:
    """All types of a village for who may edit them."""

    village: Village
    lines: list[DeskLine]
    drafts: list[LetterTypeVersion]


@dataclass(frozen=True)
class Editor:
    """One type with its draft, its versions and what keeps the draft from coming into force."""

    village: Village
    key: str
    active: bool
    content: TypeContent
    live: LetterTypeVersion | None
    draft: LetterTypeVersion | None
    versions: list[LetterTypeVersion]
    archive_code: str
    days: int
    offered: bool = True
    problems: list[Problem] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """Which state of the draft the page shows, so that two editors notice each other."""
        return str(self.draft.last_entry) if self.draft else ""

    @property
    def unused(self) -> list[str]:
        """Questions that the wording never mentions; a Word file may, so nothing is said about one."""
        return [] if self.word_name else [one.label for one in unused_questions(self.content)]

    @property
    def differs(self) -> bool:
        """Whether the village's own version holds in the place of a shipped one."""
        return self.live is not None and self.live.origin == "village" and self.key in shipped_types()

    @property
    def word_name(self) -> str:
        """The village's Word file, if one is filled instead of the wording."""
        version = self.draft or self.live
        return version.docx_name if version else ""


def public_catalogue(text: str = "", *, online: bool = False) -> Catalogue:
    """Return the letters of the site's village by theme, or those that fit a search, the likeliest first.

    All of them, or those that residents ask for alone.
    """
    village = public_page_village()
    found = public_types_matching(village.code, text) if text.strip() else public_letter_types(village.code)
    found = [one for one in found if one.content.online or not online]
    if text.strip():
        return Catalogue(village, [("", found)] if found else [], len(found))
    groups = [(key, [one for one in found if one.content.group == key]) for key in GROUPS]
    return Catalogue(village, [(key, types) for key, types in groups if types], len(found))


def public_standards() -> list[tuple[str, list[tuple[VillageType, int]]]]:
    """Return the letters of the site's village by theme, each with the working days within which it is due."""
    page = public_catalogue()
    usual = int(public_rule(REQUEST_DAYS, on=clock.today(), area=page.village.code))
    return [(key, [(one, one.content.days or usual) for one in types]) for key, types in page.groups]


def public_sheet(key: str) -> Sheet:
    """Return what the public may know of one letter of the site's village."""
    village = public_page_village()
    found = public_type(village.code, key)
    if found.content.group == INTERNAL:
        raise NotFound
    code = public_archive_code(village.code, found.content)
    return Sheet(village, found, public_days(village.code, found.content), code)


def public_days(village: str, content: TypeContent, *, on: date | None = None) -> int:
    """Return within how many working days a letter is due: the type's own count, else the rule."""
    return content.days or int(public_rule(REQUEST_DAYS, on=on or clock.today(), area=village))


def types_desk(actor: Actor, text: str = "") -> DeskList:
    """Return the types of the officer's village, all or those found, with drafts."""
    village = village_for(actor, EDIT_TYPES)
    drafts = LetterTypeVersion.objects.filter(area_code=village.code, state="draft")
    drafted = list(drafts.select_related("letter_type").defer("docx").order_by("made_at"))
    keys = {draft.letter_type.key for draft in drafted}
    lines = [
        DeskLine(one, one.version.number if one.version else 0, one.key in keys)
        for one in fitting(letter_types(actor, village.code), text, lambda one: one.content)
    ]
    return DeskList(village, lines, drafted)


def type_editor(actor: Actor, key: str, *, check: bool = False) -> Editor:
    """Return one type for its editor; `check` also tries the draft on the sample resident."""
    village = village_for(actor, EDIT_TYPES)
    held = {one.key: one for one in letter_types(actor, village.code)}
    row = LetterType.objects.filter(area_code=village.code, key=key).first()
    versions = list(row.versions.defer("docx").order_by("-number")) if row else []
    draft = next((version for version in versions if version.state == "draft"), None)
    if key not in held and draft is None:
        raise NotFound
    content = content_of(draft) if draft else held[key].content
    minute = int(clock.now().timestamp()) // 60
    found = list(_faults(content, village.code, clock.today(), minute)) if check else []
    return Editor(
        village=village,
        key=key,
        active=row is None or row.active,
        content=content,
        live=held[key].version if key in held else None,
        draft=draft,
        versions=versions,
        archive_code=public_archive_code(village.code, content),
        days=public_days(village.code, content),
        offered=key in held,
        problems=found,
    )


@lru_cache(maxsize=64)
def _faults(content: TypeContent, village: str, on: date, _minute: int) -> tuple[Problem, ...]:
    """Try a wording once a minute: one that runs without end would keep the press from the letters of others."""
    return tuple(wording_problems(content, public_place(village), on))


@dataclass(frozen=True)
class SampleLetter:
    """The sample resident's letter as a PDF or Word file, or what keeps it from being made."""

    editor: Editor
    pdf: bytes = b""
    word: bytes = b""
    problems: list[Problem] = field(default_factory=list)


def type_sample(actor: Actor, key: str) -> SampleLetter:
    """Make the sample resident's letter from the draft, or from what holds now."""
    editor = type_editor(actor, key, check=True)
    if editor.problems:
        return SampleLetter(editor, problems=editor.problems)
    head = public_letterhead(editor.village)
    page = sample_page(editor.content, place_of(editor.village), clock.today(), head)
    version = editor.draft or editor.live
    try:
        if version and version.docx:
            return SampleLetter(editor, word=render_docx(bytes(version.docx), page))
        return SampleLetter(editor, pdf=render_pdf(page))
    except PageTrouble as trouble:
        return SampleLetter(editor, problems=trouble.problems)


def type_picture(actor: Actor, key: str) -> bytes:
    """Draw the first page of the sample resident's letter; a faulty wording has none."""
    editor = type_editor(actor, key, check=True)
    if editor.problems:
        raise NotFound
    head = public_letterhead(editor.village)
    try:
        return render_picture(sample_page(editor.content, place_of(editor.village), clock.today(), head))
    except PageTrouble as trouble:
        raise NotFound from trouble


@dataclass(frozen=True)
class VersionPage:
    """A version as it was, and what it changed."""

    editor: Editor
    version: LetterTypeVersion
    content: TypeContent
    before: int = 0
    parts: list[Changed] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    word_changed: bool = False


def type_version_page(actor: Actor, key: str, number: int) -> VersionPage:
    """Return one version of a type as it was, beside the one before it."""
    editor = type_editor(actor, key)
    version = type_version(actor, editor.village.code, key, number)
    content = content_of(version)
    earlier = next((one for one in editor.versions if one.number < number), None)
    if earlier is None:
        return VersionPage(editor, version, content)
    old = content_of(earlier)
    return VersionPage(
        editor=editor,
        version=version,
        content=content,
        before=earlier.number,
        parts=changed_parts(old, content),
        lines=changed_lines(old.template, content.template),
        word_changed=earlier.docx_digest != version.docx_digest,
    )
