"""Archive codes of letters as dated rules.

Permendagri 83/2022 gives the classification; which letter gets which code is practice of villages and applications, not
an official list (handbook domain.md section 3), so a village overrides a code by a rule of its area or in its type.
"""

from datetime import date
from typing import Final

CLASSIFICATION = "Permendagri 83/2022; pemakaian per surat menurut kebiasaan, dapat diganti desa"
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
