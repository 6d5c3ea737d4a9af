"""Fictional families: who lives together on one family card, and how they are related."""

import random

from demo.people.attributes import DIVORCED, FEMALE, MALE, MARRIED, SINGLE, WIDOWED
from demo.people.chance import bell, between, spin, wheel
from demo.people.names import draw_name, with_title

YEAR = 365.2425

HEAD, HUSBAND, WIFE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW, RELATIVE = range(1, 10)
ALIVE, DEAD, MOVED, AWAY = 1, 2, 3, 6

# Per thousand families: women head about 15 in 100 cards in West Java.
_KINDS = wheel({"couple": 806, "widow": 104, "divorced woman": 34, "single woman": 10, "widower": 28,
                "divorced man": 11, "single man": 7})  # fmt: skip
_HEAD_AGE = {
    "widow": (65, 13), "divorced woman": (43, 10), "single woman": (41, 11), "widower": (68, 12),
    "divorced man": (42, 10), "single man": (38, 9),
}  # fmt: skip
_CHILDREN = (
    (1955, wheel({1: 8, 2: 15, 3: 22, 4: 24, 5: 18, 6: 9, 7: 4})),
    (1970, wheel({0: 4, 1: 9, 2: 24, 3: 31, 4: 21, 5: 11})),
    (1985, wheel({0: 3, 1: 8, 2: 34, 3: 36, 4: 19})),
    (9999, wheel({0: 3, 1: 8, 2: 40, 3: 37, 4: 12})),
)


class Member:
    """One person on a family card while the family is being composed."""

    __slots__ = (
        "age", "birthplace", "born", "father", "father_name", "marital", "mother", "mother_name", "name",
        "nik", "relation", "sex", "status", "wed",
    )  # fmt: skip

    def __init__(self, *, sex: int, born: int, age: int, relation: int, name: str, marital: int) -> None:
        self.sex, self.born, self.age = sex, born, age
        self.relation, self.name, self.marital = relation, name, marital
        self.father: Member | None = None
        self.mother: Member | None = None
        self.father_name = self.mother_name = ""
        self.status = ALIVE
        self.wed: int | None = None
        self.nik = "0"
        self.birthplace = ""


