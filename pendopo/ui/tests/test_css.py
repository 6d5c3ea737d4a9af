"""The style sheet: weight, independence, and the contrast of every colour pair in both modes."""

import gzip
import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[1]
CSS = (UI / "static/ui/pendopo.css").read_text(encoding="utf-8")

# Foreground and background as they meet on a page.
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "leaf", "leaf-deep", "late") for ground in ("paper", "card")),
    *((ink, f"{ink}-wash") for ink in ("ok", "wait", "late", "teak")),
    *(("ink", wash) for wash in ("leaf-wash", "ok-wash", "wait-wash", "late-wash", "teak-wash")),
    *(("soft", wash) for wash in ("leaf-wash", "ok-wash", "wait-wash", "late-wash", "teak-wash")),
    *(("leaf", wash) for wash in ("leaf-wash", "ok-wash", "wait-wash", "late-wash", "teak-wash")),
    ("leaf-deep", "leaf-wash"),
    ("on-leaf", "leaf"),
    ("on-leaf", "leaf-deep"),
    ("card", "late"),
    ("ink", "line"),
    ("on-bar", "bar"),
]
SHAPES = [
    *(("edge", ground) for ground in ("paper", "card", "leaf-wash")),
    *(
        ("focus", ground)
        for ground in ("paper", "card", "leaf-wash", "ok-wash", "wait-wash", "late-wash", "teak-wash")
    ),
    ("bar-mark", "bar"),
    *(("late", ground) for ground in ("paper", "card", "late-wash")),
    *((f"data-{number}", ground) for number in (1, 2, 3, 4) for ground in ("paper", "card")),
    *((f"data-{number}", "line") for number in (1,)),
    *((name, "paper") for name in ("leaf", "wait", "teak")),
    ("leaf", "line"),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


def modes() -> dict[str, dict[str, str]]:
    light = tokens(CSS[CSS.index(":root") : CSS.index("@media")])
    dark = re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", CSS, re.S)
    assert dark
    return {"light": light, "dark": {**light, **tokens(dark[1])}}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(mode: str, ink: str, ground: str) -> None:
    colours = modes()[mode]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_focus_and_data_can_be_seen(mode: str, shape: str, ground: str) -> None:
    colours = modes()[mode]
    assert contrast(colours[shape], colours[ground]) >= 3


def test_dark_mode_changes_every_colour_that_light_mode_puts_on_paper() -> None:
    both = modes()
    same = {name for name, value in both["light"].items() if both["dark"][name] == value}
    assert same == {"bar-mark"}


def test_every_token_that_is_used_is_defined_and_the_other_way_round() -> None:
    defined = set(re.findall(r"(?<![\w-])--([a-z0-9-]+):", CSS))
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", CSS)) == defined


def test_the_style_sheet_weighs_at_most_8_kb_on_the_wire() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= 8192


def test_the_script_weighs_at_most_one_and_a_half_kb() -> None:
    assert len((UI / "static/ui/pendopo.js").read_bytes()) <= 1536


def test_nothing_is_fetched_from_anywhere() -> None:
    for file in UI.glob("static/ui/*"):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text and "url(" not in text and "@import" not in text, file.name


def test_nothing_moves() -> None:
    assert "animation" not in CSS and "transition" not in CSS
