"""docs/reference/settings.md: every option of a site, from site/options.py."""

from pendopo.site.options import OPTIONS
from pendopo.site.reference import paper

INTRO = """An option is an environment variable; nothing else differs between two sites. `pendopo --data
DIR` is the same as `PENDOPO_DATA=DIR`. Yes is `1`, `true`, `yes`, `on` or `ya`. Deadlines, amounts and
cut-offs are no settings: they are [dated rules](rules.md)."""

KINDS = {
    "_flag": "yes or no",
    "_list": "list",
    "_pairs": "list of name=value",
    "_folder": "folder",
    "str": "text",
    "int": "number",
}


def page() -> str:
    """Return the page."""
    rows = [
        (
            paper.code(each.name),
            KINDS[each.kind.__name__],
            paper.code("" if each.default is False else str(each.default)),
            each.meaning,
        )
        for each in OPTIONS
    ]
    return paper.page("Settings", INTRO, paper.table(("variable", "kind", "default", "meaning"), rows))
