"""The arithmetic of charts."""

import gzip

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from pendopo.ui.charts import bar_chart, line_chart, nice_ticks, pyramid

COUNTS = st.lists(st.tuples(st.text(max_size=12), st.integers(0, 10**12)), max_size=30)
AGES = [(f"{age}–{age + 4}", 200 + age, 210 + age) for age in range(0, 80, 5)]


@given(COUNTS)
def test_bars_sum_to_the_whole_and_fit(rows: list[tuple[str, int]]) -> None:
    chart = bar_chart(rows)
    assert chart.total == sum(value for _, value in rows)
    assert all(0 <= bar.width <= 100 for bar in chart.bars)
    if chart.total:
        assert max(bar.width for bar in chart.bars) == 100
        assert sum(bar.share or 0 for bar in chart.bars) == pytest.approx(1)


def test_bars_are_in_proportion() -> None:
    assert [bar.width for bar in bar_chart([("a", 200), ("b", 50), ("c", 0)]).bars] == [100, 25, 0]


def test_an_empty_series_is_an_empty_chart() -> None:
    assert bar_chart([]).bars == () and bar_chart([]).total == 0
    assert pyramid([]).steps == ()
    assert line_chart([], []).lines == ()


def test_only_zeros_draw_no_bar_and_divide_by_nothing() -> None:
    chart = bar_chart([("a", 0), ("b", 0)])
    assert [bar.width for bar in chart.bars] == [0, 0]
    assert [bar.share for bar in chart.bars] == [None, None]
    assert {step.left_width for step in pyramid([("0–4", 0, 0)]).steps} == {0}


def test_a_withheld_count_has_no_bar_and_gives_away_no_share() -> None:
    chart = bar_chart([("a", 20), ("b", None)])
    assert (chart.bars[1].text, chart.bars[1].width, chart.withheld) == ("<5", 0, 1)
    assert [bar.share for bar in chart.bars] == [None, None]


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_a_bar_refuses_what_it_cannot_show(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        bar_chart([("a", value)])


def test_the_pyramid_keeps_both_totals_and_puts_the_oldest_on_top() -> None:
    chart = pyramid(AGES)
    assert (chart.left_total, chart.right_total) == (sum(row[1] for row in AGES), sum(row[2] for row in AGES))
    assert chart.steps[0].label == "75–79" and chart.from_youngest[0].label == "0–4"


@given(
    st.lists(
        st.tuples(st.just("10–14"), st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=21
    )
)
def test_pyramid_bars_never_meet_the_labels_or_the_numbers(rows: list[tuple[str, int, int]]) -> None:
    chart = pyramid(rows)
    for step in chart.steps:
        assert step.left_x >= 0 and step.left_x + step.left_width <= 50
        assert chart.right_x >= 50 and chart.right_x + step.right_width <= 100.01


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_ticks_hold_the_values_and_zero_evenly(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high)
    hair = max(high, 0.0, -low) * 1e-9 + 1e-9
    assert ticks[0] <= low + hair and ticks[-1] >= high - hair
    assert 0 in ticks and 2 <= len(ticks) <= 8


@pytest.mark.parametrize(
    ("high", "ticks"), [(0, (0, 1)), (212, (0, 50, 100, 150, 200, 250)), (0.03, (0, 0.01, 0.02, 0.03))]
)
def test_ticks_are_round(high: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(0, high) == ticks


def test_a_line_keeps_its_gap_and_its_zero() -> None:
    chart = line_chart(["Jan", "Feb", "Mar", "Apr"], [("Surat", [10, 20, None, 5])])
    assert chart.lines[0].segments == ("0,50 33.33,0",)
    assert len(chart.lines[0].dots) == 3
    assert chart.rows[2] == ("Mar", ("–",))


def test_a_single_point_stands_in_the_middle_as_a_dot() -> None:
    chart = line_chart(["2026"], [("Surat", [4])])
    assert chart.lines[0].segments == () and len(chart.lines[0].dots) == 1


def test_the_lower_axis_names_first_and_last_and_never_overlaps() -> None:
    labels = [
        f"{month} 2026" for month in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt")
    ]
    ticks = line_chart(labels, [("a", list(range(10)))]).x_ticks
    assert (ticks[0].text, ticks[-1].text, ticks[-1].anchor) == ("Jan 2026", "Okt 2026", "fin")
    assert all(after.at - before.at >= 8 * 2.0 for before, after in zip(ticks, ticks[1:], strict=False))


def test_uneven_and_too_many_series_are_refused() -> None:
    with pytest.raises(ValueError, match="one value per label"):
        line_chart(["a"], [("x", [1, 2])])
    with pytest.raises(ValueError, match="four"):
        line_chart(["a"], [(str(number), [1]) for number in range(5)])


def draw(text: str, **values: object) -> str:
    return Template("{% load ui %}" + text).render(Context(values))


def test_a_pyramid_of_a_village_weighs_at_most_3_kb_with_its_table() -> None:
    page = draw("{% pyramid 'Piramida penduduk' ages csv='/piramida.csv' %}", ages=AGES)
    assert len(gzip.compress(page.encode(), 9)) <= 3072
    assert 'role="img"' in page and "<title" in page and "<desc" in page and "style=" not in page
    assert page.count('<th scope="row">') == len(AGES) + 1


def test_drawings_use_the_point_in_coordinates_and_the_comma_in_words() -> None:
    page = draw("{% bar_chart 'Luas' rows %}", rows=[("Sawah", 1234.5), ("Kebun", 411.25)])
    assert "1.234,5" in page and 'width="33.31%"' in page


def test_an_empty_chart_says_so_instead_of_drawing() -> None:
    for tag in ("{% bar_chart 'x' none %}", "{% pyramid 'x' none %}", "{% line_chart 'x' none none %}"):
        page = draw(tag, none=[])
        assert "<svg" not in page and "Belum ada data" in page


def test_labels_are_escaped() -> None:
    assert "<b>" not in draw("{% bar_chart 'x' rows %}", rows=[("<b>", 3)])


def test_the_table_of_a_line_chart_holds_every_number() -> None:
    page = draw(
        "{% line_chart 'Surat' labels series %}", labels=["2025", "2026"], series=[("Diminta", [1200, 1301])]
    )
    assert '<td class="n">1.200</td>' in page and '<td class="n">1.301</td>' in page
