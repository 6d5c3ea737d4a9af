"""Whether the file of each paper is there and as it was handed in: for `pendopo verify`, which looks at every byte."""

from collections.abc import Iterator
from hashlib import sha256

from django.apps import apps

from pendopo.cases.formats import vault
from pendopo.cases.models import CasePaper
from pendopo.kernel.errors import DamagedContent, NotFound


def public_paper_problems() -> Iterator[str]:
    """Name each paper whose file is gone or was altered, by its row and never by its owner."""
    for model in (one for one in apps.get_models() if issubclass(one, CasePaper)):
        held = model.objects.filter(removed_at__isnull=True).exclude(digest="")
        for row_id, digest in held.values_list("pk", "digest").iterator():
            try:
                whole = sha256(vault.fetch(model._meta.app_label, digest)).hexdigest() == digest
            except (DamagedContent, NotFound):
                whole = False
            if not whole:
                yield f"{model._meta.db_table} {row_id}: the file of the paper is gone or was altered"
