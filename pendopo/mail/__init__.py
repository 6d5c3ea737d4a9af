"""Mail of the office: the register of letters in and out with its numbers, dispositions, and the books A.7 and A.8."""
