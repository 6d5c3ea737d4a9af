"""Several queues as one list: whatever page is asked for, it is the part of the whole list that it should be."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.worklist import Mark, Waiting, WorkItem, WorkList, few

DAY = date(2026, 11, 2)
days = st.integers(0, 5).map(lambda number: DAY + timedelta(days=number))
items = st.builds(
    WorkItem,
    due=st.none() | days,
    title=st.text("abc", max_size=3),
    subject=st.just(""),
    since=days,
    url=st.uuids().map(str),
)


@settings(max_examples=40)
@given(st.lists(st.lists(items, max_size=12), max_size=4), st.integers(1, 7))
def test_pages_hold_every_line_once_and_by_clock(queues: list[list[WorkItem]], size: int) -> None:
    work = WorkList([few(queue) for queue in queues])
    pages = [work[start : start + size] for start in range(0, len(work), size)]
    found = [item for page in pages for item in page]
    assert found == list(work)
    assert sorted(item.url for item in found) == sorted(item.url for queue in queues for item in queue)
    ranks = [Mark(item.due, item.since, "").rank for item in found]
    assert ranks == sorted(ranks)


def test_a_page_asks_each_queue_for_no_more_than_it_can_show() -> None:
    asked: list[int] = []
    read: list[int] = []

    def first(most: int) -> list[Mark]:
        asked.append(most)
        return [Mark(DAY, DAY, place) for place in range(most)]

    def lines(marks: list[Mark]) -> dict[int, WorkItem]:
        read.append(len(marks))
        return {mark.key: WorkItem(DAY, str(mark.key), "", DAY, "/") for mark in marks}

    work = WorkList([Waiting(1_000_000, first, lines)])  # type: ignore[arg-type]
    assert [item.title for item in work[50:75]] == [str(place) for place in range(50, 75)]
    assert (asked, read) == ([75], [25])


def test_what_somebody_else_did_meanwhile_is_left_out() -> None:
    marks = [Mark(DAY, DAY, place) for place in range(3)]
    work = WorkList([Waiting(3, lambda most: marks[:most], lambda wanted: {})])
    assert work[0:3] == []
