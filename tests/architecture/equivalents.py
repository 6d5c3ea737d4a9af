"""Filters whose removal changes nothing that anybody sees, each with its reason.

`run.py mutate` takes them away all the same, and says so when a test turns red.

Few, and never for want of a test: either another condition of the same query says the same, or what is asked is no
question of access.
"""

EQUIVALENT: dict[str, str] = {
    "queries/desk.py _here: actor.areas(permission)": "chooses between equality and in_areas, which say the same",
    "queries/changes.py changes_waiting: in_areas(actor, GRANT)": "may_ask asks each row again before it is shown",
    "queries/recusal.py _others: officer__in=users": "who an officer is, is looked up by his number",
    "queries/persons.py _narrowed: village_code=villages[0]": "only for an index; in_areas narrows the rows",
    "queries/waiting.py _signs: area_code=area": "a version of a type is of one village",
    "queries/kin.py _on_them_before: person__in=asked": "cards are looked up by the person",
    "queries/statistics/region.py public_editions_of: public_inside(area)": "heads are looked up by their area",
    "operations/events/reversals.py _same_event: village_code=event.village_code": (
        "only for an index: one entry of the journal writes in one village"
    ),
    "operations/importing/batch.py write_chunk: village_code=held.village_code": (
        "says which imports wait for each other, not whose rows are written"
    ),
    "operations/boundaries.py import_boundaries: area_code__in=outlines": "what is held is looked up by its code",
    "operations/boundaries.py import_boundaries: row.area_code in held": "asks whether a row is new, not whose it is",
    "queries/boundaries.py public_boundaries: area_code__startswith=village": "contains() looks at each row again",
    "queries/boundaries.py public_boundaries: contains(village, row.area_code)": (
        "village codes have one length, so what begins with one lies in it"
    ),
    "queries/boundaries.py public_boundary_collection: village_code=village": "names are looked up by their code",
    "queries/pages.py village_desk: village_code=code": "ids are looked up by the codes of the village's lines",
}
