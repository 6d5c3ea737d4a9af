"""The page that checks letters as one file: it carries its scripts, its style and its list of keys along."""

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders


@lru_cache(maxsize=8)
def static_text(name: str) -> str:
    """Return the text of a static file that ships with Pendopo."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")


def carried(page: str, *, style: str, scripts: tuple[str, ...], library: str) -> str:
    """Put style and scripts into a page that will be opened from a folder, where no address of a site holds."""
    # The library stands in the file itself: a file cannot import another one.
    module = f"{static_text(library)}\nself.pendopoEd25519 = {{ verifyAsync }};"
    parts = [
        f'<script type="module">{module}</script>',
        *(f"<script>{static_text(name)}</script>" for name in scripts),
    ]
    with_style = page.replace("</head>", f"<style>{static_text(style)}</style></head>", 1)
    return with_style.replace("</body>", "".join(parts) + "</body>", 1)
