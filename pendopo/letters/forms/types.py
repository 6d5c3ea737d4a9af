"""What an officer fills in about a letter type. Each form gives the parts of the content that it changes."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import Conflict, Refusal
from pendopo.letters.rules.content import LONGEST_TEMPLATE
from pendopo.letters.rules.types import GROUPS, PAPERS, STEPS, UNITS, Requirement, TypeContent
from pendopo.questions.forms.editing import QuestionForm
from pendopo.questions.forms.fields import AnswersForm
from pendopo.questions.forms.repeated import GroupField
from pendopo.questions.rules.faults import LONGEST_TEXT, Fault
from pendopo.questions.rules.parsing import key_of
from pendopo.ui.forms import UploadField, WholeField


class PartForm(AnswersForm):
    """A part of a type, with the state of the draft that the editor saw."""

    # Where a problem of the content stands in this form.
    places: ClassVar[Mapping[str, str]] = {}

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """The parts of the content, as the operation takes them."""
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> None:
        """Put what the rules found beside the fields; after a conflict the next click may replace the other version."""
        words = str(refusal)
        if isinstance(refusal, Conflict):
            self.data = {**self.data.dict(), "seen": str(refusal.details["current"].last_entry)}  # type: ignore[attr-defined]
            words = f"{words} {_('Jika Anda menyimpan lagi, isian Anda yang dipakai.')}"
        self.add_error(None, words)
        for problem in refusal.details.get("problems", ()):
            if isinstance(problem, Fault):
                field = self.places.get(problem.where.rpartition(".")[2], problem.where)
                self.add_error(field if field in self.fields else None, _say(problem))
            else:
                self.add_error(None, faulty_line(problem))


def _say(problem: Fault) -> str:
    return str(_(problem.sentence)) % dict(problem.params)


def faulty_line(problem: Any) -> str:
    """Say what is wrong with a wording, and where."""
    if problem.line:
        return _("Baris %(line)s: %(message)s") % {"line": problem.line, "message": problem.message}
    return str(problem.message)


def translated(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Give a table of words as choices in the language of the page."""
    return [(key, _(word)) for key, word in words.items()]


class TypeQuestionForm(QuestionForm, PartForm):
    """One question of a type."""

    places: ClassVar[Mapping[str, str]] = {"fields": "parts", "least": "rows"}


