"""Looking at a signed PDF that came back from outside, before it is kept."""

import io
import logging

from pendopo.letters.channels.signers.base import SigningFailed


def check_signed(prepared: bytes, signed: bytes) -> None:
    """Refuse what is not the prepared page with an intact signature over the whole of it."""
    # Whether the signer is trusted is not asked here; without this every check would print that nobody is.
    logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    if not signed.startswith(prepared):
        raise SigningFailed("another_document")
    try:
        signatures = PdfFileReader(io.BytesIO(signed)).embedded_signatures
        if not signatures:
            raise SigningFailed("not_signed")
        status = validate_pdf_signature(
            signatures[-1], ValidationContext(trust_roots=[], allow_fetching=False)
        )
    except (PdfError, ValueError, KeyError, TypeError):
        raise SigningFailed("not_signed") from None
    whole = status.coverage is not None and status.coverage.name.startswith("ENTIRE_FILE")
    if not (status.intact and status.valid and whole):
        raise SigningFailed("not_signed")
