"""A person's history in words: the events, and every change that the journal knows of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.history import HistoryItem, history_of
from pendopo.kernel.prepared import Prepared
from pendopo.people.models import EventKind, PastMembership, Person, PopulationEvent
from pendopo.people.queries.statistics.edition import public_titles
from pendopo.people.rules.codes import RELATION, Relation
from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.permissions import READ
from pendopo.people.rules.registering import FIELD_TABLES, IDENTITIES, MOVE_REASONS
from pendopo.places import queries as places
from pendopo.ui.rules import date_long


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to a person, or to what is written about the person."""

    on: date
    sentence: str
    note: str = ""
    reversed: bool = False


# These operations leave an event behind, which says more than the changed columns.
_TOLD_BY_EVENTS = frozenset(
    {
        *("people.birth.record", "people.death.record", "people.move_out.record", "people.move_in.record"),
        *("people.missing.record", "people.leave.record", "people.return.record", "people.family.split"),
        *("people.event.reverse",),
    }
)
# Follows from other columns, or means nothing to a reader.
_SILENT = frozenset(
    {
        "village_code",
        "continued_as",
        "present_from",
        "present_until",
        "family_since",
        "here_since",
        "came_by",
        "went_by",
        "lat",
        "lng",
        "card_tag",
    }
)
_SENSITIVE = frozenset({"disability", "contraception", "pregnant", "insurance", "insurance_number"})


def timeline(actor: Actor, person: Person) -> list[TimelineEntry]:
    """Tell a person's history in Indonesian sentences, newest first, without identity numbers."""
    own = actor.resident_id == person.pk or actor.on_behalf_of == person.pk
    if not own and not actor.may(READ, person.area_code):
        raise NotFound
    found = [_told(event) for event in _EVENTS(person.pk)]
    changes = [item for item in history_of(person.pk) if item.operation not in _TOLD_BY_EVENTS]
    told = [item for item in changes if not _is_registration(item)]  # of these nothing but the day is said
    titles = {**_area_titles(person, told), **_family_titles(told)}
    for item in changes:
        found += _changed(item, titles)
    return sorted(found, key=lambda entry: entry.on, reverse=True)


def _events(person_id: UUID) -> QuerySet[PopulationEvent]:
    events = PopulationEvent.objects.filter(person_id=person_id, reverses=None)
    return events.exclude(kind=EventKind.CORRECTION).select_related("reversed_by")


_EVENTS = Prepared(_events, PopulationEvent._meta.get_field("person"))


def _is_registration(item: HistoryItem) -> bool:
    """The first image has every column: that is a registration and no change."""
    return "name" in item.changes and item.changes["name"][0] is None


def _area_titles(person: Person, items: list[HistoryItem]) -> Mapping[str, str]:
    if not any("area_code" in item.changes for item in items):
        return {}
    return public_titles(person.village_code) if places.public_village(person.village_code) else {}


def _family_titles(items: list[HistoryItem]) -> dict[str, str]:
    """Name the families of a history by their heads, present or last: "keluarga Asep Sodikin"."""
    ids = {value for item in items for value in item.changes.get("family_id", ()) if value}
    wanted = [UUID(bytes=value) for value in ids]
    heads: dict[UUID, str] = {}
    if not wanted:
        return {}
    past = PastMembership.objects.filter(family__in=wanted, relation=Relation.HEAD).order_by("valid_to")
    heads.update(past.values_list("family_id", "person__name"))
    now = Person.objects.filter(family__in=wanted, relation=Relation.HEAD).order_by("-basic_status")
    heads.update((family, name) for family, name in now.values_list("family_id", "name") if family)
    return {
        family.hex: _("keluarga %(name)s") % {"name": heads[family]}
        if family in heads
        else _("keluarga lain")
        for family in wanted
    }


def _told(event: PopulationEvent) -> TimelineEntry:
    words, notes = _WORDS[event.kind](event.details), []
    if event.reported_on != event.on:
        notes.append(_("Dilaporkan %(day)s.") % {"day": date_long(event.reported_on)})
    reversed_ = hasattr(event, "reversed_by")
    if reversed_:
        notes.append(_("Dibatalkan %(day)s.") % {"day": date_long(event.reversed_by.reported_on)})
    return TimelineEntry(event.on, words, " ".join(notes), reversed_)


