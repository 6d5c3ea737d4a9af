"""Writes that every kind of case has, made from its flow: one registered operation a move.

What a domain needs that writes a move by hand stands here too; `moving` and `besides` themselves stay inside.
"""

from pendopo.cases.operations.besides import wind
from pendopo.cases.operations.coming_in import record
from pendopo.cases.operations.moving import (
    Said,
    carry_out,
    hand_in,
    lock,
    open_to,
    require_unchanged,
    still_wrong,
)
from pendopo.cases.operations.offering import by_hand, operations_of
from pendopo.cases.operations.paper_files import forget_files, hold_file, sweep_files
from pendopo.cases.operations.steps import note_step