class FamilyMaker:
    """Composes one family card after another; every draw comes from the one seeded source."""

    def __init__(self, rnd: random.Random, today: int, this_year: int) -> None:
        self._rnd, self._today, self._year = rnd, today, this_year

    def compose(self) -> list[Member]:
        """Compose the people of one family card, the head first."""
        kind = spin(self._rnd, _KINDS)
        members = self._couple() if kind == "couple" else self._alone(kind)
        self._add_elders(members)
        self._add_grandchildren(members)
        return members

    def _couple(self) -> list[Member]:
        rnd = self._rnd
        age = bell(rnd, 43, 17, 0, 93)
        if age < 24:
            age = between(rnd, 22, 42)  # few marry before 22; the weight belongs to the young parents
        husband = self._person(MALE, age, HEAD, MARRIED)
        wife_age = max(19, min(80, age - bell(rnd, 4.5, 3, -3, 15)))
        wife = self._person(FEMALE, wife_age, WIFE, MARRIED)
        youngest = min(age, wife_age)
        wed_age = min(bell(rnd, 21, 2.4, 17, 33), youngest)
        wed = self._today - int((youngest - wed_age + rnd.random() * 0.9) * YEAR)
        husband.wed = wife.wed = wed
        return [husband, wife, *self._children(husband, wife, wife_age, wed)]

    def _alone(self, kind: str) -> list[Member]:
        rnd = self._rnd
        woman = kind.endswith("woman") or kind == "widow"
        middle, spread = _HEAD_AGE[kind]
        age = bell(rnd, middle, spread, 23, 92)
        marital = WIDOWED if kind in ("widow", "widower") else DIVORCED if "divorced" in kind else SINGLE
        head = self._person(FEMALE if woman else MALE, age, HEAD, marital)
        if marital == SINGLE:
            return [head]
        other_sex = MALE if woman else FEMALE
        other_age = max(22, age + (4 if woman else -4))
        partner = self._person(other_sex, other_age, HUSBAND if woman else WIFE, MARRIED)
        mother, mother_age = (head, age) if woman else (partner, other_age)
        wed = self._today - int((min(age, other_age) - bell(rnd, 20.5, 2, 17, 21)) * YEAR)
        head.wed = partner.wed = wed
        members = [head]
        if marital == WIDOWED and rnd.random() < 0.16:
            partner.status = DEAD  # the register keeps those who died in the last years
            members.append(partner)
        father = partner if woman else head
        for child in self._children(father, mother, mother_age, wed, until=4 if marital == DIVORCED else 9):
            child.father = father if father in members else None
            child.mother = mother if mother in members else None
            members.append(child)
        return members

    def _children(
        self, father: Member, mother: Member, mother_age: int, wed: int, until: int = 99
    ) -> list[Member]:
        rnd, today = self._rnd, self._today
        cohort = self._year - mother_age
        wanted = next(spin(rnd, choices) for limit, choices in _CHILDREN if cohort < limit)
        menopause = today - int((mother_age - 44) * YEAR)
        last = min(today - 3, menopause, wed + int(until * YEAR))
        born = wed + 290 + int(rnd.random() * 420)
        children: list[Member] = []
        for _ in range(wanted):
            if born > last:
                break
            age = int((today - born) / YEAR)
            boy = rnd.random() < 0.514
            status = self._whereabouts(age, boy)
            if status:
                child = self._named(boy, born, age, CHILD)
                child.father, child.mother, child.status = father, mother, status
                child.father_name, child.mother_name = father.name, mother.name
                children.append(child)
            born += 400 + int((rnd.random() + rnd.random()) * 950)
        return children

    def _whereabouts(self, age: int, boy: bool) -> int:
        """Grown children leave for a card of their own; a few are still in the register as moved or away."""
        dice = self._rnd.random()
        stays = 0.985 if age < 19 else 0.55 if age < 24 else 0.29 if age < 30 else 0.12 if age < 35 else 0.05
        if age >= 19:
            # daughters marry first and follow the husband's card
            stays += (0.24 if age < 24 else 0.08) if boy else -0.04
        if dice < stays:
            return ALIVE
        if dice < stays + 0.012:
            return DEAD if age > 40 else AWAY
        return MOVED if dice < stays + 0.05 else 0

    def _add_elders(self, members: list[Member]) -> None:
        rnd, head = self._rnd, members[0]
        if head.age > 60 or rnd.random() > 0.12:
            return
        partner = members[1] if len(members) > 1 and members[1].relation == WIFE else None
        of = partner if partner is not None and rnd.random() < 0.45 else head
        sex = FEMALE if rnd.random() < 0.76 else MALE
        elder = self._person(sex, min(96, of.age + between(rnd, 19, 31)), PARENT, WIDOWED)
        elder.relation = PARENT if of is head else PARENT_IN_LAW
        if sex == FEMALE:
            of.mother, of.mother_name = elder, elder.name
        else:
            of.father, of.father_name = elder, elder.name
        if rnd.random() < 0.12:
            elder.status = DEAD
        members.append(elder)

    def _add_grandchildren(self, members: list[Member]) -> None:
        rnd, head = self._rnd, members[0]
        if head.age < 44:
            return
        children = (each for each in members if each.relation == CHILD and each.status == ALIVE)
        grown = [each for each in children if 21 <= each.age <= 40]
        if grown and rnd.random() < 0.24:
            self._young_couple(members, grown[0])
        elif rnd.random() < 0.04:
            # parents work in the city; the child stays with the grandparents
            age = between(rnd, 0, 14)
            child = self._person(MALE if rnd.random() < 0.5 else FEMALE, age, GRANDCHILD, SINGLE)
            members.append(child)
        elif rnd.random() < 0.02:
            members.append(self._person(spin(rnd, (MALE, FEMALE)), between(rnd, 8, 70), RELATIVE, SINGLE))

    def _young_couple(self, members: list[Member], child: Member) -> None:
        rnd, today = self._rnd, self._today
        sex = FEMALE if child.sex == MALE else MALE
        age = max(20, child.age + (between(rnd, -5, 0) if sex == FEMALE else between(rnd, 0, 6)))
        partner = self._person(sex, age, CHILD_IN_LAW, MARRIED)
        child.marital = MARRIED
        child.wed = partner.wed = today - int(max(0.2, rnd.random() * (min(age, child.age) - 19)) * YEAR)
        members.append(partner)
        father, mother = (child, partner) if child.sex == MALE else (partner, child)
        born = child.wed + 300 + int(rnd.random() * 400)
        while born < today - 3 and rnd.random() < 0.8:
            baby = self._named(rnd.random() < 0.512, born, int((today - born) / YEAR), GRANDCHILD)
            baby.father, baby.mother = father, mother
            baby.father_name, baby.mother_name = father.name, mother.name
            members.append(baby)
            born += 900 + int(rnd.random() * 1500)

    def _named(self, boy: bool, born: int, age: int, relation: int) -> Member:
        sex = MALE if boy else FEMALE
        name = draw_name(self._rnd, sex, self._year - age)
        return Member(sex=sex, born=born, age=age, relation=relation, name=name, marital=SINGLE)

    def _person(self, sex: int, age: int, relation: int, marital: int) -> Member:
        rnd = self._rnd
        born = self._today - int((age + rnd.random() * 0.98) * YEAR) - 1
        name = with_title(rnd, draw_name(rnd, sex, self._year - age), sex, age)
        person = Member(sex=sex, born=born, age=age, relation=relation, name=name, marital=marital)
        person.father_name = draw_name(rnd, MALE, self._year - age - 28)
        person.mother_name = draw_name(rnd, FEMALE, self._year - age - 24)
        return person
