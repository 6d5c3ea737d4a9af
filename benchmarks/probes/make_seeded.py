"""A demo village of a given size."""

from demo.seed import seed
from pendopo.site.opening import create, set_village


def run(families: int) -> dict[str, int]:
    create()
    made = seed(families=families)
    set_village(made.village)
    return {"residents": made.residents, "families": made.families}
