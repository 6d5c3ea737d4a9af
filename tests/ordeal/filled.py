"""Forms filled in rightly, page after page, by whoever may: what is sent at the moment when it is written."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern

from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.letters.tests.test_word import word_letter
from pendopo.people.tests import import_files as files
from pendopo.places.tests.test_geometry import TARAJU_FILE as GEOJSON
from pendopo.places.tests.test_village import PNG
from tests.architecture import samples
from tests.architecture.sweep import Sweep, Visitor, body_of, rightful, taken_back, written
from tests.ordeal.browser import Asked, Forms

PAGES = 12  # that a form may have
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Kept(SimpleUploadedFile):
    """A file that can be sent again and again."""

    def read(self, *given: int) -> bytes:
        """Answers all of it."""
        self.seek(0)
        return bytes(super().read())


FILES = {
    "csv": Kept("a.csv", files.sheet(files.VILLAGE[1:]), "text/csv"),
    "geojson": Kept("a.geojson", GEOJSON, "application/json"),
    "docx": Kept("a.docx", word_letter("{{ nama }}"), "application/msword"),
    "pdf": Kept("a.pdf", PDF, "application/pdf"),
    "png": Kept("a.png", PNG, "image/png"),
}
TODAY = clock.today().strftime("%d-%m-%Y")
COMMON: dict[str, object] = {
    **dict.fromkeys(("on", "starts_on", "until", "valid_from", "day", "date", "reported_on"), TODAY),
    **dict.fromkeys(("origin", "destination", "place", "host", "reporter", "determined_by", "cause"), "Garut"),
    **dict.fromkeys(("name", "title", "text", "summary", "label", "wanted"), "Ordeal baru"),
    **dict.fromkeys(("note", "answer", "decision", "purpose", "source", "party"), "Sesuai musyawarah"),
    "reason": "Salah ketik di kantor", "birth_date": "01-02-1990", "address": "Kp. Ordeal 7", "value": "5",
    "legal_basis": "Perdes 1/2026", "position": "Kaur Umum", "number": "009", "relation": "4", "police_number": "1",
    "contact": "0812000111", "phone": "081200011122", "username": "ordeal.baru", "archive": "000.1.5", "q": "Dadang",
    "kk_number": "3206130101200777", "form_key": str(uuid.UUID(int=9)),
}  # fmt: skip
PASSWORD = "sawah hijau pagi ini"
# What is sent beside, or instead of, what the page and COMMON say; None: that button or choice is left alone.
ANSWERS: dict[str, dict[str, object]] = {
    "places-official-end": {"until_on": TODAY},
    "people-move-out": {"ikut-together": None},
    "people-birth": {"anak-birth_date": TODAY},
    "people-import-upload": {"file": FILES["csv"]},
    "officer-link": {"password": PASSWORD, "again": PASSWORD},
    "resident-activate": {"nik": "3206134508870003", "kk_number": folk.KK},
    "on-behalf": {"nik": folk.NIK},
    "grant-new": {"role": "sekretaris_desa"},
    "mail-dispose": {"position": "Kaur Keuangan", "instruction": "Tindak lanjuti"},
    "mail-disposition-done": {"result": "Selesai"},
    "letters-desk-record": {"alamat_domisili": "Kp. Ordeal", "tinggal_sejak": "01-01-2010", "keperluan": "Bank"},
    "letters-desk-check": {"shown": ["ktp", "kk"]},
    "letters-papers": {"file-ktp": FILES["pdf"]},
    "letters-desk-decline": {"refuse_to_sign-reason": "Bukan warga desa ini", "reason": "Bukan warga desa ini"},
    "disclosure-request-record": {"cari": None, "kirim": "1"},
    **{f"letters-types-{name}": {"tambah": None} for name in ("requirements", "question", "question-add")},
}  # fmt: skip


def filled(sweep: Sweep, entry: URLPattern) -> tuple[str, dict[str, object], str]:
    """Where the rightful sends what in the end, and an empty word when that writes; else what he is told."""
    rows = sweep.cast.rows
    address, own = samples.address_of(entry, rows), ANSWERS.get(str(entry.name), {})
    with taken_back():
        visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
        page, sent = visitor.go("get", address, {}), dict[str, object]()
        for _ in range(PAGES):
            asked = _own(page, address) if page.status_code in (200, 422) else None
            if asked is None and sent:
                break
            address = asked.action if asked and asked.action.startswith("/") else address
            sent = answered(asked, own) if asked else {**samples.body(rows), **COMMON, **own}
            page = visitor.go("post", address, sent)
            if written().count() != visitor.before:
                return address, sent, ""
    told = re.findall(r"</span>([^<]+)</p>|<p>([^<]+)</p>", body_of(page)) if page.status_code != 302 else ()
    return address, sent, f"{page.status_code}: {' '.join(one or other for one, other in told)[:200]}"


def _own(page: Any, address: str) -> Asked | None:
    """The largest form of the page itself; where it has none, the one that a look before writing leads on to."""
    forms = Forms(body_of(page)).found
    own = [each for each in forms if each.action.partition("?")[0] in ("", address)]
    on = forms if page.status_code == 200 and page.wsgi_request.method == "POST" else []
    return max(own or on, key=lambda each: len(each.held), default=None)


def answered(asked: Asked, own: Mapping[str, object]) -> dict[str, object]:
    """What is sent of a form: what it holds, else what is known of a field of that name; and `own` before both."""
    sent: dict[str, object] = {**{name: value.strip() for name, value in asked.held.items()}, **asked.pressed}
    for name in {**sent, **asked.choices}:
        known, may = COMMON.get(name.rpartition("-")[2], ""), asked.choices.get(name)
        if not sent.get(name):
            sent[name] = known if may is None or known in may else may[0]
        sent[name] = own.get(name, sent[name])
    sent |= {
        name: next((made for end, made in FILES.items() if end in kinds), FILES["pdf"])
        for name, kinds in asked.files.items()
    }
    return {name: value for name, value in {**sent, **own}.items() if value is not None}
