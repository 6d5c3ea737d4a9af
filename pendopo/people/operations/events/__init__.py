"""Every population event as an operation, one file a theme."""

from pendopo.people.operations.events.absences import record_leave, record_missing, record_return
from pendopo.people.operations.events.births import record_birth
from pendopo.people.operations.events.deaths import record_death
from pendopo.people.operations.events.moves import Newcomer, record_move_in, record_move_out
from pendopo.people.operations.events.reversals import reverse_event
from pendopo.people.operations.events.splits import split_family
from pendopo.people.operations.families import NewFamily
