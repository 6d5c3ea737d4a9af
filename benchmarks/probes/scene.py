"""Who is there for a task of a resident, and how one goes on from page to page."""

import re

from benchmarks.person import Lost, Person
from pendopo.accounts.models import User
from pendopo.accounts.queries import public_demo_accounts, public_demo_resident

ALONE, PAPER, BEHALF = "alone", "paper", "on behalf"
MOST_STEPS = 60
# Buttons and links that lead on to the receipt, the nearest to the end first.
ONWARD = (
    "Kirim permohonan",
    "Kirim",
    "Lanjut: periksa",
    "Bawa aslinya",
    "Lanjut",
    "Mulai mengisi",
    "Ajukan surat ini",
    "Catat permohonan",
    "Catat",
)
RECEIPT = re.compile(r"Nomor resi\s+([A-Z]\d{4}-[0-9A-Z]{6})")


class Scene:
    """Who is there for one task in one way; only the requests of `person` are counted."""

    def __init__(self, way: str, number: int) -> None:
        folk = sorted(one.name for one in public_demo_accounts() if one.kind == "resident")
        self.way, self.name, self.person = way, folk[number % len(folk)], Person()

    def resident(self) -> Person:
        """Sign in: as oneself, or as the officer who acts for the resident in front of him."""
        if self.way == ALONE:
            self.person = signed_in(self.name)
        else:
            account = next(one for one in public_demo_accounts() if one.name == self.name)
            self.person = officer("loket")
            self.person.open("/meja/atas-nama/")
            nik = public_demo_resident(account.id).resident.nik
            self.person.answer("Mulai", nik=nik, purpose="Warga tidak punya telepon")
        self.person.begin()
        return self.person

    def stranger(self) -> Person:
        """Come without an account."""
        self.person = Person()
        return self.person

    def clerk(self, username: str = "loket") -> Person:
        """The officer who keys a paper in: his steps are what the task takes."""
        self.person = officer(username)
        self.person.begin()
        return self.person


def signed_in(name: str) -> Person:
    """A person of the demo, signed in by its one step."""
    person = Person()
    person.open("/masuk/demo/")
    person.press(f"Masuk {name}")
    return person


def officer(username: str) -> Person:
    """An officer of the demo."""
    return signed_in(User.objects.get(username=username).name)


def go_on(person: Person, *, wrong_first: bool = True, **known: object) -> str:
    """Press on from page to page until the receipt; returns its number."""
    for _step in range(MOST_STEPS):
        if found := RECEIPT.search(person.screen.text):
            return found[1]
        button = next((words for words in ONWARD if person.has_button(words)), "")
        link = next((words for words in ONWARD if person.has_link(words)), "")
        if button and not (link and ONWARD.index(link) < ONWARD.index(button)):
            wrong = wrong_first and not person.tally.wrong
            person.answer(button, wrong_first=wrong, **known)
        elif link:
            person.follow(link)
        else:
            raise Lost(f"{person.path} leads no further: {person.screen.text[-300:]}")
    raise Lost(f"{person.path}: no receipt after {MOST_STEPS} pages")
