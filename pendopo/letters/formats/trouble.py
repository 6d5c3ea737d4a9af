"""What is wrong with a template."""

from pendopo.letters.formats.typst_page import Problem


class PageTrouble(Exception):
    """The page cannot be made: its template has faults, or does not come to an end."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("page_trouble")
