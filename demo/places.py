"""The demo's village office: profile, outline, hamlets with their heads, and who holds which post."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from django.conf import settings

import pendopo.places
from demo.people.localities import CIPADUNG, TARAJU, Hamlet
from demo.people.population import VILLAGE_HEAD, VILLAGE_OFFICIAL, Row
from pendopo.kernel.actor import Actor, system_actor
from pendopo.places import operations, queries
from pendopo.places.queries.village import profiles_of
from pendopo.places.queries.wording import public_said_in
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.geometry import hectares, read_polygons
from pendopo.places.rules.identity import Letterhead, OfficeCard
from pendopo.places.rules.terms import Appointment, HolderKind, Term

# Below the secretary: of a desa by Permendagri 84/2015, of a kelurahan by PP 17/2018.
POSTS = {
    VillageKind.DESA: (
        "Kaur Umum dan Tata Usaha", "Kaur Keuangan", "Kaur Perencanaan", "Kasi Pemerintahan", "Kasi Kesejahteraan",
        "Kasi Pelayanan",
    ),
    VillageKind.KELURAHAN: (
        "Kasi Pemerintahan", "Kasi Ekonomi dan Pembangunan", "Kasi Kesejahteraan Sosial", "Kasi Pelayanan",
    ),
}  # fmt: skip
_OUTLINE = Path(pendopo.places.__file__).parent / "reference" / "taraju.geojson"
_SOURCE = "cahyadsn/wilayah_boundaries (MIT), Kepmendagri 300.2.2-2430/2025"
_DISTRICT_POSTS = (
    ("Camat", "Drs. Endang Ruhiyat"), ("Sekretaris Kecamatan", "Nani Suryani, S.Sos."),
    ("Kasi Pelayanan", "Yayan Mulyana"),
)  # fmt: skip
_POSTAL = {TARAJU[:5]: ("46474", "(0265) 000000"), CIPADUNG[:5]: ("40614", "(022) 000000")}

_POINTS = {TARAJU: "-7.44512, 107.98234", CIPADUNG: "-6.92711, 107.71512"}


def open_office(actor: Actor, *, village: str, rows: Sequence[Row], hamlets: Iterable[Hamlet]) -> str:
    """Set up the village, its outline, its hamlets and its officials; returns the code of its first RT."""
    profile = operations.set_up_village(actor, code=village)
    postal, phone = _POSTAL.get(village[:5], ("", ""))
    letterhead = Letterhead(
        name=profile.name, address=f"Jl. Raya {profile.name} No. 1 (contoh)", postal_code=postal, phone=phone,
        email=f"kantor@{profile.name.lower()}-contoh.example",
    )  # fmt: skip
    operations.edit_profile(actor, profile=profile, letterhead=letterhead)
    days = {**dict.fromkeys(range(4), "08.00-15.30"), 4: "08.00-11.30, 13.00-15.30"}
    operations.set_hours(
        actor,
        village=village,
        days=days,
        point=_POINTS.get(village, ""),
        note="Jumat tutup saat salat.",
        access=("parking", "seats", "writing"),
    )
    _draw_outline(actor, village)
    hamlets = tuple(hamlets)
    names = _appoint(actor, village, rows, hamlets)
    codes = _name_neighbourhoods(actor, village, rows, hamlets, names)
    first = hamlets[0].neighbourhoods[0]
    return codes[hamlets[0].name, first.rw, first.rts[0]]


def _draw_outline(actor: Actor, village: str) -> None:
    for feature in json.loads(_OUTLINE.read_text())["features"]:
        if feature["id"] == village:
            # read here and not by formats.geojson: that one needs shapely, half a second of a demo's start
            polygons = read_polygons(feature["geometry"])
            outline = (json.dumps(feature["geometry"], separators=(",", ":")), hectares(polygons))
            operations.import_boundaries(
                actor, area=village, outlines={village: outline}, source=_SOURCE, valid_from=date(2025, 1, 1)
            )


def _appoint(actor: Actor, village: str, rows: Sequence[Row], hamlets: Sequence[Hamlet]) -> dict[str, str]:
    """Appoint the residents whose work is at the office, and return the name of each hamlet's head."""
    place = office_of(village)
    kind, labels = VillageKind(place.kind), place.labels
    elected = kind is VillageKind.DESA
    head = next((row for row in rows if row["pekerjaan_id"] == VILLAGE_HEAD), None)
    staff = iter([row for row in rows if row["pekerjaan_id"] == VILLAGE_OFFICIAL])
    until = date(2029, 12, 20) if elected else None
    term = Term(labels["village_head"], HolderKind.DEFINITIVE, date(2021, 12, 20), until)
    if head:  # a handful of families may have nobody who fits
        operations.appoint_official(actor, village=village, appointment=_appointed(head, elected), term=term)
    heads: dict[str, str] = {}
    of_hamlets = {f"{labels['hamlet_head']} {hamlet.name}": hamlet.name for hamlet in hamlets}
    posts = [labels["secretary"], *POSTS[kind], *of_hamlets]
    for index, (post, row) in enumerate(zip(posts, staff, strict=False)):
        term = Term(post, HolderKind.DEFINITIVE, date(2016 + index % 7, 1 + index % 12, 2), None)
        appointed = _appointed(row, elected or post in of_hamlets)
        operations.appoint_official(actor, village=village, appointment=appointed, term=term)
        heads[of_hamlets.get(post, post)] = appointed.name
    return heads


