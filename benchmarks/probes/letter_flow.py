"""One letter from the first page to the file: she asks, the office checks, the secretary verifies, the head signs.

Every page is opened and every form sent as a browser without script does it, by the fields that stand in it.
"""

from django.test import Client
from django.test.utils import override_settings

from benchmarks.probes.desk_session import signed_in
from benchmarks.probes.letter_costs import _cpu
from benchmarks.probes.walking import Step, Walk
from demo.places import take_address
from pendopo.accounts.queries import public_demo_accounts
from pendopo.kernel import clock
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.types import public_type
from pendopo.places.queries import public_page_village
from pendopo.questions.rules.samples import sample_answers


def run(rounds: int, key: str) -> dict[str, object]:
    """Walk as many letters as asked, the first one to warm up, and tell each step of the others."""
    with override_settings(PENDOPO_PUBLIC_URL="http://127.0.0.1"):
        take_address()  # a code leads to an address that was tried
    account = next(one for one in public_demo_accounts() if one.kind == "resident")
    resident = Client()
    resident.post(f"/masuk/demo/warga/{account.id}/")
    desks = [signed_in(name) for name in ("operator", "sekdes", "kades")]
    village = public_page_village().code
    answers = sample_answers(public_type(village, key).content.fields, clock.today())
    typed = {name: str(value) for name, value in answers.items()}
    walks = [_walk(key, resident, desks, typed) for _ in range(rounds + 1)]
    return {"walks": [[_told(step) for step in walk] for walk in walks[1:]]}


def _walk(key: str, resident: Client, desks: list[Client], answers: dict[str, str]) -> list[Step]:
    steps: list[Step] = []
    her, operator, secretary, head = (Walk(client, _cpu, steps) for client in (resident, *desks))
    her.open(f"/surat/ajukan/{key}/")
    her.press("/")
    while "/isi/" in her.path:
        her.press("/", **answers)
    her.open(her.path.replace("syarat", "periksa"))
    her.press("/")
    row = LetterRequest.objects.order_by("-pk")[:1].get()
    operator.open(f"/meja/surat/{row.pk}/")
    operator.press("periksa/", ticked="shown")
    secretary.open(f"/meja/surat/{row.pk}/")
    secretary.press("verifikasi/")
    head.open("/meja/surat/tanda-tangan/")
    head.press("lihat/", button="sekarang/")
    her.open(f"/surat/{row.pk}/unduh/")
    return steps


def _told(step: Step) -> dict[str, object]:
    counts = step.method == "POST" or step.path.endswith("/unduh/")
    return {"path": step.path, "cpu": step.cpu * 1000, "queries": step.queries, "counts": counts}
