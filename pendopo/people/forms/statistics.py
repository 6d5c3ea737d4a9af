"""What a reader of figures may choose: a day, an area, a second topic."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.people.rules.statistics import CROSSABLE
from pendopo.ui.forms import DayField

Choices = Iterable[tuple[str, str]]


class FiguresFilter(forms.Form):
    """Day and hamlet of the public figures; both may stay empty. The query says which hamlets there are."""

    mark_optional: ClassVar[bool] = False

    tanggal = DayField(label=_("Keadaan pada tanggal"), required=False, latest=clock.today)
    dusun = forms.CharField(label=_("Dusun"), required=False, widget=forms.Select, max_length=32)

    @property
    def day(self) -> date | None:
        """The chosen day; nothing when none was chosen or it cannot be read."""
        return cast("date | None", self.cleaned_data.get("tanggal")) if self.is_valid() else None

    @property
    def area(self) -> str:
        """The code of the chosen hamlet."""
        return str(self.data.get("dusun", ""))[:32]

    def offer(self, hamlets: Choices) -> None:
        """Put the hamlets into the list."""
        self._choose("dusun", [("", gettext("Seluruh desa")), *hamlets])

    def _choose(self, name: str, choices: Choices) -> None:
        widget = self.fields[name].widget
        assert isinstance(widget, forms.Select)
        widget.choices = list(choices)


class DeskFiguresFilter(FiguresFilter):
    """Day, any part of the village, and a topic to set against the first."""

    dusun = None  # type: ignore[assignment]
    wilayah = forms.CharField(label=_("Wilayah"), required=False, widget=forms.Select, max_length=32)
    silang = forms.CharField(label=_("Silangkan dengan"), required=False, widget=forms.Select, max_length=40)

    @property
    def area(self) -> str:
        """The code of the chosen part."""
        return str(self.data.get("wilayah", ""))[:32]

    @property
    def against(self) -> str:
        """The topic to set against the first one."""
        return str(self.data.get("silang", ""))[:40]

    def offer_areas(self, areas: Choices) -> None:
        """Put the areas of the officer, and the topics, into the lists."""
        self._choose("wilayah", areas)
        topics = [(topic.slug, gettext(topic.title)) for topic in CROSSABLE]
        self._choose("silang", [("", gettext("Tidak")), *topics])
