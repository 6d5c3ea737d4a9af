"""Where a refusal lands, and what passes through."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory

from pendopo.kernel.errors import Conflict, NotFound, NotPermitted, Refusal
from pendopo.ui.asking import attempt, said


class Asked(forms.Form):
    title = forms.CharField()
    file = forms.CharField()


@pytest.fixture
def form() -> Asked:
    form = Asked({"title": "Daftar beras", "file": "a"})
    assert form.is_valid()
    return form


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().post("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("code", "otherwise", "field"),
    [
        ("title_missing", None, "title"),
        ("title_missing", "file", "title"),
        ("too_big", "file", "file"),
        ("too_big", None, "__all__"),
        ("gone_elsewhere", None, "__all__"),  # its place names a field that this form does not have
    ],
)
def test_a_refusal_lands_on_its_field_and_the_text_stays(
    form: Asked, code: str, otherwise: str | None, field: str
) -> None:
    refusal = Refusal("Periksa lagi.")
    refusal.code = code
    with attempt(form, otherwise, title="title", gone="elsewhere") as tried:
        raise refusal
    assert form.errors == {field: ["Periksa lagi."]}
    assert not tried.done
    assert form["title"].value() == "Daftar beras"


@pytest.mark.parametrize("raised", [NotFound(), NotPermitted(), ValueError()])
def test_what_is_somebody_elses_passes_and_so_does_a_fault(form: Asked, raised: Exception) -> None:
    with pytest.raises(type(raised)), attempt(form):
        raise raised
    assert not form.errors


def test_a_form_that_knows_its_places_is_asked() -> None:
    class Own:
        seen: Refusal | None = None

        def refuse(self, refusal: Refusal) -> None:
            self.seen = refusal

    own = Own()
    with attempt(own) as tried:
        raise Conflict
    assert isinstance(own.seen, Conflict)
    assert tried.conflict


def test_without_a_form_the_next_page_says_it(request_: HttpRequest) -> None:
    with attempt(request_):
        raise Refusal("Belum boleh.")
    assert [(each.level_tag, str(each)) for each in get_messages(request_)] == [("error", "Belum boleh.")]


def test_without_a_place_the_words_can_be_asked_for() -> None:
    tried = attempt()
    assert tried.done
    assert tried.trouble == ""
    with tried:
        raise Refusal("Belum boleh.")
    assert tried.trouble == "Belum boleh."


def test_what_was_done_is_said_on_the_page_that_follows(request_: HttpRequest) -> None:
    answer = said(request_, "Tersimpan.", "/ui/")
    assert answer.headers["Location"] == "/ui/"
    assert [str(each) for each in get_messages(request_)] == ["Tersimpan."]
