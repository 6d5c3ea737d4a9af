"""The moves of a request: those that its flow makes, and those that letters write by hand."""

from typing import Final

from pendopo.cases.operations import operations_of
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import complete_request
from pendopo.letters.operations.desk import check_request, give_back_to_check, give_back_to_verify
from pendopo.letters.operations.objections import grant_objection, resume_request
from pendopo.letters.operations.signing import hand_over, sign_request, void_letter
from pendopo.letters.rules.request import REQUEST

ACTS: Final = operations_of(
    REQUEST,
    LetterRequest,
    __name__,
    own={
        "complete": complete_request,
        "check": check_request,
        "recheck": give_back_to_check,
        "reverify": give_back_to_verify,
        "grant": grant_objection,
        "resume": resume_request,
        "sign": sign_request,
        "hand_over": hand_over,
        "void": void_letter,
    },
    # What the journal has known before there were other cases.
    names={"climb": "escalate", "join": "follow", "follow": "watch"},
    # Asked and written down page by page; signed on paper or elsewhere as documents, not as answers of a desk.
    without=("ask", "record", "carry", "key_in", "ink", "scan", "certify"),
)
