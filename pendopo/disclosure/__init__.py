"""Public information: a request, an answer within ten working days, an objection to the superior (UU 14/2008)."""