def _appointed(row: Row, elected: bool) -> Appointment:
    """Name somebody for a post; who is a civil servant has a NIP: day of birth, month of entry, sex, serial."""
    born = row["tanggallahir"]
    if elected or not isinstance(born, date):
        return Appointment(str(row["nama"]))
    return Appointment(str(row["nama"]), nip=f"{born:%Y%m%d}{born.year + 25}03{row['sex']}001")


def _name_neighbourhoods(
    actor: Actor, village: str, rows: Sequence[Row], hamlets: Iterable[Hamlet], heads: dict[str, str]
) -> dict[tuple[str, str, str], str]:
    """Make every hamlet, RW and RT; a man or woman of the place heads each."""
    triples = [
        (hamlet.name, each.rw, rt) for hamlet in hamlets for each in hamlet.neighbourhoods for rt in each.rts
    ]
    codes = operations.ensure_localities(actor, village=village, triples=triples)
    living = [row for row in rows if row["kk_level"] == 1 and row["status_dasar"] == 1]
    people: dict[str, list[str]] = {}
    for row in living:
        code = codes[str(row["dusun"]), str(row["rw"]), str(row["rt"])]
        people.setdefault(code, []).append(str(row["nama"]))
    chosen = {code[:16]: heads[name] for (name, _, _), code in codes.items() if name in heads}
    for code, names in people.items():
        chosen[code] = names[0]
        chosen.setdefault(code[:20], names[-1])
    for place in queries.localities_of(actor, village):
        if place.code in chosen:
            operations.rename_locality(actor, locality=place, head_name=chosen[place.code])
    return codes


def open_district(actor: Actor, area: str) -> None:
    """Fill in the card of a kecamatan's office, and who holds its posts."""
    title = queries.public_office(area).title
    card = OfficeCard(
        f"Jl. Raya {title.removeprefix('Kecamatan ')} No. 10 (contoh)", "46474", "(0265) 000001",
        f"kantor@{title.replace(' ', '-').lower()}-contoh.example", hours="Senin–Jumat 08.00–15.00",
    )  # fmt: skip
    operations.edit_office(actor, area=area, card=card)
    for number, (position, name) in enumerate(_DISTRICT_POSTS):
        term = Term(position, HolderKind.DEFINITIVE, date(2023, 1 + number, 2), None)
        held = Appointment(
            name, nip=f"19{70 + number}0{1 + number}1519950310{10 + number}", order=10 + number
        )
        operations.appoint_at_office(actor, area=area, appointment=held, term=term)


def office_of(village: str) -> queries.Village:
    """Return a village that the demo has set up."""
    place = queries.public_village(village)
    assert place is not None
    return place


def spoken(village: str, text: str) -> str:
    """Say in a village's words what somebody wrote there."""
    return public_said_in(office_of(village), text)


def take_address() -> None:
    """Try the address that this demo was started under and take it into use, as somebody with a telephone would."""
    actor, address = system_actor("demo"), settings.PENDOPO_PUBLIC_URL
    for village in queries.public_villages():
        if address and not village.public_url:
            profile = profiles_of([village.code]).get()
            profile = operations.name_address(actor, profile=profile, address=address)
            operations.prove_address(actor, profile=profile, code=profile.trial_code, opened=address)