class GeneralForm(PartForm):
    """Name, purpose and rules of a type."""

    name = forms.CharField(label=_("Nama di daftar surat"), max_length=120)
    title = forms.CharField(
        label=_("Judul pada surat"), max_length=120, help_text=_("Contoh: Surat Keterangan Usaha.")
    )
    purpose = forms.CharField(
        label=_("Kegunaan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu atau dua kalimat, dibaca warga."),
    )
    group = forms.ChoiceField(label=_("Kelompok"), choices=translated(GROUPS))
    search = forms.CharField(
        label=_("Kata pencarian"),
        max_length=200,
        required=False,
        help_text=_("Kata lain yang dipakai warga, dipisah spasi."),
    )
    archive_code = forms.CharField(
        label=_("Kode arsip"),
        max_length=30,
        required=False,
        help_text=_("Kosongkan untuk memakai kode dari tabel aturan."),
    )
    validity_count = WholeField(label=_("Masa berlaku"), min_value=0, max_value=120)
    validity_unit = forms.ChoiceField(label=_("Satuan masa berlaku"), choices=translated(UNITS))
    days = WholeField(
        label=_("Tenggat layanan (hari kerja)"),
        min_value=0,
        max_value=60,
        help_text=_("Isi 0 untuk memakai tenggat umum."),
    )
    fee = WholeField(
        label=_("Biaya (rupiah)"),
        min_value=0,
        max_value=10_000_000,
        help_text=_("Biasanya 0. Pungutan memerlukan dasar hukum."),
    )
    signers = forms.MultipleChoiceField(
        label=_("Siapa yang boleh menandatangani?"),
        widget=forms.CheckboxSelectMultiple,
    )
    steps = forms.MultipleChoiceField(
        label=_("Langkah sebelum tanda tangan"),
        choices=translated(STEPS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    online = forms.BooleanField(label=_("Warga boleh mengajukan sendiri dari telepon"), required=False)
    paper = forms.ChoiceField(label=_("Kertas"), choices=[(paper, paper) for paper in PAPERS])

    def __init__(self, *args: Any, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        head, secretary = labels["village_head"], labels["secretary"]
        self.fields["signers"].choices = [  # type: ignore[attr-defined]
            ("head", head),
            ("secretary", _("%(secretary)s, atas nama %(head)s") % {"secretary": secretary, "head": head}),
            ("other", _("Pejabat lain, untuk beliau (u.b.)")),
        ]

    def changes(self) -> dict[str, Any]:
        own = [name for name in self.fields if name != "seen"]
        return {name: self.cleaned_data[name] for name in own}


class WordingForm(PartForm):
    """The body of the letter between its number and its signature."""

    template = forms.CharField(
        label=_("Kalimat surat"),
        max_length=LONGEST_TEMPLATE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def changes(self) -> dict[str, Any]:
        return {"template": self.cleaned_data["template"].replace("\r\n", "\n")}


# What the editor shows beside the wording: how one writes a value, a table, a condition.
EXAMPLES = (
    ("#v.nama", _("menulis satu isian.")),
    ("#orang(v)", _("menulis data pemohon.")),
    ("#orang(v.ayah)", _("menulis data orang lain.")),
    ('#data(("Nama usaha", v.nama_usaha))', _("menulis baris berlabel. Yang kosong dilewati.")),
    ('#daftar(v.saksi, (("nama", "Nama"),))', _("menulis tabel dari daftar berulang.")),
    ('#if ada("keperluan") [ … ]', _("menulis hanya bila isian itu terisi.")),
    ('#tanda-tangan(("Saksi", v.nama))', _("memberi tempat tanda tangan orang lain.")),
)


class RequirementsForm(PartForm):
    """The papers that a letter needs, one row each; an emptied row is dropped."""

    requirements = GroupField(
        {
            "name": forms.CharField(label=_("Nama syarat"), max_length=120),
            "supplier": forms.CharField(
                label=_("Diperoleh dari"), max_length=200, required=False, help_text=_("Contoh: ketua RT.")
            ),
            "optional": forms.BooleanField(label=_("Boleh menyusul"), required=False),
            "key": forms.CharField(widget=forms.HiddenInput, required=False),
        },
        label=_("Syarat"),
        required=False,
        ignored=("key", "optional"),
    )

    @staticmethod
    def rows(content: TypeContent) -> list[dict[str, Any]]:
        """The papers of a type as rows."""
        return [
            {"name": one.name, "supplier": one.supplier, "optional": not one.required, "key": one.key}
            for one in content.requirements
        ]

    def changes(self) -> dict[str, Any]:
        found: dict[str, Requirement] = {}
        for row in self.cleaned_data["requirements"]:
            key = row["key"] or key_of(row["name"])
            found[key] = Requirement(key, row["name"], row["supplier"], not row["optional"])
        return {"requirements": [vars(one) for one in found.values()]}


STANDARD_WORDS = {
    "legal_basis": _("Dasar hukum"),
    "procedure": _("Sistem, mekanisme, dan prosedur"),
    "product": _("Produk pelayanan"),
    "facilities": _("Sarana, prasarana, dan fasilitas"),
    "competence": _("Kompetensi pelaksana"),
    "supervision": _("Pengawasan internal"),
    "complaints": _("Penanganan pengaduan, saran, dan masukan"),
    "executors": _("Jumlah pelaksana"),
    "guarantee": _("Jaminan pelayanan"),
    "security": _("Jaminan keamanan dan keselamatan"),
    "evaluation": _("Evaluasi kinerja pelaksana"),
}
LISTS = ("legal_basis", "procedure")


class StandardForm(PartForm):
    """The components of the service standard that do not follow from the type itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in STANDARD_WORDS.items():
            self.fields[name] = forms.CharField(
                label=label,
                max_length=3_000 if name in LISTS else LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5 if name in LISTS else 2}),
                help_text=_("Satu baris untuk satu butir.") if name in LISTS else "",
            )

    @staticmethod
    def values(content: TypeContent) -> dict[str, str]:
        """The components of a type as the form shows them."""
        held = vars(content.standard)
        return {name: "\n".join(held[name]) if name in LISTS else held[name] for name in STANDARD_WORDS}

    def changes(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name].strip() for name in STANDARD_WORDS}
        lists = {name: [line.strip() for line in given[name].splitlines() if line.strip()] for name in LISTS}
        return {"standard": {**given, **lists}}


class WordFileForm(PartForm):
    """A village's own Word file instead of the wording."""

    file = UploadField(
        label=_("Berkas Word"),
        endings=["docx"],
        megabytes=2,
        help_text=_("Berkas .docx, paling besar 2 MB, dengan kata isian seperti {{ nama }}."),
    )


class EnactForm(PartForm):
    """Why a draft comes into force: the sentence stands in the list of versions and in the journal."""

    reason = forms.CharField(
        label=_("Apa yang diubah?"), max_length=200, help_text=_("Contoh: kalimat penutup disederhanakan.")
    )


class SwitchForm(forms.Form):
    """Why a type is offered or not."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Contoh: pelayanan dialihkan ke kecamatan.")
    )


class AddTypeForm(PartForm):
    """A village's own type, begun as a copy of one that it resembles."""

    places: ClassVar[Mapping[str, str]] = {"key": "name"}

    name = forms.CharField(
        label=_("Nama surat"), max_length=120, help_text=_("Contoh: Keterangan panen raya.")
    )
    like = forms.ChoiceField(
        label=_("Mirip dengan surat apa?"), help_text=_("Isinya disalin, lalu Anda ubah.")
    )

    def __init__(self, *args: Any, types: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].choices = list(types)  # type: ignore[attr-defined]

    def key(self) -> str:
        """The key that goes into addresses, from the name."""
        return key_of(self.cleaned_data["name"]).replace("_", "-")


class FindTypeForm(forms.Form):
    """Looks for a letter by its name or what it is for."""

    mark_optional: ClassVar[bool] = False

    q = forms.CharField(label=_("Cari surat"), required=False, max_length=80)
