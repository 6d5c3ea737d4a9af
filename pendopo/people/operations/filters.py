"""Filters that an officer keeps for himself."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, Refusal
from pendopo.kernel.operation import operation
from pendopo.people.models import KeptFilter
from pendopo.people.rules.permissions import READ

MOST = 30


class TooManyFilters(Refusal):
    """An officer keeps no more than one can look over."""

    code = "too_many_filters"
    default = _("Sudah ada 30 saringan. Hapus salah satu yang tidak dipakai, lalu simpan lagi.")


@operation("people.filter.keep", "Saringan warga disimpan", READ, "area", replicates=False)
def keep_filter(actor: Actor, *, area: str, title: str, asked: str) -> None:
    """Keep what an officer looks for (the end of the list's address) under a name; the same name is used anew."""
    if actor.id is None:
        raise NotFound
    own = KeptFilter.objects.filter(officer_id=actor.id)
    kept = own.filter(title=title).first()
    if kept is None and own.count() >= MOST:
        raise TooManyFilters
    kept = kept or KeptFilter(officer_id=actor.id, title=title)
    kept.area_code, kept.asked = area, asked
    kept.save()


@operation("people.filter.drop", "Saringan warga dihapus", READ, "kept", replicates=False)
def drop_filter(actor: Actor, *, kept: KeptFilter) -> None:
    """Forget a filter of one's own."""
    if kept.officer_id != actor.id:
        raise NotFound
    kept.delete()
