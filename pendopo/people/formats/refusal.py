"""Why a whole file cannot be read; the wording is in `rules/messages`."""

from pendopo.people.rules.problems import Value


class FileRefused(Exception):
    """A file that is refused before any row is judged: a code with values for its message."""

    def __init__(self, code: str, **params: Value) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
