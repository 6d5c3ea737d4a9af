"""Forms of uploaded lists: the file and its name, the columns, what to compare with."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.matching.queries.lists import ColumnSample, ListPage, MappingPage, PreviewPage
from pendopo.matching.rules.columns import FIELDS, OWN_VILLAGE, REQUIRED, mapping_problem
from pendopo.ui.forms import FileForm, Files, PageForm, Typed, UploadField

NOT_IN_FILE = ""


class ListUploadForm(forms.Form):
    """The table and a name for it."""

    title = forms.CharField(
        label=_("Nama daftar"),
        max_length=120,
        help_text=_("Contoh: Penerima BLT Dana Desa 2026. Pakai nama yang sama untuk daftar versi baru."),
        error_messages={"required": _("Tulis nama daftarnya dahulu.")},
    )
    file = UploadField(
        label=_("Berkas daftar"),
        endings=("xlsx", "xlsm", "xls", "csv"),
        megabytes=1,
        help_text=_(
            "Excel (.xlsx, .xlsm, .xls) atau CSV. Satu baris satu orang. Baris pertama memuat nama kolom."
        ),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
        },
    )

    def __init__(self, data: Typed = None, files: Files = None) -> None:
        super().__init__(data, files)
        file = self.fields["file"]
        assert isinstance(file, UploadField)
        file.megabytes = settings.PENDOPO_UPLOAD_BYTES // 1024 // 1024


class MappingForm(PageForm[MappingPage]):
    """Which column holds what; every choice shows the first values of the column."""

    mark_optional: ClassVar[bool] = False

    def ask(self, page: MappingPage) -> None:
        choices = [(NOT_IN_FILE, _t("tidak ada di berkas"))]
        choices += [(str(column.place), _described(column)) for column in page.columns]
        for name, label in FIELDS.items():
            place = page.chosen.get(name)
            own = [
                (
                    str(OWN_VILLAGE),
                    _t("semua orang di daftar ini dari %(village)s") % {"village": page.village},
                )
            ]
            self.fields[name] = forms.ChoiceField(
                label=_t(label),
                choices=[*(own if name == "desa" and page.village else []), *choices],
                required=name in REQUIRED,
                initial=NOT_IN_FILE if place is None else str(place),
                error_messages={"required": _("Pilih kolom yang memuat nama orang.")},
            )

    @property
    def mapping(self) -> dict[str, int]:
        """The chosen columns."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value != NOT_IN_FILE}

    def clean(self) -> None:
        """Say what is wrong with the choice as a whole."""
        if self.errors:
            return
        problem = mapping_problem(self.mapping, len(self.page.columns))
        if problem is not None:
            self.add_error("nama" if problem == "name_missing" else None, str(_PROBLEMS[problem]))


_PROBLEMS = {
    "name_missing": _("Kolom nama belum dipilih. Pilih kolom yang memuat nama orang."),
    "anchor_missing": _("Nama saja tidak cukup. Pilih juga NIK, nomor KK, tanggal lahir, atau alamat."),
    "column_twice": _("Satu kolom dipakai dua kali. Pilih kolom lain untuk salah satunya."),
    "column_unknown": _("Ada pilihan kolom yang tidak dikenal. Pilih lagi dari daftar."),
}


def _described(column: ColumnSample) -> str:
    samples = ", ".join(sample for sample in column.samples if sample)
    return f"{column.heading}: {samples}"[:90] if samples else str(column.heading)


class CompareForm(PageForm[ListPage | PreviewPage]):
    """With what the list is compared: the register, or another list."""

    mark_optional: ClassVar[bool] = False

    other = forms.ChoiceField(label=_("Bandingkan dengan"), required=False)

    def ask(self, page: ListPage | PreviewPage) -> None:
        choices = [("", _t("Data warga"))]
        choices += [(str(one.pk), _t("Daftar: %(title)s") % {"title": one.title}) for one in page.others]
        chooser = self.fields["other"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = choices


class ReasonForm(forms.Form):
    """A reason that the journal keeps."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        error_messages={"required": _("Alasan belum diisi. Tulis alasannya, lalu simpan lagi.")},
    )


class DownloadForm(FileForm):
    """What a file of results is for, and whether full numbers are needed."""

    numbers = forms.ChoiceField(
        label=_("NIK dan nomor KK"),
        choices=(("masked", _("Disamarkan")), ("full", _("Lengkap, perlu izin ekspor"))),
        initial="masked",
        widget=forms.RadioSelect,
    )
