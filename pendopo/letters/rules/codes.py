"""Archive codes of letters as dated rules.

Permendagri 83/2022 gives the classification; which letter gets which code is practice of villages and applications, not
an official list (handbook domain.md section 3), so a village overrides a code by a rule of its area or in its type.
"""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault
from pendopo.people.rules.marker import gettext_noop as _

CLASSIFICATION = "Permendagri 83/2022; pemakaian per surat menurut kebiasaan, dapat diganti kantor"
SINCE = date(2022, 1, 1)
GENERAL: Final = "400.10.2.2"
_BY_CODE: Final = {
    "400.10.2.2": "keterangan-umum pengantar kuasa jual-beli kendaraan tidak-punya-rumah izin-keluarga",
    "400.12.2.1": "domisili beda-identitas ktp-proses permohonan-kk pengantar-ktp penduduk-sementara",
    "400.3.3.2": "tidak-mampu tidak-mampu-sekolah",
    "500.2.2.4": "usaha domisili-usaha",
    "100.2.2.5": "skck kelakuan-baik",
    "400.12.3.1": "kelahiran lahir-mati kematian ahli-waris akta-lahir belum-punya-akta hubungan-keluarga",
    "400.12.2.2": "pindah datang bepergian",
    "400.12.3.2": (
        "nikah-n1 nikah-n2 nikah-n4 nikah-n5 nikah-n6 belum-menikah janda-duda rujuk-cerai wali-hakim nikah-non-muslim"
    ),
    "800.1.11.10": "penghasilan penghasilan-orang-tua",
    "300": "kehilangan izin-keramaian",
    "500.17.2.3": "penguasaan-tanah",
    "000.1.2.3": "perjalanan-dinas",
}
CODES: Final = {key: code for code, keys in _BY_CODE.items() for key in keys.split()}
ARCHIVE: Final = "letters.code"


def archive_key(letter_type: str) -> str:
    """Return the key of the rule that holds the archive code of a shipped letter type."""
    return f"{ARCHIVE}.{letter_type}"


def code_rules() -> list[RuleDefault]:
    """Return a dated rule for every shipped letter type, and the one for types that a village added."""
    title = _("Kode klasifikasi surat")
    own = [
        RuleDefault(archive_key(key), title, code, CLASSIFICATION, SINCE, of=key.replace("-", " "))
        for key, code in CODES.items()
    ]
    return [RuleDefault(ARCHIVE, title, GENERAL, CLASSIFICATION, SINCE), *own]
