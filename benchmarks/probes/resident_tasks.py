"""Everything that a resident comes for, done to its end without a script: alone, on paper, through an officer.

A new task is one line in TASKS and one function that walks it by the words on its pages. On the way one answer is
wrong and put right, wherever the task asks anything.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.test.utils import override_settings

from benchmarks.person import Lost, Person
from benchmarks.probes.scene import ALONE, BEHALF, MOST_STEPS, PAPER, RECEIPT, Scene, go_on, officer
from demo.places import take_address
from pendopo.kernel.clock import today

# Name on the list, what somebody types on a telephone, for each of the letters that are asked for most.
LETTERS = {
    "domisili": ("Keterangan domisili", "domsili"),
    "usaha": ("Keterangan usaha (SKU)", "usha"),
    "tidak-mampu": ("Keterangan tidak mampu (SKTM)", "sktm"),
    "skck": ("Pengantar SKCK", "skkc"),
    "belum-menikah": ("Keterangan belum menikah", "belum menikh"),
    "kelahiran": ("Keterangan kelahiran", "kelahirn"),
    "kematian": ("Keterangan kematian", "kematin"),
    "pindah": ("Pengantar pindah", "pidah"),
    "nikah-n1": ("Pengantar nikah (N-1)", "pengantar nikh"),
    "penghasilan": ("Keterangan penghasilan", "pengasilan"),
    "kehilangan": ("Pengantar laporan kehilangan", "kehilngan"),
}


# What happened in the family, and a wrong datum of one's own, as the page of reports calls them.
REPORTS = ("Kelahiran", "Kematian", "Kedatangan", "Kepindahan", "Data yang keliru")


@dataclass(frozen=True)
class Done:
    """One task in one way: what it took, and what stood in the way where it was not finished."""

    task: str
    way: str
    tally: dict[str, int]
    trouble: str
    cpu_ms: float


@dataclass(frozen=True)
class Task:
    """Something that a resident comes for, the ways in which it is done, and how."""

    name: str
    ways: tuple[str, ...]
    walk: Callable[[Scene], None]


def _letter(key: str) -> Callable[[Scene], None]:
    name, typed = LETTERS[key]

    def walk(scene: Scene) -> None:
        if scene.way == PAPER:
            _blank_of(key)
            _keyed_in(scene.clerk(), scene.name, name)
            return
        person = scene.resident()
        person.open("/")
        person.follow("Minta surat")
        person.press("Cari", q=typed)
        person.follow(name)
        go_on(person)

    return walk


def _blank_of(key: str) -> None:
    neighbour = Person()
    neighbour.open(f"/surat/{key}/")
    neighbour.follow("Cetak formulir kosong")
    if not neighbour.content.startswith(b"%PDF"):
        raise Lost(f"no printed form of {key}")


def _keyed_in(clerk: Person, name: str, letter: str) -> str:
    clerk.open("/meja/surat/baru/")
    clerk.press("Cari", q=name)
    clerk.follow(name)
    clerk.follow(letter)
    clerk.answer("Catat permohonan", wrong_first=True, on_paper=f"{today():%d-%m-%Y}")
    found = RECEIPT.search(clerk.screen.text)
    if not found:
        raise Lost(f"{clerk.path} gives no receipt")
    return found[1]


def _home(scene: Scene) -> None:
    scene.stranger().open("/")
    scene.person.sees("Apa yang Anda perlukan?")


def _office(scene: Scene) -> None:
    person = scene.stranger()
    person.open("/")
    person.follow("Kantor dan jam buka")
    person.sees("Jam buka")


def _own_data(scene: Scene) -> None:
    person = scene.resident()
    person.open("/saya/")
    person.follow("Lihat data saya")
    person.sees("Keluarga sekarang")


def _who_read(scene: Scene) -> None:
    person = scene.resident()
    person.open("/saya/")
    person.sees("Siapa yang membuka data Anda")


def _information(scene: Scene) -> None:
    if scene.way == PAPER:
        clerk = scene.clerk("ppid")
        clerk.open("/meja/informasi-publik/")
        clerk.follow("Catat")
        go_on(clerk, on_paper=f"{today():%d-%m-%Y}")
        return
    person = scene.stranger() if scene.way == ALONE else scene.resident()
    person.open("/")
    person.follow("informasi publik")
    person.follow("Ajukan")
    go_on(person)


def _receipt(scene: Scene) -> None:
    person = scene.stranger()
    asked = Person()
    asked.open("/informasi-publik/")
    asked.follow("Ajukan")
    go_on(asked, wrong_first=False)
    number, code = asked.path.strip("/").split("/")[-2:]
    person.open("/resi/")
    person.answer("Lihat keadaannya", wrong_first=True, receipt=number, secret=code)
    person.sees(number)


def _reported(words: str) -> Callable[[Scene], None]:
    def walk(scene: Scene) -> None:
        person = scene.resident()
        person.open("/")
        person.follow("Laporan peristiwa")
        person.follow(words)
        go_on(person)

    return walk


def _asked(scene: Scene) -> tuple[Person, str]:
    """A request that is on its way already, and its number: what was done for it is not counted."""
    person = scene.resident()
    person.open("/surat/ajukan/keterangan-umum/")
    number = go_on(person, wrong_first=False)
    return person, number


def _at_desk(username: str, number: str) -> Person:
    clerk = officer(username)
    clerk.open(f"/meja/surat/?q={number}")
    clerk.follow(number)
    return clerk


def _taken_back(scene: Scene) -> None:
    person, number = _asked(scene)
    person.begin()
    person.open("/surat/saya/")
    person.follow("Keterangan umum")
    person.sees(number)
    person.follow("Batalkan permohonan ini")
    person.press("Ya")
    person.sees("dibatalkan")


def _put_right(scene: Scene) -> None:
    person, number = _asked(scene)
    clerk = _at_desk("loket", number)
    clerk.press("Kembalikan ke pemohon", note="Tulis keperluannya lebih jelas")
    person.begin()
    person.open("/surat/saya/")
    person.follow("Keterangan umum")
    person.sees("Tulis keperluannya lebih jelas")
    person.follow("Ubah")
    person.answer("Simpan" if person.has_button("Simpan") else "Lanjut", wrong_first=True)
    person.press("kirim lagi")
    person.sees("dikirim lagi")


def _finished(scene: Scene) -> None:
    person, number = _asked(scene)
    _signed(number)
    person.begin()
    person.open("/surat/saya/")
    person.follow("Keterangan umum")
    letter = person.path
    person.follow("Unduh surat")
    if not person.content.startswith(b"%PDF"):
        raise Lost(f"{letter} gives no letter")


def _signed(number: str) -> None:
    """The office does its part."""
    clerk = _at_desk("loket", number)
    papers = clerk.form_of("Lengkap, teruskan")[0].questions.get("shown")
    clerk.answer("Lengkap, teruskan", shown=papers.options if papers else None)
    _at_desk("sekdes", number).press("Verifikasi")
    head = officer("kades")
    head.open("/meja/surat/tanda-tangan/")
    for _letter in range(MOST_STEPS):
        if not head.has_button("Sudah saya lihat"):
            break
        head.press("Sudah saya lihat")
    head.follow("Tanda tangani")
    head.press("Tanda tangani")


def _verified(scene: Scene) -> None:
    person, number = _asked(scene)
    _signed(number)
    person.open("/surat/saya/")
    person.follow("Keterangan umum")
    person.follow("Periksa keasliannya")
    bank = scene.stranger()
    bank.open(person.path)
    bank.sees("Surat ini sah")


def _statistics(scene: Scene) -> None:
    person = scene.stranger()
    person.open("/")
    person.follow("Lihat statistik")
    person.follow("Umur")
    person.sees("Cara menghitung")


TASKS: tuple[Task, ...] = (
    Task("home", (ALONE,), _home),
    Task("office and hours", (ALONE,), _office),
    *(Task(f"letter {key}", (ALONE, PAPER, BEHALF), _letter(key)) for key in LETTERS),
    Task("public information", (ALONE, PAPER, BEHALF), _information),
    *(Task(f"report: {words}", (ALONE, BEHALF), _reported(words)) for words in REPORTS),
    Task("follow a receipt", (ALONE,), _receipt),
    Task("take back a request", (ALONE, BEHALF), _taken_back),
    Task("put right what came back", (ALONE, BEHALF), _put_right),
    Task("fetch the finished letter", (ALONE, BEHALF), _finished),
    Task("check a letter", (ALONE,), _verified),
    Task("figures of the village", (ALONE,), _statistics),
    Task("own data", (ALONE, BEHALF), _own_data),
    Task("who read my data", (ALONE, BEHALF), _who_read),
)


def run(only: str = "") -> list[dict[str, object]]:
    """Walk every task in every way; `only` names one task."""
    with override_settings(PENDOPO_PUBLIC_URL="http://127.0.0.1"):
        take_address()  # a letter's code leads to an address that was tried
        for _visit in range(2):  # what is counted once for each state of the register
            Person().open("/")
        return [
            asdict(_walked(task, way, number + place))
            for number, task in enumerate(TASKS)
            for place, way in enumerate(task.ways)
            if only in ("", task.name)
        ]


def _walked(task: Task, way: str, number: int) -> Done:
    scene, begun, trouble = Scene(way, number), time.process_time(), ""
    try:
        task.walk(scene)
    except Lost as lost:
        trouble = str(lost)
    spent = (time.process_time() - begun) * 1000
    return Done(task.name, way, asdict(scene.person.tally), trouble, spent)