def _born(details: Mapping[str, object]) -> str:
    place = details.get("place")
    return _("Lahir di %(place)s.") % {"place": place} if place else _("Lahir.")


def _died(details: Mapping[str, object]) -> str:
    place = details.get("place")
    return _("Meninggal di %(place)s.") % {"place": place} if place else _("Meninggal.")


def _moved_out(details: Mapping[str, object]) -> str:
    where = details.get("destination") or _("tempat lain")
    reason = MOVE_REASONS.get(int(str(details.get("move_reason") or 0)))
    if reason:
        return _("Pindah ke %(place)s karena %(why)s.") % {"place": where, "why": _(reason).lower()}
    return _("Pindah ke %(place)s.") % {"place": where}


def _moved_in(details: Mapping[str, object]) -> str:
    origin = details.get("origin")
    if details.get("again"):
        return _("Datang kembali ke desa.")
    return _("Datang dari %(place)s.") % {"place": origin} if origin else _("Datang ke desa.")


def _left(details: Mapping[str, object]) -> str:
    where = details.get("destination")
    return _("Pergi ke %(place)s.") % {"place": where} if where else _("Pergi sementara.")


def _gone_missing(details: Mapping[str, object]) -> str:
    return _("Dilaporkan hilang.")


def _returned(details: Mapping[str, object]) -> str:
    return _("Kembali ke desa.")


def _split(details: Mapping[str, object]) -> str:
    return _("Pecah KK: masuk kartu keluarga baru.")


_WORDS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    EventKind.BIRTH: _born,
    EventKind.DEATH: _died,
    EventKind.MOVE_OUT: _moved_out,
    EventKind.MOVE_IN: _moved_in,
    EventKind.MISSING: _gone_missing,
    EventKind.LEAVE: _left,
    EventKind.RETURN: _returned,
    EventKind.SPLIT: _split,
}


def _changed(item: HistoryItem, titles: Mapping[str, str]) -> list[TimelineEntry]:
    day = item.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    note = _("Oleh %(who)s.") % {"who": item.actor} if item.actor else ""
    if item.reason:
        note = f"{note} {_('Alasan: %(why)s') % {'why': item.reason}}".strip()
    if item.erased:
        return [TimelineEntry(day, _("Catatan ini sudah dihapus atas permintaan."), note)]
    if _is_registration(item):
        return [TimelineEntry(day, _("Didaftarkan di daftar penduduk desa."), note)]
    sentences = [
        _change(name, *values, titles) for name, values in item.changes.items() if name not in _SILENT
    ]
    return [TimelineEntry(day, " ".join(sentences), note)] if sentences else []


def _change(name: str, before: object, after: object, titles: Mapping[str, str]) -> str:
    label = _label(name)
    if name in IDENTITIES or name in _SENSITIVE:
        return _("%(what)s diubah.") % {"what": label}
    old, new = _in_words(name, before, titles), _in_words(name, after, titles)
    if not old:
        return _("%(what)s diisi: %(new)s.") % {"what": label, "new": new}
    if not new:
        return _("%(what)s dikosongkan, sebelumnya %(old)s.") % {"what": label, "old": old}
    return _("%(what)s diubah dari %(old)s menjadi %(new)s.") % {"what": label, "old": old, "new": new}


def _label(name: str) -> str:
    if name in BY_FIELD:
        return _(BY_FIELD[name].label)
    own = {
        "area_code": _("Wilayah"),
        "family_id": _("Keluarga"),
        "relation": _("Hubungan keluarga"),
        "residence": _("Status penduduk"),
    }
    return own.get(name, name)


def _in_words(name: str, value: object, titles: Mapping[str, str]) -> str:
    if value in (None, ""):
        return ""
    if name == "area_code":
        return titles.get(str(value), str(value))
    if name == "family_id" and isinstance(value, bytes):
        return titles[UUID(bytes=value).hex]
    table = RELATION if name == "relation" else FIELD_TABLES.get(name)
    if table is not None:
        return _(table.label(int(str(value)))) or str(value)
    if name.endswith(("_on", "_date")):
        return date_long(date.fromisoformat(str(value)))
    return str(value)
