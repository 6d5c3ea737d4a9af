"""Templates as they are sent: the indentation that makes them readable here is no use to a telephone."""

import re

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectories

_KEPT = re.compile(r"(<(pre|textarea)\b.*?</\2>)", re.DOTALL)
_INDENT = re.compile(r"\n[ \t]*(?:\n[ \t]*)*")


def without_indentation(text: str) -> str:
    """Drop what stands before the first sign of each line, and empty lines; inside pre and textarea all stays."""
    parts = _KEPT.split(text)
    # split() yields the text between, the element, its name, the text between, ...
    return "".join(
        _INDENT.sub("\n", part) if at % 3 == 0 else part for at, part in enumerate(parts) if at % 3 != 2
    )


class Loader(AppDirectories):
    """Reads the templates of all applications, those of pages without their indentation."""

    def get_contents(self, origin: Origin) -> str:
        """Return the text of a template file; raise TemplateDoesNotExist when it is gone."""
        text = super().get_contents(origin)
        return without_indentation(text) if str(origin.name).endswith(".html") else text
