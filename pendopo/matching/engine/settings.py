"""The coarse model that Splink runs: cheap comparisons on prepared columns, and the blocking rules.

Its work is to find candidates and to drop the hopeless ones; the fine comparison of names follows in `scoring`.
Every condition is plain SQL that DuckDB and Spark both understand.
"""

from typing import Final

# Tight for the big lists: birth date and sex alone would make half of all pairs (handbook matching.md section 3).
PREDICT: Final = (
    "l.nik = r.nik",
    "l.kk = r.kk",
    "l.nik15 = r.nik15",
    "l.birth = r.birth AND l.village = r.village",
    "l.birth = r.birth AND l.sex = r.sex AND l.district = r.district",
    "l.birth = r.birth AND l.first = r.first",
    "l.birth = r.birth AND l.last = r.last",
    "l.swapped = r.birth AND l.first = r.first",
    "l.key = r.key AND l.year = r.year AND l.district = r.district",
    "l.sounds = r.sounds AND l.year = r.year AND l.village = r.village",
    "l.bones = r.bones AND l.year = r.year AND l.district = r.district",
    "l.bones = r.bones AND l.year = r.year AND length(l.bones) > 6",
    "l.bones = r.bones AND l.birth = r.birth",
    "l.bones = r.bones AND l.district = r.district AND l.sex = r.sex AND length(l.bones) > 6",
    "l.bones = r.bones AND l.village = r.village AND l.sex = r.sex AND length(l.bones) > 4",
    "l.tail = r.tail AND l.village = r.village",
    "l.first = r.first AND l.village = r.village AND l.year = r.year",
    "l.last = r.last AND l.village = r.village AND l.year = r.year",
    "l.key = r.key AND l.village = r.village AND l.sex = r.sex",
    "l.first = r.first AND l.day = r.day AND l.village = r.village",
    "l.last = r.last AND l.day = r.day AND l.village = r.village",
    "l.month = r.month AND l.village = r.village AND l.rt = r.rt AND l.rw = r.rw AND l.sex = r.sex",
)
# Splink learns from pairs found in different ways, each silent about the columns that it asked for.
TRAIN: Final = (
    "l.nik = r.nik",
    "l.key = r.key AND l.village = r.village",
    "l.kk = r.kk AND l.birth = r.birth",
    "l.birth = r.birth AND l.sex = r.sex AND l.first = r.first",
)


def _level(condition: str, label: str) -> dict[str, object]:
    return {"sql_condition": condition, "label_for_charts": label}


def _missing(column: str) -> dict[str, object]:
    condition = f"{column}_l IS NULL OR {column}_r IS NULL"
    return {"sql_condition": condition, "label_for_charts": "missing", "is_null_level": True}


def _comparison(name: str, column: str, *levels: tuple[str, str]) -> dict[str, object]:
    made = [
        _missing(column),
        *(_level(condition, label) for condition, label in levels),
        _level("ELSE", "other"),
    ]
    return {"output_column_name": name, "comparison_levels": made}


_LEVELS: Final = (
    (
        "name",
        "joined",
        ("plain_l = plain_r", "identical"),
        ("key_l = key_r", "same sounds"),
        (
            "jaro_winkler_similarity(joined_l, joined_r) >= 0.92 OR sounds_l = sounds_r OR bones_l = bones_r",
            "spelling",
        ),
        ("first_l = first_r OR last_l = last_r OR first_l = last_r OR last_l = first_r", "one word"),
        ("jaro_winkler_similarity(joined_l, joined_r) >= 0.8", "alike"),
    ),
    (
        "nik",
        "nik",
        ("nik_l = nik_r", "equal"),
        ("nik15_l = nik15_r", "first 15"),
        ("substr(nik_l, 1, 12) = substr(nik_r, 1, 12)", "same birth"),
        ("levenshtein(nik_l, nik_r) <= 2", "two edits"),
    ),
    (
        "birth",
        "birth",
        ("birth_l = birth_r", "equal"),
        ("swapped_l = birth_r", "swapped"),
        ("levenshtein(birth_l, birth_r) <= 1", "one edit"),
        ("year_l = year_r OR day_l = day_r", "same year or day"),
    ),
    ("kk", "kk", ("kk_l = kk_r", "equal")),
    ("sex", "sex", ("sex_l = sex_r", "equal")),
    (
        "address",
        "village",
        ("village_l = village_r AND rt_l = rt_r AND rw_l = rw_r", "rt"),
        ("village_l = village_r AND (hamlet_l = hamlet_r OR rw_l = rw_r)", "hamlet"),
        ("village_l = village_r", "village"),
        ("district_l = district_r", "district"),
    ),
)


def settings() -> dict[str, object]:
    """Give the untrained settings of the coarse model."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 0.00001,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in PREDICT],
        "comparisons": [_comparison(name, column, *levels) for name, column, *levels in _LEVELS],
    }


PREPARED: Final = """
SELECT t.id AS unique_id, t.nik, left(t.nik, 15) AS nik15, t.kk, t.sex, t.birth, left(t.birth, 4) AS year,
  left(t.birth, 6) AS month, nullif(substr(t.birth, 5, 4), '0101') AS day,
  nullif(left(t.birth, 4) || substr(t.birth, 7, 2) || substr(t.birth, 5, 2), t.birth) AS swapped,
  nullif(n.plain, '') AS plain, nullif(n.key, '') AS key, nullif(n.joined, '') AS joined, nullif(n.first, '') AS first,
  nullif(n.last, '') AS last, nullif(n.sounds, '') AS sounds, nullif(n.bones, '') AS bones, substr(t.nik, 7) AS tail,
  t.village, t.district, t.hamlet, t.rt, t.rw
FROM {table} t JOIN names n ON n.name = t.name
"""
