"""What operations on letter types share: rows locked, versions numbered, one version in force at a time."""

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.letters.formats.type_files import digest_of
from pendopo.letters.models import LetterType, LetterTypeVersion
from pendopo.letters.operations.type_refusals import LetterTypeRefused
from pendopo.letters.queries.types import public_shipped_types
from pendopo.letters.rules.types import TypeContent

SHIPPED_BY = "Pendopo"


def locked_type(village: str, key: str) -> LetterType:
    """Hold the row of a type for this transaction; a shipped type gets its row at the first use."""
    row = _held(village, key)
    if row is not None:
        return row
    shipped = public_shipped_types(village).get(key)
    if shipped is None:
        raise LetterTypeRefused("type_unknown")
    try:
        with transaction.atomic():
            return LetterType.objects.create(area_code=village, key=key, name=shipped.name)
    except IntegrityError:  # somebody else used it first at this very moment
        row = _held(village, key)
        assert row is not None
        return row


def _held(village: str, key: str) -> LetterType | None:
    return LetterType.objects.select_for_update().filter(area_code=village, key=key).first()


def live_version(row: LetterType) -> LetterTypeVersion | None:
    """Give the version in force as it stands; taking up a shipped one is `up_to_date`."""
    return row.versions.filter(state="live").first()


def up_to_date(row: LetterType) -> LetterTypeVersion:
    """Give the version in force; letters made before an update of Pendopo keep the version they were made with."""
    live, shipped = live_version(row), public_shipped_types(row.area_code).get(row.key)
    if live is not None and (
        live.origin == "village" or shipped is None or live.digest == digest_of(shipped)
    ):
        return live
    assert shipped is not None
    version = new_version(row, shipped, origin="shipped", made_by=SHIPPED_BY)
    return enact(version, live)


def new_version(
    row: LetterType, content: TypeContent, *, origin: str, made_by: str, state: str = "draft", note: str = ""
) -> LetterTypeVersion:
    """Make the next version of a type, not saved yet."""
    last = row.versions.order_by("-number").values_list("number", flat=True).first()
    return LetterTypeVersion(
        letter_type=row,
        area_code=row.area_code,
        number=(last or 0) + 1,
        state=state,
        origin=origin,
        content=content.as_dict(),
        digest=digest_of(content),
        note=note,
        made_by=made_by,
        made_at=clock.now(),
    )


def enact(version: LetterTypeVersion, live: LetterTypeVersion | None) -> LetterTypeVersion:
    """Let one version hold from now on, and the one before it no more."""
    if live is not None:
        live.state = "former"
        live.save()
    version.state = "live"
    version.save()
    row = version.letter_type
    if row.name != version.content["name"]:
        row.name = version.content["name"]
        row.save()
    return version


def author_of(actor: Actor) -> str:
    """Name the officer whom the list of versions shows; the journal holds the proof."""
    return actor.name or actor.kind
