"""The QR code of a letter, as a drawing without measures of its own."""

import io

import segno

LEVEL = "m"
# One pattern for all: weighing the eight costs as much as the whole page, and a signed code is random enough for any.
MASK = 0
MOST = 14  # larger codes are no longer read from a print by the cameras of cheap phones


def code_of(text: str) -> segno.QRCode:
    """Make the code; capital letters and digits take two thirds of the room of other signs."""
    made = segno.make_qr(text, error=LEVEL, boost_error=False, mask=MASK)
    # Better a code that forgives less than one that is too fine to be read.
    return made if int(made.version) <= MOST else segno.make_qr(text, error="l", boost_error=False, mask=MASK)


def svg_of(text: str) -> str:
    """Draw the code as SVG, with the quiet zone that readers need."""
    drawing = io.BytesIO()
    code_of(text).save(
        drawing, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return drawing.getvalue().decode()
