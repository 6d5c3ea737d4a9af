"""What a village calls itself, its parts and its officials. Every word is a proposal that the village can change."""

from collections.abc import Mapping

from pendopo.kernel.areas import Tier
from pendopo.places.rules.codes import VillageKind

# Names of tiers and offices in UU 6/2014 and UU 23/2014.
DESA = {
    "village": "Desa",
    "village_head": "Kepala Desa",
    "secretary": "Sekretaris Desa",
    "council": "BPD",
    "hamlet": "Dusun",
    "hamlet_head": "Kepala Dusun",
    "rw": "RW",
    "rt": "RT",
    "district": "Kecamatan",
    "district_short": "Kec.",
    "district_head": "Camat",
    "regency": "Kabupaten",
    "regency_short": "Kab.",
    "regency_head": "Bupati",
    "province": "Provinsi",
}
BY_KIND: dict[VillageKind, dict[str, str]] = {
    VillageKind.DESA: {},
    VillageKind.KELURAHAN: {
        "village": "Kelurahan",
        "village_head": "Lurah",
        "secretary": "Sekretaris Kelurahan",
        "council": "LPM",
        "hamlet": "Lingkungan",
        "hamlet_head": "Kepala Lingkungan",
    },
    VillageKind.DESA_ADAT: {"village": "Desa Adat"},
}
# UU 6/2014 lets a desa keep the name used in its region; these are the usual ones of a province.
DESA_BY_PROVINCE: dict[str, dict[str, str]] = {
    "11": {"village": "Gampong", "village_head": "Keuchik", "secretary": "Sekretaris Gampong"},
    "13": {
        "village": "Nagari",
        "village_head": "Wali Nagari",
        "secretary": "Sekretaris Nagari",
        "council": "Bamus Nagari",
        "hamlet": "Jorong",
        "hamlet_head": "Wali Jorong",
    },
    "34": {
        "village": "Kalurahan",
        "village_head": "Lurah",
        "secretary": "Carik",
        "hamlet": "Padukuhan",
        "hamlet_head": "Dukuh",
        "district": "Kapanewon",
        "district_short": "Kap.",
        "district_head": "Panewu",
    },
    "51": {"village_head": "Perbekel", "hamlet": "Banjar Dinas", "hamlet_head": "Kelian Banjar Dinas"},
}
# UU 21/2001 (special autonomy): a kecamatan is a distrik, a desa is a kampung.
PAPUA = frozenset({"91", "92", "93", "94", "95", "96"})
PAPUA_DISTRICT = {"district": "Distrik", "district_short": "Distrik", "district_head": "Kepala Distrik"}
PAPUA_DESA = {"village": "Kampung", "village_head": "Kepala Kampung", "secretary": "Sekretaris Kampung"}
CITY = {"regency": "Kota", "regency_short": "Kota", "regency_head": "Wali Kota"}

LABEL_KEYS = tuple(DESA)
LABEL_MAX_LENGTH = 40


def default_labels(kind: VillageKind, village_code: str, regency_name: str) -> dict[str, str]:
    """Propose the words for a village from its kind and region (UU 6/2014, UU 23/2014)."""
    province = village_code[:2]
    labels = {**DESA, **BY_KIND[kind]}
    if province in PAPUA:
        labels |= PAPUA_DISTRICT
    if kind is VillageKind.DESA:
        labels |= PAPUA_DESA if province in PAPUA else DESA_BY_PROVINCE.get(province, {})
    if regency_name.startswith("Kota "):
        labels |= CITY
    return labels


def head_of(tier: Tier, labels: Mapping[str, str]) -> str:
    """Name the head of a tier's office: Camat, Bupati, Gubernur (UU 23/2014 Pasal 59, 221)."""
    heads = {
        Tier.DISTRICT: labels["district_head"],
        Tier.REGENCY: labels["regency_head"],
        Tier.PROVINCE: "Gubernur",
    }
    return heads[tier]


def merged_labels(defaults: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Lay a village's own words over the proposed ones; empty and unknown ones are dropped."""
    chosen = {key: " ".join(str(own.get(key, "")).split())[:LABEL_MAX_LENGTH] for key in LABEL_KEYS}
    return {key: chosen[key] or defaults[key] for key in LABEL_KEYS}


def area_title(label: str, name: str) -> str:
    """Put label and name together without saying the label twice (Desa Adat Yoboi)."""
    return name if name.lower().startswith(label.lower() + " ") else f"{label} {name}"


def chain_title(labels: Mapping[str, str], district_name: str, regency_name: str) -> str:
    """Write the line below a village's name: "Kec. Taraju · Kab. Tasikmalaya"."""
    bare = regency_name.removeprefix("Kabupaten ").removeprefix("Kota ")
    parts = (("district_short", district_name), ("regency_short", bare))
    return " · ".join(f"{labels[label]} {name}" for label, name in parts if name)
