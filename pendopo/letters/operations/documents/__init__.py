"""What happens to a letter after it has its number: the remote signature, the scan, new keys."""

from pendopo.letters.operations.documents.keys import renew_certificate, rotate_letter_key
from pendopo.letters.operations.documents.remote import sign_remotely
from pendopo.letters.operations.documents.signing import complete_remote, keep_scan

__all__ = [
    "complete_remote",
    "keep_scan",
    "renew_certificate",
    "rotate_letter_key",
    "sign_remotely",
]
