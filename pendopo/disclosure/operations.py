"""Writes about public information: one operation a move of the flow, and those that every case has."""

from pendopo.cases.operations import operations_of
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.rules import REQUEST

ACTS = operations_of(REQUEST, InformationRequest, __name__)
