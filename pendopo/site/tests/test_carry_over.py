"""A site made before posts were linked: its rows stay whole, and who signed by his name goes on, marked as unsure."""

from unittest.mock import patch

import pytest

from pendopo.accounts.models import OfficerIdentity, PostLink
from pendopo.accounts.operations import edit_officer
from pendopo.accounts.queries.posts import public_villages_by_name
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import SETUP, TARAJU
from pendopo.kernel import capture
from pendopo.kernel.actor import Actor
from pendopo.kernel.columns import journalled
from pendopo.kernel.models import JournalBody
from pendopo.kernel.operation import REGISTRY, operation
from pendopo.kernel.verify import verify
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.tests.office import appoint
from pendopo.people.tests import crowd
from pendopo.site import opening
from pendopo.site.wording import operation_in_words, table_in_words

pytestmark = pytest.mark.django_db
OLD = "letters.officer.identify"
OLD_COLUMNS = ("officer_id", "area_code", "person_id", "lives_elsewhere")


def _identify_as_before(head: Actor) -> OfficerIdentity:
    """Writes the row and its entry as the program did until posts were linked."""
    assert head.id is not None
    row = OfficerIdentity(officer_id=head.id, area_code=TARAJU, lives_elsewhere=True)

    @operation(OLD, "Petugas dihubungkan dengan warga", "test.make", "area")
    def identify(actor: Actor, *, area: str) -> None:
        """Say which resident an officer is."""
        row.save()

    try:
        with patch.object(
            capture,
            "journalled",
            lambda model: OLD_COLUMNS if model is OfficerIdentity else journalled(model),
        ):
            identify(SETUP, area=TARAJU)
    finally:
        del REGISTRY[OLD]
    return row


@pytest.fixture
def heads(db: None) -> list[Actor]:
    crowd.village()
    users = [folk.officer("kepala", "kepala_desa"), folk.officer("tatang", "penanda_tangan_ub")]
    twins = [folk.officer("kembar", "penanda_tangan_ub"), folk.officer("kembar2", "penanda_tangan_ub")]
    edit_officer(SETUP, user=twins[1], name=twins[0].name)
    for name, position in (
        ("Kepala", "Kepala Desa"),
        ("H. Tatang", "Kaur Umum"),
        ("Kembar", "Kasi Pelayanan"),
    ):
        appoint(name, position)
    return [folk.actor(user) for user in (*users, *twins)]


def signs(actor: Actor) -> bool:
    found = signatory_for(actor, village=TARAJU, signers=("head", "secretary", "other"))
    return found is not None


def test_who_signed_by_his_name_goes_on_once(heads: list[Actor], capsys: pytest.CaptureFixture[str]) -> None:
    _identify_as_before(heads[0])
    assert b"letters_officeridentity" in bytes(JournalBody.objects.latest("entry_id").body)
    assert verify().ok
    assert public_villages_by_name() == [TARAJU] and not any(signs(one) for one in heads)
    opening.carry_posts_over()
    assert f"{TARAJU}: 1" in capsys.readouterr().err
    assert [signs(one) for one in heads] == [True, False, False, False]
    (link,) = PostLink.objects.all()
    assert (link.source, link.said_by) == ("same_name", None)
    appoint("Tatang", "Kaur Keuangan")
    opening.carry_posts_over()
    assert PostLink.objects.count() == 1 and not signs(heads[1])
    assert verify().ok


def test_a_row_changed_by_hand_is_found_under_its_old_table(heads: list[Actor]) -> None:
    row = _identify_as_before(heads[0])
    folk.change(row, said_on="2026-01-02")
    broken = verify().broken
    assert broken is not None and "letters_officeridentity" in broken.problem


def test_a_new_village_links_nobody_by_name(heads: list[Actor]) -> None:
    opening.carry_posts_over()
    assert not PostLink.objects.exists() and not signs(heads[0])


def test_the_journal_still_has_words_for_the_old_names() -> None:
    assert operation_in_words(OLD) == "Petugas dihubungkan dengan warga"
    assert table_in_words("letters_officeridentity") == "petugas yang dihubungkan dengan warga"
