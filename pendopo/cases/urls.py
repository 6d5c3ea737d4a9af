"""Addresses of receipts and figures, which all kinds share, and those of one kind."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from pendopo.cases.rules.flow import OWNER, Flow
from pendopo.cases.views import desk, portal, receipts
from pendopo.kernel.access import public, requires, resident

View = Callable[..., HttpResponseBase]

urlpatterns = [
    path("resi/", receipts.find, name="receipts"),
    path("resi/<str:receipt>/<str:secret>/", receipts.status, name="receipt"),
    path("resi/<str:receipt>/<str:secret>/ikuti/", receipts.follow, name="receipt-follow"),
    path("resi/<str:receipt>/<str:secret>/milik-saya/", receipts.claim, name="receipt-claim"),
    path("resi/<str:receipt>/<str:secret>/berkas/<uuid:paper_id>/", receipts.paper, name="receipt-paper"),
    path("resi/<str:receipt>/<str:secret>/<slug:key>/", receipts.move, name="receipt-move"),
    path("kinerja/", receipts.performance, name="performance"),
]


def case_urls(flow: Flow, word: str, own: Collection[str] = ()) -> list[URLPattern]:
    """Return the addresses of a kind of case: `word` stands in the address, the flow's slug before the names.

    `own` are the moves for which the domain has a page itself.
    """
    asks = public if flow.open_to_all else resident
    mine, one = f"{word}/saya/<uuid:case_id>/", f"meja/{word}/<uuid:case_id>/"
    reads, records = requires(flow.read), requires(flow.record)
    pages: list[tuple[str, View, Any, str]] = [
        (f"{word}/", portal.front, public, "front"),
        (f"{word}/ajukan/", portal.ask, asks, "ask"),
        (f"{word}/saya/", portal.mine, resident, "mine"),
        (mine, portal.mine_one, resident, "mine-one"),
        (f"{mine}berkas/<uuid:paper_id>/", portal.paper, resident, "mine-paper"),
        (f"{one}berkas/<uuid:paper_id>/", desk.paper, reads, "paper"),
        (f"meja/{word}/", desk.listing, reads, "desk"),
        (f"meja/{word}/unduh/", desk.download, reads, "download"),
        (f"meja/{word}/catat/", desk.record, records, "record"),
        (one, desk.one, reads, "case"),
        (f"{one}catatan/", desk.note, reads, "note"),
        (f"{one}tanda-terima/", desk.receipt, reads, "receipt"),
        (f"{one}pengantar/", desk.transfer, records, "transfer"),
        (f"{one}disampaikan/", desk.carry, records, "carry"),
        (f"{one}jawaban-kertas/", desk.key_in, records, "key-in"),
    ]
    moves: list[tuple[str, View, Any, str, str]] = [
        (f"{mine}{move.key}/", portal.move, resident, move.key, move.key)
        if move.by == OWNER
        else (f"{one}{move.key}/", desk.move, reads, move.key, move.key)
        for move in flow.moves
        if move.key not in own
    ]
    for key, _words in flow.sorts:
        moves.append((f"{word}/{key}/", portal.ask, asks, f"ask-{key}", key))
        moves.append((f"{word}/{key}/formulir/", portal.blank, public, f"blank-{key}", key))
        moves.append((f"meja/{word}/catat/{key}/", desk.record, records, f"record-{key}", key))
    return [
        *(_page(flow, where, view, access, name) for where, view, access, name in pages),
        *(_page(flow, where, view, access, name, key) for where, view, access, name, key in moves),
    ]


def _page(flow: Flow, where: str, view: View, access: Any, name: str, *more: str) -> URLPattern:
    found: URLPattern = path(where, bound(view, flow, access, *more), name=f"{flow.slug}-{name}")
    return found


def bound(view: View, flow: Flow, access: Any, *more: str) -> Any:
    """Give a view of all kinds to one: it belongs to that domain, and closes with it."""

    @wraps(view)
    def bound(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, flow, *more, *args, **kwargs)

    bound.__module__ = f"pendopo.{flow.domain}.urls"
    return access(bound)
