"""First error model: an enumerator who hears names, copies numbers and has habits of his own.

What one enumerator does wrong he does again: each has a careless hand or a careful one, favourite ways to write a name,
and repeats the line above when he is tired.
"""

from random import Random

from benchmarks.matching import writers
from benchmarks.matching.variants import KINDS, WEIGHTS, Variants, rewrite, slip
from benchmarks.matching.writers import Desk


def write(desk: Desk) -> None:
    """Write the list as enumerators do."""
    _names(desk)
    writers.spoil_niks(desk)
    writers.spoil_cards(desk)
    writers.spoil_dates(desk)
    _places(desk)
    _same_as_above(desk)


def _names(desk: Desk) -> None:
    habits: dict[int, tuple[list[float], Variants]] = {}
    names, parents = desk.columns["nama"], _parents(desk)
    writer = desk.rows.writer.tolist()
    for row in desk.suffering(desk.profile.name):
        if writer[row] not in habits:
            habits[writer[row]] = _habit(desk.variants, desk.chance)
        weights, variants = habits[writer[row]]
        name, sex = names[row].title(), desk.columns["jk"][row]
        times = 1 + (desk.chance.random() < desk.profile.second_name_error)
        for kind in desk.chance.choices(KINDS, weights, k=times):
            name = rewrite(kind, name, sex, parents[row], variants, desk.chance) or name
        names[row] = name.upper()


def _habit(variants: Variants, chance: Random) -> tuple[list[float], Variants]:
    """A writer hears some sounds his own way and prefers some kinds of shortening."""
    weights = [each * chance.gammavariate(1.2, 1) for each in WEIGHTS]
    sounds = chance.sample(variants.sounds, max(6, len(variants.sounds) * 2 // 3))
    own = Variants(
        tuple(sounds), variants.prefixes, variants.before, variants.after, variants.child_of, variants.called
    )
    return weights, own


def _parents(desk: Desk) -> list[str]:
    """The first name of each family's head."""
    people = desk.people
    heads: dict[int, str] = {}
    for family, role, name in zip(people.family.tolist(), people.role.tolist(), people.name, strict=True):
        if role == 0:
            heads[family] = name.split()[0]
    return [heads.get(family, "Ahmad") for family in people.family[desk.rows.person].tolist()]


def _places(desk: Desk) -> None:
    """RT and RW forgotten, a hamlet by its old name, a place of birth by its district."""
    for column in ("rt", "rw", "dusun", "alamat", "tempat_lahir"):
        cells = desk.columns[column]
        for row in desk.suffering(desk.profile.place * (0.6 if column == "dusun" else 1)):
            cells[row] = _place(column, row, desk)
    for row in desk.suffering(desk.profile.sex):
        desk.columns["jk"][row] = desk.chance.choice(["L", "P", None])
    for row in desk.suffering(desk.profile.place * 0.12):
        desk.columns["desa"][row] = slip(desk.columns["desa"][row], desk.chance).upper()


def _place(column: str, row: int, desk: Desk) -> str | None:
    here = desk.columns[column][row]
    lot = desk.chance.random()
    if lot < 0.35 or not here:
        return None
    if column in ("rt", "rw"):
        return f"{desk.chance.randint(1, 9):03d}" if lot < 0.7 else here.lstrip("0")
    if column == "tempat_lahir" and lot < 0.7:
        return str(desk.chance.choice([desk.columns["kec"][row], here[:3], f"KAB. {here}"]))
    return slip(here, desk.chance).upper()


def _same_as_above(desk: Desk) -> None:
    """What belongs to the line above is written once more: card, place, date."""
    for row in desk.suffering(0.012):
        if row and desk.rows.writer[row] == desk.rows.writer[row - 1]:
            column = desk.chance.choice(["kk", "tgl_lahir", "rt", "rw", "tempat_lahir", "alamat"])
            desk.columns[column][row] = desk.columns[column][row - 1]
