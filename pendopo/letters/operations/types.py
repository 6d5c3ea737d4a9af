"""Writes about letter types as a whole: taking up a shipped one, adding one's own, switching on and off."""

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.letters.models import LetterType, LetterTypeVersion
from pendopo.letters.operations.type_refusals import LetterTypeRefused
from pendopo.letters.operations.type_rows import author_of, locked_type, new_version, up_to_date
from pendopo.letters.rules.content import BadContent, parse_content
from pendopo.letters.rules.permissions import EDIT_TYPES


@operation("letters.type.adopt", "Jenis surat bawaan mulai dipakai", PUBLIC, "village")
def adopt_type(actor: Actor, *, village: str, key: str) -> LetterTypeVersion:
    """Give the version of a type that holds now; a shipped type gets its row at the first use.

    Open to everybody, because a resident's request is the first use; it only ever copies what Pendopo ships.
    """
    row = locked_type(village, key)
    if not row.active:
        raise LetterTypeRefused("type_off")
    return up_to_date(row)


@operation(
    "letters.type.switch",
    "Jenis surat dibuka atau ditutup bagi warga",
    EDIT_TYPES,
    "village",
    tiers={Tier.VILLAGE},
)
def switch_type(actor: Actor, *, village: str, key: str, active: bool, reason: str) -> LetterType:
    """Offer a type to residents, or stop offering it; requests under way go on."""
    row = locked_type(village, key)
    if row.active != active:
        row.active = active
        row.save()
    return row


@operation("letters.type.add", "Jenis surat ditambah", EDIT_TYPES, "village", tiers={Tier.VILLAGE})
def add_type(actor: Actor, *, village: str, key: str, name: str, like: str) -> LetterTypeVersion:
    """Begin a village's own type as a draft, copied from a type that it resembles."""
    if LetterType.objects.filter(area_code=village, key=key).exists() or _is_shipped(key):
        raise LetterTypeRefused("type_exists")
    pattern = up_to_date(locked_type(village, like)).content
    try:
        content = parse_content(
            {**pattern, "key": key, "name": name, "title": name.upper(), "life_event": ""}
        )
    except BadContent as error:
        raise LetterTypeRefused("content_faulty", problems=error.problems) from error
    row = LetterType.objects.create(area_code=village, key=key, name=name, active=False)
    version = new_version(row, content, origin="village", made_by=author_of(actor))
    version.save()
    return version


def _is_shipped(key: str) -> bool:
    from pendopo.letters.formats.type_files import shipped_types

    return key in shipped_types()
