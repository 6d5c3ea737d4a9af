"""Residents who move from one village of this site to another, one file a side."""

from pendopo.people.operations.transfers.receiving import (
    accept_transfer,
    ask_back,
    open_transfer,
    refuse_transfer,
)
from pendopo.people.operations.transfers.sending import answer_question, send_transfer, take_back
