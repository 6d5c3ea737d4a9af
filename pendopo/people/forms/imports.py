"""Forms of the resident import."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.ui.forms import DayField


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(
        label=_("Berkas warga"),
        help_text=_(
            "Buku kerja OpenSID (.xlsx, .xlsm, .ods), ekspor SIAK atau BIP (.xls), atau CSV. Belum ada yang ditulis."
        ),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
        },
    )

    as_of = DayField(
        label=_("Keadaan pada tanggal"),
        required=False,
        latest=clock.today,
        help_text=_("Hanya untuk impor pertama: buku penduduk mulai pada tanggal ini. Kosong = hari ini."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than the site accepts."""
        file = self.cleaned_data["file"]
        limit: int = settings.PENDOPO_UPLOAD_BYTES
        if file.size is None or file.size > limit:
            raise ValidationError(
                _t("Berkas lebih besar dari %(limit)s MB. Bagi berkas, lalu unggah satu per satu.")
                % {"limit": limit // 1024 // 1024}
            )
        return file
