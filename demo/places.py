"""The demo's village office: profile, outline, hamlets with their heads, and who holds which post."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from django.conf import settings

import pendopo.places
from demo.people.localities import TARAJU, Hamlet
from demo.people.population import VILLAGE_HEAD, VILLAGE_OFFICIAL, Row
from pendopo.kernel.actor import Actor, system_actor
from pendopo.places import operations, queries
from pendopo.places.rules.geometry import hectares, read_polygons
from pendopo.places.rules.identity import Letterhead
from pendopo.places.rules.permissions import EDIT_ADDRESS as PLACES_EDIT_ADDRESS
from pendopo.places.rules.terms import Appointment, HolderKind, Term

POSTS = (
    "Sekretaris Desa", "Kaur Umum dan Tata Usaha", "Kaur Keuangan", "Kaur Perencanaan", "Kasi Pemerintahan",
    "Kasi Kesejahteraan", "Kasi Pelayanan",
)  # fmt: skip
_OUTLINE = Path(pendopo.places.__file__).parent / "reference" / "taraju.geojson"
_SOURCE = "cahyadsn/wilayah_boundaries (MIT), Kepmendagri 300.2.2-2430/2025"
_LETTERHEAD = Letterhead(
    name="Taraju", address="Jl. Raya Taraju No. 1 (contoh)", postal_code="46474", phone="(0265) 000000",
    email="kantor@desa-contoh.example",
)  # fmt: skip


def open_office(actor: Actor, *, village: str, rows: Sequence[Row], hamlets: Iterable[Hamlet]) -> str:
    """Set up the village, its outline, its hamlets and its officials; returns the code of its first RT."""
    profile = operations.set_up_village(actor, code=village)
    if village == TARAJU:
        operations.edit_profile(actor, profile=profile, letterhead=_LETTERHEAD)
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
    head = next((str(row["nama"]) for row in rows if row["pekerjaan_id"] == VILLAGE_HEAD), "")
    staff = iter([str(row["nama"]) for row in rows if row["pekerjaan_id"] == VILLAGE_OFFICIAL])
    term = Term("Kepala Desa", HolderKind.DEFINITIVE, date(2021, 12, 20), date(2029, 12, 20))
    if head:  # a handful of families may have nobody who fits
        operations.appoint_official(actor, village=village, appointment=Appointment(head), term=term)
    heads: dict[str, str] = {}
    posts = [*POSTS, *(f"Kepala Dusun {hamlet.name}" for hamlet in hamlets)]
    for index, (post, name) in enumerate(zip(posts, staff, strict=False)):
        term = Term(post, HolderKind.DEFINITIVE, date(2016 + index % 7, 1 + index % 12, 2), None)
        operations.appoint_official(actor, village=village, appointment=Appointment(name), term=term)
        heads[post.removeprefix("Kepala Dusun ")] = name
    return heads


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


def take_address() -> None:
    """Try the address that this demo was started under and take it into use, as somebody with a telephone would."""
    village, address = queries.public_site_village(), settings.PENDOPO_PUBLIC_URL
    if village is None or not address or village.public_url:
        return
    actor = system_actor("demo")
    profile = queries.profile_for(actor, PLACES_EDIT_ADDRESS)
    profile = operations.name_address(actor, profile=profile, address=address)
    operations.prove_address(actor, profile=profile, code=profile.trial_code, opened=address)
