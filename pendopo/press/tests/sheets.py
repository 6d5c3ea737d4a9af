"""A letter to try things on: no village, no register, only what stands on the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pendopo.press.page import Letterhead, Page, Signatory

BODY = """Yang bertanda tangan di bawah ini menerangkan bahwa:

#orang(v)

Orang tersebut benar berdomisili di #v.desa. Surat ini diberikan untuk keperluan #v.keperluan.

Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.
"""
VALUES: dict[str, Any] = {
    "nama": "Siti Aminah",
    "nik": "3206135708850002",
    "ttl": "Tasikmalaya, 17 Agustus 1985",
    "jenis_kelamin": "Perempuan",
    "pekerjaan": "Wiraswasta",
    "alamat": "Kampung Cikubang RT 002/RW 005, Desa Taraju",
    "desa": "Desa Taraju",
    "keperluan": "membuka rekening bank",
}
SHEET = Page(
    title="Surat Keterangan Domisili",
    body_template=BODY,
    values=VALUES,
    letterhead=Letterhead(
        ("Pemerintah Kabupaten Tasikmalaya", "Kecamatan Taraju", "Desa Taraju"),
        "Jalan Raya Taraju 1 · Kode Pos 46474",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>',
        "image/svg+xml",
    ),
    signatory=Signatory(("Kepala Desa Taraju,",), "Asep Suryana", "196501011990031001", "Ditandatangani"),
    place_date="Taraju, 21 November 2026",
    issued_on=date(2026, 11, 21),
    number="400.12.2.1/007/32.06.13.2001/XI/2026",
    qr_url="HTTPS://TARAJU.DESA.ID/V/" + "ABC9$*+-:" * 40,
    code="01234-56789-ABCDE-FGHJK-MNPQR-S",
    footer="Periksa keaslian surat ini dengan kode QR.",
)


def sheet(body: str = BODY, *, without: tuple[str, ...] = (), **values: Any) -> Page:
    """Answers the letter with another body or other values."""
    kept = {key: value for key, value in (VALUES | values).items() if key not in without}
    return replace(SHEET, body_template=body, values=kept)
