"""Tables of finished letters: the document with its code, its files, and the keys that sign codes."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled
from pendopo.kernel.recusal import about
from pendopo.kernel.sealed import SealedTextField, unseal_bytes
from pendopo.letters.rules.signing import FileKind, SignMethod, file_place
from pendopo.letters.rules.verification import RevocationGround

SIGN_METHODS = (
    (SignMethod.LOCAL.value, _("Tanda tangan elektronik situs ini")),
    (SignMethod.BSRE.value, _("Tanda tangan elektronik BSrE")),
    (SignMethod.INK.value, _("Tanda tangan basah")),
)
FILE_KINDS = (
    (FileKind.PAGE.value, _("Halaman sebelum ditandatangani")),
    (FileKind.SIGNED.value, _("Surat bertanda tangan elektronik")),
    (FileKind.SCAN.value, _("Pindaian surat bertanda tangan basah")),
)
REVOCATION_GROUNDS = (
    (RevocationGround.WRONG_CONTENT.value, _("Isi surat keliru")),
    (RevocationGround.ASKED_BY_HOLDER.value, _("Diminta pemilik surat")),
    (RevocationGround.ISSUED_BY_MISTAKE.value, _("Terbit karena kekeliruan kantor")),
    (RevocationGround.MISUSED.value, _("Disalahgunakan")),
    (RevocationGround.REPLACED.value, _("Diganti surat baru")),
)


class LetterKey(Journaled):
    """The public half of a key that signs the QR codes of a village's letters; `until_on` is its last day."""

    called = _("kunci kode surat")

    area_code = models.CharField(max_length=13)
    key_id = models.CharField(max_length=16, unique=True)
    public = models.CharField(max_length=64)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area_code"], condition=Q(until_on__isnull=True), name="one_letter_key_in_use"
            ),
        ]


class LetterDocument(Journaled):
    """A letter that has its number: what its code says, how it is signed, and whether it still holds."""

    called = _("naskah surat")

    request = models.OneToOneField("letters.LetterRequest", on_delete=models.PROTECT, related_name="document")
    entry = models.OneToOneField("mail.RegisterEntry", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=13)
    token = models.CharField(max_length=32, unique=True)
    # The text in the QR code, as it stands in the address.
    code_text = models.CharField(max_length=600)
    key = models.ForeignKey(LetterKey, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    number = models.CharField(max_length=100)
    # The holder's name, masked: all that a stranger with the code may read.
    holder = models.CharField(max_length=130)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    method = models.CharField(max_length=8, choices=SIGN_METHODS)
    signatory = models.CharField(max_length=160)
    signatory_id = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    serial = models.CharField(max_length=64, blank=True, default="")
    # SHA-256 of the file that is handed out; by it a visitor compares the file in his hands.
    digest = models.CharField(max_length=64, db_index=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_ground = models.CharField(max_length=20, blank=True, default="", choices=REVOCATION_GROUNDS)
    revoked_note = SealedTextField(null=True)
    revoked_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area_code", "method", "signed_at"], name="document_by_signature"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(method__in=[method.value for method in SignMethod]), name="sign_method_known"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_ground=""), name="revocation_has_ground"
            ),
        ]

    concerned = about("request")

    @property
    def signed(self) -> bool:
        """Whether somebody has signed, by key or by ink."""
        return self.signed_at is not None


class LetterFile(Journaled):
    """A file of a letter, sealed; the journal keeps its digest."""

    called = _("berkas surat")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "content": LeftOut(
            "Bytes of the file, sealed: the SHA-256 of what is inside is kept.",
            digest="digest",
            inside=lambda row: unseal_bytes(bytes(row.content), file_place(row.pk)),
        ),
    }

    document = models.ForeignKey(LetterDocument, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=FILE_KINDS)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "kind"], name="one_letter_file_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FileKind]), name="letter_file_kind_known"
            ),
        ]

    @property
    def area_code(self) -> str:
        """The village whose letter it is."""
        return self.document.area_code
