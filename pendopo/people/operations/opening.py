"""Opening a person's file, which leaves a trace with its purpose."""

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.operation import operation
from pendopo.people.models import FileAccess, Person
from pendopo.people.rules.permissions import READ


@operation("people.file.open", "Berkas warga dibuka", READ, "person", replicates=False)
def open_file(actor: Actor, *, person: Person, purpose: str) -> FileAccess:
    """Note that an officer opens a person's file, and why (UU 27/2022 art. 32: processing trail)."""
    if actor.id is None:
        raise NotPermitted
    return FileAccess.objects.create(
        person=person, officer_id=actor.id, purpose=purpose[:120], at=clock.now(), actor_name=actor.name[:200]
    )
