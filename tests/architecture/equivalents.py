"""Filters whose removal changes nothing that anybody sees, each with its reason.

`run.py mutate` takes them away all the same, and says so when a test turns red.

Few, and never for want of a test: either another condition of the same query says the same, or what is asked is no
question of access.
"""

EQUIVALENT: dict[str, str] = {
    "queries/changes.py changes_waiting: in_areas(actor, GRANT)": "may_ask asks each row again before it is shown",
    "queries/persons.py persons_visible_to: actor.areas(READ)": "only for an index; in_areas narrows the rows",
}
