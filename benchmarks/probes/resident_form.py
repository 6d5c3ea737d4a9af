"""A signed-in resident of the demo village in the middle of a letter's form."""

import uuid

from django.conf import settings
from django.test import Client

from pendopo.accounts.queries import actor_of_resident, public_demo_accounts, public_demo_resident
from pendopo.letters.operations.asking import begin_request


def run(key: str) -> dict[str, object]:
    """Begin a draft, and answer the cookie and the addresses of its first question and of the papers."""
    account = public_demo_resident(next(one.id for one in public_demo_accounts() if one.kind == "resident"))
    client = Client()
    client.post(f"/masuk/demo/warga/{account.pk}/")
    actor = actor_of_resident(account)
    row = begin_request(actor, village=account.resident.village_code, key=key, form_key=uuid.uuid4())
    first = row.version.content["fields"][0]["key"]
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "question": f"/surat/permohonan/{row.pk}/isi/{first}/",
    }
