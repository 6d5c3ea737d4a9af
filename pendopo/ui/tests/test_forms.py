"""What the form renderer ties together, and what the shared fields accept."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from pendopo.ui.forms import DayField, DigitsField, FileForm, UploadField, WholeField
from pendopo.ui.forms.sample import SampleFilter, SampleForm


@pytest.fixture(scope="module")
def wrong() -> str:
    return str(SampleForm({"name": "Asep", "nik": "320613", "born_on": "31-02-1985"}))


def test_every_id_is_unique_and_every_reference_leads_somewhere(wrong: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', wrong)
    assert len(ids) == len(set(ids))
    for described in re.findall(r'aria-describedby="([^"]+)"', wrong):
        assert set(described.split()) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', wrong)) <= set(ids)
    assert set(re.findall(r'\sfor="([^"]+)"', wrong)) <= set(ids)


def test_the_summary_links_to_a_control_for_every_error(wrong: str) -> None:
    links = re.findall(r'<a href="#([^"]+)">', wrong)
    assert links == ["id_nik", "id_born_on", "id_sex_0", "id_hamlet", "id_income", "id_agreed"]
    for link in links:
        assert re.search(rf'<(input|select|textarea)[^>]*\sid="{link}"', wrong)


def test_a_wrong_field_is_marked_in_words_for_eyes_and_for_screen_readers(wrong: str) -> None:
    nik = wrong[wrong.index('for="id_nik"') : wrong.index('for="id_born_on"')]
    assert 'aria-invalid="true"' in nik and 'aria-describedby="id_nik_helptext id_nik_error"' in nik
    assert "Harus 16 angka, yang Anda tulis 6." in nik


def test_what_was_typed_is_not_lost(wrong: str) -> None:
    assert 'value="320613"' in wrong and 'value="31-02-1985"' in wrong


def test_groups_of_choices_stand_in_a_fieldset_with_a_legend(wrong: str) -> None:
    assert re.search(
        r'<fieldset class="choices"[^>]*aria-describedby="id_sex_error"[^>]*>\s*<legend>Jenis kelamin', wrong
    )
    assert wrong.count("<fieldset") == wrong.count("</fieldset>") == 2


def test_identity_numbers_are_text_with_a_number_keyboard(wrong: str) -> None:
    assert re.search(r'<input type="text" name="nik"[^>]*inputmode="numeric"', wrong)
    assert 'type="number"' not in wrong


def test_optional_fields_say_so_except_in_a_filter() -> None:
    assert str(SampleForm()).count("boleh kosong") == 6
    assert "boleh kosong" not in str(SampleFilter())


def test_an_untouched_form_shows_no_summary() -> None:
    assert "error-summary" not in str(SampleForm())


def test_errors_of_the_whole_form_come_first() -> None:
    class Pair(forms.Form):
        one = forms.CharField()

        def clean(self) -> dict[str, Any]:
            raise ValidationError("Keluarga ini sudah punya kepala. Pilih orang lain.")

    page = str(Pair({}))
    assert page.index("sudah punya kepala") < page.index('href="#id_one"')


def test_hints_and_labels_are_escaped() -> None:
    class Nasty(forms.Form):
        one = forms.CharField(label="<b>x</b>", help_text="<script>")

    page = str(Nasty({}))
    assert "<b>" not in page and "<script>" not in page


def test_a_summary_can_be_shown_alone() -> None:
    assert "id_sex_0" in render_to_string("ui/error_summary.html", {"form": SampleForm({})})


def test_a_day_is_read_shown_and_bounded() -> None:
    field = DayField(latest=lambda: date(2026, 11, 21))
    assert field.clean("17 Agustus 1945") == date(1945, 8, 17)
    assert field.prepare_value(date(1945, 8, 17)) == "17-08-1945"
    assert not field.has_changed(date(1945, 8, 17), "17081945")
    with pytest.raises(ValidationError, match="belum terjadi"):
        field.clean("22-11-2026")
    with pytest.raises(ValidationError, match="contoh: 17-08-1945"):
        field.clean("kemarin")


def test_digits_keep_their_zeros_and_lose_their_gaps() -> None:
    assert DigitsField(length=16).clean("0206 1317.0885-0001") == "0206131708850001"
    with pytest.raises(ValidationError, match="angka saja"):
        DigitsField().clean("32O6")


def test_an_error_about_digits_never_repeats_them() -> None:
    with pytest.raises(ValidationError) as caught:
        DigitsField(length=16).clean("320613170885000")
    assert "3206" not in str(caught.value)


def test_amounts_are_read_with_dots_and_bounded() -> None:
    assert WholeField().clean("Rp 1.500.000") == 1_500_000
    with pytest.raises(ValidationError):
        WholeField(min_value=0).clean("-5")


def test_an_upload_of_the_wrong_kind_or_size_is_refused_with_the_next_step() -> None:
    field = UploadField(endings=["xlsx"], megabytes=1)
    read = field.clean(SimpleUploadedFile("warga.XLSX", b"PK"))
    assert read is not None and read.name == "warga.XLSX"
    with pytest.raises(ValidationError, match=r"Pilih berkas \.xlsx"):
        field.clean(SimpleUploadedFile("warga.exe", b"MZ"))
    with pytest.raises(ValidationError, match="Paling besar 1 MB"):
        field.clean(SimpleUploadedFile("warga.xlsx", b"x" * (1024 * 1024 + 1)))


@pytest.mark.parametrize("typed", ["01-01-0001", "0001-01-01", "17-08-1745", "31-12-9999"])
def test_a_year_that_nobody_alive_can_mean_is_a_slip(typed: str) -> None:
    with pytest.raises(ValidationError, match="tahun"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Belum diisi. Isi bagian ini, lalu kirim lagi."),
        (forms.CharField(max_length=3), "abcde", "Terlalu panjang: 5 huruf. Paling banyak 3."),
        (
            forms.ChoiceField(choices=[("a", "A")]),
            "zz",
            "Pilihan ini tidak ada di daftar. Pilih salah satu yang ada.",
        ),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Belum dipilih. Pilih salah satu."),
        (forms.UUIDField(), "zz", "Pilihan ini tidak ada di daftar. Pilih salah satu yang ada."),
        (forms.BooleanField(), "", "Belum dicentang. Centang kotaknya, lalu kirim lagi."),
        (forms.EmailField(), "asep", "Surel ini tidak lengkap. Tulis seperti nama@contoh.id."),
        (
            forms.URLField(assume_scheme="https"),
            "a b",
            "Alamat ini tidak lengkap. Tulis seperti https://contoh.desa.id.",
        ),
        (WholeField(), "", "Belum diisi. Isi bagian ini, lalu kirim lagi."),
        (DayField(), "", "Belum diisi. Isi bagian ini, lalu kirim lagi."),
    ],
)
def test_every_kind_of_field_says_what_to_do_next(field: forms.Field, typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


def test_what_only_works_with_a_script_stays_away_without_one() -> None:
    css = (Path(__file__).parents[1] / "static" / "ui" / "pendopo.css").read_text()
    assert "[hidden] { display: none !important; }" in css


def test_a_choice_of_rows_speaks_the_same_words() -> None:
    assert str(forms.ModelChoiceField.default_error_messages["invalid_choice"]).startswith(
        "Pilihan ini tidak ada"
    )


def test_a_form_of_the_house_itself_speaks_plainly() -> None:
    """Its fields are made when the forms of `ui` are read, which must not be before the words are set."""
    assert FileForm({}).errors["purpose"] == ["Belum diisi. Isi bagian ini, lalu kirim lagi."]
    assert FileForm({}).errors["format"] == ["Belum dipilih. Pilih salah satu."]
