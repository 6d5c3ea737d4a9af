"""People and the village as a letter names them, read from the register."""

from typing import Any

from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.letters.rules.values import Party, Place, values_above
from pendopo.people.rules.codes import CITIZENSHIP, EDUCATION, MARITAL_STATUS, OCCUPATION, RELIGION, SEX
from pendopo.places.queries import Village, public_locality_titles, public_village


def public_place(village: str) -> Place:
    """Return the village as its letters name it."""
    found = public_village(village)
    if found is None:
        raise NotFound
    return place_of(found)


def place_of(village: Village) -> Place:
    """Turn the village's profile into what letters need of it."""
    return Place(
        name=village.name,
        labels=village.labels,
        district_name=village.district_name,
        regency_name=village.regency_name,
        province_name=village.province_name,
    )


def party_of(person: Any, village: Village | None = None) -> Party:
    """Return a resident's facts as a letter says them; the caller has the right to the person.

    `village`: where letters are made now; whoever is registered elsewhere has his own looked up.
    """
    family = person.family
    return Party(
        name=person.name,
        nik=str(person.nik or ""),
        kk_number=str(family.kk_number or "") if family else "",
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        sex=SEX.label(person.sex),
        religion=RELIGION.label(person.religion),
        marital_status=MARITAL_STATUS.label(person.marital_status),
        occupation=OCCUPATION.label(person.occupation),
        education=EDUCATION.label(person.education),
        citizenship=CITIZENSHIP.label(person.citizenship),
        address=address_of(person, village),
        father_name=person.father_name,
        mother_name=person.mother_name,
    )


def address_of(person: Any, here: Village | None = None) -> str:
    """Write where a resident is registered, from the house to the regency."""
    village = village_of(person.area_code)
    street = person.family.address if person.family else person.current_address
    part = public_locality_titles(village).get(person.area_code, "")
    found = here if here is not None and here.code == village else public_village(village)
    above = values_above(place_of(found)) if found else ()
    near = " ".join(word for word in (street, part) if word)
    return ", ".join(word for word in (near, *above) if word)
