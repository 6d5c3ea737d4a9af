"""What is sent of a template: its words, without the indentation of the source."""

from pendopo.ui.loading import without_indentation


def test_indentation_goes_and_words_stay_apart() -> None:
    assert without_indentation("<p>\n    Satu\n\n  dua\n</p>") == "<p>\nSatu\ndua\n</p>"


def test_what_is_shown_as_typed_stays() -> None:
    shown = "<div>\n  <pre>\n  a\n    b</pre>\n  <textarea>\n  c</textarea>\n</div>"
    assert without_indentation(shown) == "<div>\n<pre>\n  a\n    b</pre>\n<textarea>\n  c</textarea>\n</div>"
