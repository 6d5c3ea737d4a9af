"""A kind of case has columns of its own, and none of them is called as the frame calls something of every case."""

import pytest

from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import CaseKind, public_case_kinds


@pytest.mark.parametrize("kind", public_case_kinds(), ids=lambda kind: kind.flow.name)
def test_no_column_hides_what_the_frame_asks_of_every_case(kind: CaseKind) -> None:
    frames = {name for name, held in vars(Case).items() if isinstance(held, property)}
    assert {"marks", "stamp", "owner_name"} <= frames
    assert not frames & {one.name for one in kind.model._meta.get_fields()}
