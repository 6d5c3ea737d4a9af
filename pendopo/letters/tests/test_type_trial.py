"""The picture that follows while somebody types a wording: nothing is kept, and a fault is named by its line."""

import pytest

from pendopo.kernel.models import JournalEntry
from pendopo.letters.models import LetterTypeVersion
from pendopo.letters.tests.test_type_editor import DESK, GOOD, SignIn, editor, said
from tests.making import ELSEWHERE, officer

TRIAL = f"{DESK}domisili/kalimat/lihat/"


def test_a_wording_is_drawn_while_it_is_typed_and_nothing_is_kept(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    written = JournalEntry.objects.count()
    answer = client.post(TRIAL, {"template": GOOD + "Kalimat baru.\n", "seen": ""})
    assert answer.status_code == 200
    first = said(answer)
    assert 'src="data:image/svg+xml;base64,' in first
    assert said(client.post(TRIAL, {"template": GOOD + "Kalimat lain sama sekali.\n", "seen": ""})) != first
    assert not LetterTypeVersion.objects.filter(state="draft").exists()
    assert JournalEntry.objects.count() == written


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("Baris pertama.\n\n#orang(v\n", "Baris 3: Ada kurung atau tanda yang belum ditutup."),
        ("", "Belum diisi"),
        ("x" * 20_001, "20"),
        ('#read("/etc/passwd")\n', "Baris 1"),
    ],
)
def test_a_fault_is_named_beside_the_text(taraju: str, as_actor: SignIn, template: str, words: str) -> None:
    page = said(as_actor(editor()).post(TRIAL, {"template": template, "seen": ""}))
    assert "belum dapat disusun" in page
    assert words in page
    assert "data:image" not in page


def test_the_trial_is_for_who_may_edit_and_for_posting(taraju: str, as_actor: SignIn) -> None:
    assert as_actor(editor()).get(TRIAL).status_code == 405
    assert as_actor(editor()).post(f"{DESK}tidak-ada/kalimat/lihat/", {"template": "x"}).status_code == 404
    stranger = officer("letters.types.edit", area=ELSEWHERE)
    assert as_actor(stranger).post(TRIAL, {"template": GOOD}).status_code == 404
    assert as_actor(officer("letters.read")).post(TRIAL, {"template": GOOD}).status_code in (403, 404)
