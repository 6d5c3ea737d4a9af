"""Who may sign follows from the post that an account holds; a name decides nothing."""

import pytest

from pendopo.accounts.operations import identify_officer
from pendopo.accounts.tests import folk
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.signing import look_at, sign_request
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.tests.office import SETUP, TARAJU, Office, appoint, hold, verified
from pendopo.people.tests import crowd

pytestmark = pytest.mark.django_db


def test_another_spelling_signs_and_the_same_name_without_a_post_does_not(office: Office) -> None:
    post = appoint("Asep Sunandar", "Kasi Pemerintahan")
    titled = folk.officer("asep", "penanda_tangan_ub")
    folk.change(titled, name="H. Asep Sunandar, S.Sos.")
    same = folk.officer("asep2", "penanda_tangan_ub")
    folk.change(same, name="Asep Sunandar")
    hold(titled, post)
    found = signatory_for(folk.actor(titled), village=TARAJU, signers=("other",))
    assert found is not None and found.name == "Asep Sunandar" and found.position == "Kasi Pemerintahan"
    assert signatory_for(folk.actor(same), village=TARAJU, signers=("other",)) is None


def test_the_head_signs_under_whatever_name_his_account_has(office: Office) -> None:
    folk.change(office.users["head"], name="H. Kepala, S.Sos.")
    head = folk.actor(office.users["head"])
    assert sign_request(head, case=look_at(head, request=verified(office))).state == "signed"
    twin = folk.officer("kepala2", "kepala_desa")
    folk.change(twin, name="Kepala")
    identify_officer(SETUP, area=TARAJU, officer=twin, person=None)
    row = look_at(folk.actor(twin), request=verified(office))
    with pytest.raises(LetterRefused) as refusal:
        sign_request(folk.actor(twin), case=row)
    assert refusal.value.code == "official_missing"


def test_kin_sees_no_step_of_a_letter_and_reads_who_else_may(office: Office) -> None:
    from pendopo.letters.queries.desk import desk_request

    wife = crowd.person("Imas", family=office.person.family, relation=3, sex=2)
    crowd.write([wife])
    identify_officer(SETUP, area=TARAJU, officer=office.users["operator"], person=wife)
    from pendopo.letters.tests.office import ask

    page = desk_request(office.operator, ask(office).pk)
    assert not page.may and "keluarga dekat Anda" in page.problem
    assert "Sekretaris" in page.problem
