"""Every shipped type goes through a real request: asked, kept sealed, and drafted with the register's own facts."""

import io
import re
from datetime import date

import pytest

from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations import type_drafts
from pendopo.letters.queries.drafting import Letter, draft_page, public_sign_method
from pendopo.letters.queries.types import content_of, public_type
from pendopo.letters.rules.authority import Capacity, Signatory
from pendopo.letters.rules.types import TypeContent
from pendopo.letters.tests.office import TARAJU, Office, ask
from pendopo.places.operations import edit_labels
from pendopo.places.queries import profile_for, public_village
from pendopo.press.page import render_pdf
from tests.making import officer

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
ON = date(2026, 11, 21)
BY = Signatory("H. Contoh", "Kepala Desa", Capacity.HEAD, ("Kepala Desa Taraju",), "")


def letter(office: Office, row: LetterRequest) -> str:
    """What the drafted letter says, without spaces."""
    import pypdfium2

    method = public_sign_method(TARAJU)
    village = public_village(TARAJU)
    assert village is not None
    page = draft_page(Letter(row, content_of(row.version), village, BY, method), on=ON)
    pages = pypdfium2.PdfDocument(io.BytesIO(render_pdf(page)))
    return re.sub(r"\s+", "", "".join(one.get_textpage().get_text_range() for one in pages))


@pytest.mark.parametrize("key", [key for key, one in sorted(shipped_types().items()) if one.online])
def test_a_request_for_every_type_becomes_a_letter_about_the_applicant(office: Office, key: str) -> None:
    row = ask(office, key=key)
    said = letter(office, row)
    assert re.sub(r"\s", "", office.person.name) in said
    assert str(office.person.nik) in said


def test_a_letter_keeps_the_wording_it_was_asked_with(office: Office) -> None:
    row = ask(office, key="usaha")
    actor = officer("letters.types.edit", area=TARAJU)
    draft = type_drafts.save_draft(
        actor, village=TARAJU, key="usaha", changes={"template": "Kalimat lain untuk #v.nama.\n"}
    )
    type_drafts.enact_draft(actor, village=TARAJU, key="usaha", reason="uji", seen=draft.last_entry)
    assert "Kalimatlainuntuk" not in letter(office, LetterRequest.objects.get(pk=row.pk))
    assert "Kalimatlainuntuk" in letter(office, ask(office, key="usaha"))


def test_a_village_of_another_name_speaks_its_own_words(office: Office) -> None:
    editor = officer("places.profile.edit", area=TARAJU)
    profile = profile_for(editor, "places.profile.edit")
    labels = {**profile.labels, "village": "Nagari", "village_head": "Wali Nagari"}
    edit_labels(editor, profile=profile, labels=labels)
    said = letter(office, ask(office))
    assert "WaliNagariTaraju" in said
    assert "NagariTaraju,KecamatanTaraju" in said


def test_a_family_member_who_is_chosen_stands_with_the_facts_of_the_register(office: Office) -> None:
    chosen = {"almarhum": {"id": str(office.neighbour.pk), "name": "apa saja", "nik": ""}}
    said = letter(office, ask(office, key="kematian", answers=chosen))
    assert re.sub(r"\s", "", office.neighbour.name) in said
    assert "apasaja" not in said


def test_a_type_in_force_is_what_the_catalogue_says(office: Office) -> None:
    row = ask(office)
    found = public_type(TARAJU, "domisili")
    assert found.version == row.version
    content: TypeContent = content_of(row.version)
    assert content == shipped_types()["domisili"]
