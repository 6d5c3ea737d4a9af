"""Fills one Word template and ends: sandboxed Jinja, bounded time and memory, nothing of Pendopo loaded."""

import contextlib
import io
import json
import sys
from base64 import b64decode
from typing import Any

SECONDS, MEMORY = 20, 1024**3


def bound() -> None:
    """Bound processor time and memory where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def fill(template: bytes, values: dict[str, Any], qr: str) -> bytes:
    """Return the filled file; `qr` is a PNG in base 64 that takes the place of {{ qr }}."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import SandboxedEnvironment

    held = DocxTemplate(io.BytesIO(template))
    context = dict(values)
    if qr:
        context["qr"] = InlineImage(held, io.BytesIO(b64decode(qr)), width=Mm(38))
    held.render(
        context,
        jinja_env=SandboxedEnvironment(autoescape=True, undefined=ChainableUndefined),
        autoescape=True,
    )
    out = io.BytesIO()
    held.save(out)
    return out.getvalue()


def main() -> None:
    """Read the request from standard input, answer on standard output; a fault is one line on standard error."""
    bound()
    length = int(sys.stdin.buffer.readline())
    head = json.loads(sys.stdin.buffer.read(length))
    try:
        content = fill(sys.stdin.buffer.read(), head["values"], head["qr"])
    except Exception as trouble:  # noqa: BLE001  a template can fail in any way
        sys.stderr.write(f"{type(trouble).__name__}: {trouble}\n"[:400])
        sys.exit(1)
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
