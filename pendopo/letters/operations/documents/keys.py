"""New keys: for the codes of a village's letters, and for an official's own certificate."""

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.letters.channels import letter_keys
from pendopo.letters.channels.signers.local import LocalSigner
from pendopo.letters.models import LetterKey
from pendopo.letters.operations.issuing import keys_folder
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.rules.authority import HEAD, OTHER, SECRETARY
from pendopo.letters.rules.permissions import ROTATE_KEYS, SIGN
from pendopo.places.queries import public_village


@operation("letters.key.rotate", "Kunci kode surat diganti", ROTATE_KEYS, "area")
def rotate_letter_key(actor: Actor, *, area: str, reason: str) -> LetterKey:
    """End the key that signs a village's codes and make a new one; older letters still verify."""
    today = clock.today()
    for row in LetterKey.objects.select_for_update().filter(area_code=area, until_on__isnull=True):
        # The two keys may both have signed on the day of the change.
        row.until_on = max(today, row.since_on)
        row.save()
    key_id, public = letter_keys.create(keys_folder())
    return LetterKey.objects.create(area_code=area, key_id=key_id, public=public, since_on=today)


@operation(
    "letters.certificate.renew",
    "Sertifikat tanda tangan diperbarui",
    SIGN,
    "area",
    tiers=frozenset({Tier.VILLAGE}),
)
def renew_certificate(actor: Actor, *, area: str) -> str:
    """Give an official a new certificate of this site's own authority, under his own name only."""
    village = public_village(area)
    signatory = signatory_for(actor, village=area, signers=(HEAD, SECRETARY, OTHER))
    if village is None or signatory is None:
        raise NotFound
    LocalSigner(keys_folder()).renew(signatory.name, village.title, clock.today())
    return signatory.name
