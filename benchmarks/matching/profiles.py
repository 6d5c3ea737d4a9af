"""How much goes wrong: rates from memory, held against published figures (handbook, section 3)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Shares of the listed people; those of a number say what became of it."""

    nik: dict[str, float]
    name: float
    second_name_error: float
    date: dict[str, float]
    kk: dict[str, float]
    family_kk_changed: float
    family_split: float
    family_moved: float
    place: float
    sex: float
    absent: float
    dead_in_register: float
    duplicate: float
    spread: float  # of the rates between villages and enumerators


TYPICAL = Profile(
    nik={"missing": 0.055, "placeholder": 0.018, "typo": 0.035, "serial": 0.015, "relative": 0.012, "excel": 0.018,
         "fifteen": 0.008, "other_area": 0.004},
    name=0.305, second_name_error=0.18,
    date={"first_january": 0.02, "swap": 0.006, "year": 0.02, "day": 0.02, "month": 0.006, "missing": 0.012},
    kk={"missing": 0.05, "typo": 0.03, "placeholder": 0.01},
    family_kk_changed=0.14, family_split=0.05, family_moved=0.03,
    place=0.17, sex=0.008, absent=0.034, dead_in_register=0.008, duplicate=0.015, spread=0.55,
)  # fmt: skip

HARD = Profile(
    nik={"missing": 0.108, "placeholder": 0.036, "typo": 0.064, "serial": 0.024, "relative": 0.022, "excel": 0.028,
         "fifteen": 0.014, "other_area": 0.007},
    name=0.45, second_name_error=0.3,
    date={"first_january": 0.055, "swap": 0.012, "year": 0.04, "day": 0.04, "month": 0.015, "missing": 0.03},
    kk={"missing": 0.10, "typo": 0.05, "placeholder": 0.03},
    family_kk_changed=0.24, family_split=0.09, family_moved=0.06,
    place=0.26, sex=0.015, absent=0.066, dead_in_register=0.014, duplicate=0.028, spread=0.7,
)  # fmt: skip

PROFILES = {"typical": TYPICAL, "hard": HARD}
