"""The pages: what everybody sees, what an officer changes, what nobody else gets."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pendopo.kernel.actor import ANONYMOUS, Actor, Power, system_actor
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.places import operations, queries
from pendopo.places.models import Boundary, Locality, Official, VillageProfile
from pendopo.places.rules import figures
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from pendopo.places.tests.test_village import PNG

pytestmark = pytest.mark.pages
TARAJU = "32.06.13.2001"
SYSTEM = system_actor("tests")
DISTRICT = Path(__file__).with_name("kecamatan-taraju.geojson")
ALL = ("places.profile.edit", "places.officials.edit", "places.localities.edit", "places.boundaries.import")
EDITS = ("places-profile-edit", "places-labels-edit", "places-emblem-edit", "places-official-appoint")
DESK = ("places-desk", *EDITS, "places-hamlet-add", "places-boundaries")

SignIn = Callable[[Actor], Client]


def officer(area: str, *permissions: str) -> Actor:
    return Actor(kind="officer", name="Bu Ai", powers=frozenset(Power(name, area) for name in permissions))


@pytest.fixture
def taraju(db: None) -> str:
    operations.set_up_village(SYSTEM, code=TARAJU)
    appointment = Appointment("H. Dadang Suhendar")
    term = Term("Kepala Desa", HolderKind.DEFINITIVE, date(2022, 1, 1), date(2030, 1, 1))
    operations.appoint_official(SYSTEM, village=TARAJU, appointment=appointment, term=term)
    operations.ensure_localities(SYSTEM, village=TARAJU, triples=[("Nagrak", "4", "2"), ("", "", "")])
    content = DISTRICT.read_bytes()
    (found,) = queries.boundary_preview(SYSTEM, content).found
    assert found.outline is not None
    operations.import_boundaries(
        SYSTEM,
        area=TARAJU,
        outlines={TARAJU: (found.outline.geojson, found.outline.hectares)},
        source="wilayah_boundaries",
        valid_from=date(2025, 1, 1),
    )
    return TARAJU


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_profile_shows_officials_hamlets_outline_and_contact(taraju: str, as_actor: SignIn) -> None:
    page = text(as_actor(ANONYMOUS).get("/profil/"))
    for words in (
        "Desa Taraju",
        "Kec. Taraju · Kab. Tasikmalaya",
        "H. Dadang Suhendar",
        "Nagrak",
        "<svg",
        TARAJU,
    ):
        assert words in page
    assert "<script>" not in page
    assert "style=" not in page


def test_area_table_with_and_without_figures(
    taraju: str, as_actor: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_actor(ANONYMOUS)
    page = text(client.get("/wilayah/"))
    assert "RW 004" in page
    assert "RT 002" in page
    assert "tanpa Dusun" not in page
    assert "Keluarga" not in page
    counted = {
        TARAJU: figures.AreaFigures(1_234, 600, 634, 400),
        f"{TARAJU}.00": figures.AreaFigures(7, 3, 4, 2),
    }
    counter = figures.CountsAreas(lambda _: counted)
    monkeypatch.setitem(DOMAINS, "trial", Domain("trial", "", (counter,)))
    page = text(client.get("/wilayah/"))
    assert "1.234" in page
    assert "tanpa Dusun" in page


def test_the_pages_ask_the_database_little(
    taraju: str, as_actor: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = as_actor(ANONYMOUS)
    # The figures are counted once for each state of the register; the page asked for again is the page measured.
    with django_assert_max_num_queries(9):
        client.get("/profil/")
    with django_assert_max_num_queries(6):
        client.get("/profil/")
    with django_assert_max_num_queries(4):
        client.get("/wilayah/")


def test_outline_as_geojson(taraju: str, as_actor: SignIn) -> None:
    answer = as_actor(ANONYMOUS).get("/wilayah/batas.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert [item["id"] for item in json.loads(answer.content)["features"]] == [TARAJU]


def test_pages_of_a_site_without_a_village_are_not_found(db: None, as_actor: SignIn) -> None:
    client = as_actor(ANONYMOUS)
    for address in ("/profil/", "/wilayah/", "/wilayah/batas.geojson", "/profil/lambang/regency/"):
        assert client.get(address).status_code == 404


def test_emblem_is_uploaded_shown_and_removed(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    picture = SimpleUploadedFile("lambang.png", PNG, content_type="image/png")
    answer = client.post("/meja/desa/lambang/", {"owner": "regency", "picture": picture})
    assert answer.status_code == 302
    shown = client.get("/profil/lambang/regency/")
    assert (shown["Content-Type"], shown.content) == ("image/png", PNG)
    assert "Lambang Kabupaten Tasikmalaya" in text(client.get("/profil/"))
    assert client.get("/profil/lambang/x/").status_code == 404
    bad = SimpleUploadedFile("lambang.png", b"<svg>", content_type="image/png")
    refused = client.post("/meja/desa/lambang/", {"owner": "regency", "picture": bad})
    assert "bukan gambar PNG atau JPEG" in text(refused)
    client.post("/meja/desa/lambang/regency/hapus/")
    assert queries.public_emblem(TARAJU, EmblemOwner.REGENCY) is None


@pytest.mark.parametrize("name", DESK)
def test_desk_pages_are_for_officers_of_this_village(taraju: str, as_actor: SignIn, name: str) -> None:
    address = reverse(name)
    assert as_actor(officer(TARAJU, *ALL)).get(address).status_code == 200
    assert as_actor(ANONYMOUS).get(address).status_code == 302
    for stranger in (officer("32.06.13.2002", *ALL), officer(TARAJU, "people.read")):
        assert as_actor(stranger).get(address).status_code == 404
        assert as_actor(stranger).post(address, {"name": "x"}).status_code in (404, 405)


def test_objects_of_the_village_are_hidden_from_strangers(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer("32.06.13.2002", *ALL))
    official, locality = Official.objects.get(), Locality.objects.get(code=f"{TARAJU}.01")
    for name, key in (
        *(("places-official-edit", official.pk), ("places-official-end", official.pk)),
        *(("places-locality-edit", locality.pk), ("places-locality-add", locality.pk)),
        ("places-locality-close", locality.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 404
        assert client.post(reverse(name, args=[key]), {"until": "01-01-2030"}).status_code == 404


LETTERHEAD = {"name": "Taraju", "address": "Jl. Raya 1", "postal_code": "46474", "website": "taraju.desa.id"}


def test_letterhead_is_edited_and_a_refusal_stands_at_its_field(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    page = client.post("/meja/desa/profil/", {**LETTERHEAD, "kode_bps": "123"})
    assert page.status_code == 422
    assert "Harus 10 angka" in text(page)
    assert client.post("/meja/desa/profil/", LETTERHEAD).status_code == 302
    profile = VillageProfile.objects.get()
    assert (profile.address, profile.website) == ("Jl. Raya 1", "https://taraju.desa.id")
    assert "Jl. Raya 1 46474" in text(client.get("/profil/"))


def test_second_editor_compares_and_chooses(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    seen = str(VillageProfile.objects.get().last_entry)
    assert (
        client.post("/meja/desa/profil/", {**LETTERHEAD, "phone": "0265-1", "seen": seen}).status_code == 302
    )
    page = client.post("/meja/desa/profil/", {**LETTERHEAD, "phone": "0265-2", "seen": seen})
    assert page.status_code == 422
    body = text(page)
    assert "Petugas lain sudah mengubah data ini" in body
    assert "0265-1" in body
    assert "0265-2" in body
    fresh = page.context["form"]["seen"].value()
    assert fresh != seen
    assert (
        client.post("/meja/desa/profil/", {**LETTERHEAD, "phone": "0265-2", "seen": fresh}).status_code == 302
    )
    assert VillageProfile.objects.get().phone == "0265-2"


def test_labels_change_every_page(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    assert client.post("/meja/desa/sebutan/", {"hamlet": "Kampung"}).status_code == 302
    assert "Kampung Nagrak" in text(client.get("/wilayah/"))


def test_officials_are_appointed_corrected_and_ended(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    fields = {"name": "Euis", "position": "Kepala Desa", "kind": "definitive", "starts_on": "01-01-2025"}
    assert "sudah dipegang orang lain" in text(client.post("/meja/desa/perangkat/tambah/", fields))
    assert (
        client.post("/meja/desa/perangkat/tambah/", {**fields, "position": "Sekretaris Desa"}).status_code
        == 302
    )
    euis = Official.objects.get(name="Euis")
    address = reverse("places-official-edit", args=[euis.pk])
    assert 'value="Sekretaris Desa"' in text(client.get(address))
    change = {**fields, "position": "Sekretaris Desa", "name": "Hj. Euis"}
    assert client.post(address, change).status_code == 302
    end = reverse("places-official-end", args=[euis.pk])
    assert "harus sesudah tanggal mulai" in text(client.post(end, {"until_on": "01-01-2020"}))
    assert client.post(end, {"until_on": "01-06-2026"}).status_code == 302
    euis.refresh_from_db()
    assert (euis.name, euis.until_on) == ("Hj. Euis", date(2026, 6, 1))


def test_hamlets_rw_and_rt_are_kept(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    assert client.post("/meja/desa/dusun/tambah/", {"name": "Cikoneng"}).status_code == 302
    hamlet = Locality.objects.get(name="Cikoneng")
    add = reverse("places-locality-add", args=[hamlet.pk])
    assert "harus berupa angka" in text(client.post(add, {"number": "melati"}))
    assert client.post(add, {"number": "7", "head_name": "Pak Ujang"}).status_code == 302
    rw = Locality.objects.get(code=f"{hamlet.code}.007")
    assert (
        client.post(reverse("places-locality-edit", args=[rw.pk]), {"head_name": "Bu Ai"}).status_code == 302
    )
    close = reverse("places-locality-close", args=[hamlet.pk])
    assert "Masih ada RW atau RT" in text(client.post(close, {"until": "01-01-2030"}))
    close = reverse("places-locality-close", args=[rw.pk])
    assert client.post(close, {"until": "01-01-2030"}).status_code == 302
    rw.refresh_from_db()
    assert (rw.head_name, rw.active_until) == ("Bu Ai", date(2030, 1, 1))


def upload(client: Client, content: bytes, name: str = "batas.geojson") -> Any:
    file = SimpleUploadedFile(name, content, content_type="application/geo+json")
    return client.post("/meja/desa/batas/", {"file": file, "source": "BIG 2023", "valid_from": "01-02-2026"})


def test_boundaries_are_shown_first_and_then_saved(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    before = Boundary.objects.count()
    page = upload(client, DISTRICT.read_bytes())
    assert "8 wilayah lain di berkas ini dilewati" in text(page)
    assert Boundary.objects.count() == before
    token = page.context["form"].initial["token"]
    assert client.post("/meja/desa/batas/simpan/", {"token": token}).status_code == 302
    assert Boundary.objects.get(valid_from=date(2026, 2, 1)).source == "BIG 2023"


def test_an_outline_without_a_code_is_given_its_area(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    bare = json.loads(DISTRICT.read_text())["features"][0]["geometry"]
    page = upload(client, json.dumps(bare).encode())
    token = page.context["form"].initial["token"]
    nothing = client.post("/meja/desa/batas/simpan/", {"token": token}, follow=True)
    assert "Tidak ada batas wilayah yang dapat disimpan" in text(nothing)
    foreign = client.post(
        "/meja/desa/batas/simpan/", {"token": token, "area_1": "32.06.13.2002"}, follow=True
    )
    assert "Tidak ada batas wilayah yang dapat disimpan" in text(foreign)
    client.post("/meja/desa/batas/simpan/", {"token": token, "area_1": f"{TARAJU}.01"})
    assert Boundary.objects.filter(area_code=f"{TARAJU}.01").exists()


def test_bad_boundary_files_are_explained(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(officer(TARAJU, *ALL))
    assert "tidak dapat dibaca sebagai GeoJSON" in text(upload(client, b"PK\x03\x04"))
    assert "Jenis berkas ini tidak bisa dibaca" in text(upload(client, b"{}", "batas.shp"))
    line = json.dumps({"type": "LineString", "coordinates": [[107.0, -7.0], [107.1, -7.1]]}).encode()
    assert "Batas harus berupa poligon" in text(upload(client, line))
    answer = client.post("/meja/desa/batas/simpan/", {"token": "forged"}, follow=True)
    assert "Pratinjau sudah kedaluwarsa" in text(answer)
