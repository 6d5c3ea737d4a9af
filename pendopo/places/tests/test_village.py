"""The village itself: set-up, labels, letterhead, emblem."""

import struct

import pytest

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.errors import Conflict, NotFound, NotPermitted
from pendopo.places import operations, queries
from pendopo.places.models import VillageProfile
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.identity import Letterhead
from pendopo.places.rules.images import BadImage, EmblemOwner, read_picture
from pendopo.places.rules.labels import LABEL_KEYS, area_title, default_labels, merged_labels

TARAJU = "32.06.13.2001"
SYSTEM = system_actor("tests")
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">I", 13)
    + b"IHDR"
    + struct.pack(">II", 60, 80)
    + b"\x08\x06\x00\x00\x00"
)
JPEG_FRAME = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 80, 60) + b"\x03" + bytes(9)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + JPEG_FRAME


def officer(area: str) -> Actor:
    return Actor(kind="officer", name="Bu Ai", powers=frozenset({Power("places.profile.edit", area)}))


@pytest.mark.parametrize(
    ("code", "title", "subtitle", "head"),
    [
        ("32.06.13.2001", "Desa Taraju", "Kec. Taraju · Kab. Tasikmalaya", "Kepala Desa"),
        ("32.73.25.1002", "Kelurahan Cipadung", "Kec. Cibiru · Kota Bandung", "Lurah"),
        ("91.03.01.3007", "Desa Adat Yoboi", "Distrik Sentani · Kab. Jayapura", "Kepala Desa"),
    ],
)
def test_set_up_gives_labels_of_kind_and_region(
    db: None, code: str, title: str, subtitle: str, head: str
) -> None:
    operations.set_up_village(SYSTEM, code=code)
    village = queries.public_village(code)
    assert village is not None
    assert (village.title, village.subtitle, village.labels["village_head"]) == (title, subtitle, head)
    assert queries.public_site_village() == village


def test_set_up_twice_changes_nothing(db: None) -> None:
    first = operations.set_up_village(SYSTEM, code=TARAJU)
    assert operations.set_up_village(SYSTEM, code=TARAJU).last_entry == first.last_entry
    assert VillageProfile.objects.count() == 1


@pytest.mark.parametrize("code", ["32.06.13.2999", "32.06.13", "nowhere", ""])
def test_unknown_village_is_refused(db: None, code: str) -> None:
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.set_up_village(SYSTEM, code=code)
    assert refused.value.code == "village_unknown"
    assert not VillageProfile.objects.exists()


def test_regional_words_and_own_words() -> None:
    aceh = default_labels(VillageKind.DESA, "11.01.01.2001", "Kabupaten Aceh Selatan")
    assert (aceh["village"], aceh["village_head"]) == ("Gampong", "Keuchik")
    papua = default_labels(VillageKind.KELURAHAN, "91.71.01.1001", "Kota Jayapura")
    assert (papua["village"], papua["district"], papua["regency_head"]) == (
        "Kelurahan",
        "Distrik",
        "Wali Kota",
    )
    own = merged_labels(aceh, {"hamlet": " Jurong  Baru ", "village": "", "stranger": "x"})
    assert (own["hamlet"], own["village"]) == ("Jurong Baru", "Gampong")
    assert tuple(own) == LABEL_KEYS
    assert area_title("Desa Adat", "Desa Adat Yoboi") == "Desa Adat Yoboi"


def test_officer_edits_letterhead_and_labels(db: None) -> None:
    profile = operations.set_up_village(SYSTEM, code=TARAJU)
    actor = officer(TARAJU)
    head = Letterhead(
        "Taraju", "Jl. Raya Taraju No. 1", "46474", "0265-123", "desa@taraju.desa.id", "", "3206130001"
    )
    operations.edit_profile(actor, profile=profile, letterhead=head)
    operations.edit_labels(actor, profile=profile, labels={"hamlet": "Kampung"})
    village = queries.public_village(TARAJU)
    assert village is not None
    assert (village.address, village.postal_code, village.kode_bps) == (
        "Jl. Raya Taraju No. 1",
        "46474",
        "3206130001",
    )
    assert (village.labels["hamlet"], village.labels["village"]) == ("Kampung", "Desa")


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (Letterhead(" "), "name_missing"),
        (Letterhead("Taraju", postal_code="4647"), "bad_postal_code"),
        (Letterhead("Taraju", postal_code="٤٦٤٧٤"), "bad_postal_code"),
        (Letterhead("Taraju", kode_bps="32061320"), "bad_kode_bps"),
        (Letterhead("Taraju", kode_bps="3206130001"), "kode_bps_taken"),
    ],
)
def test_bad_letterhead_is_refused(db: None, head: Letterhead, code: str) -> None:
    other = operations.set_up_village(SYSTEM, code="32.06.13.2002")
    operations.edit_profile(SYSTEM, profile=other, letterhead=Letterhead("Cikubang", kode_bps="3206130001"))
    profile = operations.set_up_village(SYSTEM, code=TARAJU)
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.edit_profile(SYSTEM, profile=profile, letterhead=head)
    assert refused.value.code == code
    profile.refresh_from_db()
    assert (profile.name, profile.kode_bps) == ("Taraju", None)


def test_two_editors_of_one_profile(db: None) -> None:
    profile = operations.set_up_village(SYSTEM, code=TARAJU)
    seen = profile.last_entry
    operations.edit_labels(SYSTEM, profile=profile, labels={"hamlet": "Kampung"}, seen=seen)
    with pytest.raises(Conflict):
        operations.edit_profile(SYSTEM, profile=profile, letterhead=Letterhead("Lain"), seen=seen)


def test_officer_of_another_village_is_refused(db: None) -> None:
    profile = operations.set_up_village(SYSTEM, code=TARAJU)
    stranger = officer("32.06.13.2002")
    with pytest.raises(NotPermitted):
        operations.edit_profile(stranger, profile=profile, letterhead=Letterhead("Lain"))
    with pytest.raises(NotPermitted):
        operations.set_emblem(stranger, village=TARAJU, owner=EmblemOwner.VILLAGE, content=PNG)
    with pytest.raises(NotFound):
        queries.profile_for(stranger, "places.profile.edit")
    assert queries.profile_for(officer(TARAJU), "places.profile.edit") == profile


def test_emblem_is_kept_replaced_and_removed(db: None) -> None:
    operations.set_up_village(SYSTEM, code=TARAJU)
    operations.set_emblem(SYSTEM, village=TARAJU, owner=EmblemOwner.REGENCY, content=PNG)
    operations.set_emblem(SYSTEM, village=TARAJU, owner=EmblemOwner.REGENCY, content=JPEG)
    emblem = queries.public_emblem(TARAJU, EmblemOwner.REGENCY)
    assert emblem is not None
    assert (emblem.media_type, bytes(emblem.content)) == ("image/jpeg", JPEG)
    operations.remove_emblem(SYSTEM, emblem=emblem)
    assert queries.public_emblem_owners(TARAJU) == []


def test_sizes_of_pictures() -> None:
    assert read_picture(PNG) == ("image/png", 60, 80)
    assert read_picture(JPEG) == ("image/jpeg", 60, 80)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a",
        PNG[:20],
        JPEG[:12],
        PNG.replace(struct.pack(">I", 60), struct.pack(">I", 60_000)),
        PNG + bytes(300_000),
    ],
)
def test_other_files_are_no_pictures(content: bytes) -> None:
    with pytest.raises(BadImage):
        read_picture(content)
