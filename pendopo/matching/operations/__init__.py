"""Every write of matching that views, tasks and other domains may use."""

from pendopo.matching.operations.calibrating import calibrate
from pendopo.matching.operations.lists import erase_list, map_list
from pendopo.matching.operations.merging import merge_pair, unmerge_pair
from pendopo.matching.operations.receiving import accept_and_begin, receive_list
from pendopo.matching.operations.reviewing import (
    answer_pair,
    close_task,
    open_pair,
    record_download,
    withdraw_answer,
)
from pendopo.matching.operations.running import begin_run, execute, go_on, resume_runs
