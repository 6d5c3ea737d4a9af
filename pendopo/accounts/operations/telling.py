"""The owner of an account hears by e-mail of what waits for it and of what was done, where one can be sent."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.accounts import queries
from pendopo.accounts.channels.carriers import tell_officer
from pendopo.accounts.models import ChangeState, PendingChange
from pendopo.places.queries import public_words_of
from pendopo.ui.templatetags.ui import waktu


def tell_owner(change: PendingChange, address: str) -> None:
    """Send the owner of an account word of a change, after it is safely written."""
    if address:
        # The site's language, not that of whoever asked.
        with translation.override(settings.LANGUAGE_CODE), public_words_of(change.area_code):
            subject, text = _words(change)
        transaction.on_commit(partial(tell_officer, address, subject, text))


def _words(change: PendingChange) -> tuple[str, str]:
    said = {
        "what": queries.change_in_words(change),
        "asker": change.asked_by.name,
        "asked": waktu(change.asked_at),
        "from": waktu(change.ripe_at),
        "page": f"{settings.PENDOPO_PUBLIC_URL.rstrip('/')}{reverse('change', args=[change.pk])}",
    }
    if change.state == ChangeState.DONE:
        text = _(
            "Akun Anda berubah: %(what)s.\nDiminta oleh %(asker)s, %(asked)s.\n\n"
            "Bukan Anda yang minta? Datang ke kantor sekarang juga.\nCatatannya: %(page)s"
        )
        return _("Akun Anda berubah"), text % said
    text = _(
        "%(asker)s meminta perubahan pada akun Anda: %(what)s.\n"
        "Perubahan ini menunggu pengelola kedua, atau dapat dijalankan mulai %(from)s.\n\n"
        "Bukan Anda yang minta? Masuk, buka halaman ini, lalu batalkan: %(page)s"
    )
    return _("Permintaan atas akun Anda"), text % said
