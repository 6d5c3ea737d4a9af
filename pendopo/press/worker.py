"""The press: a process of its own that sets type, so that a village's template can neither read files nor run on.

It runs confined (confined.py) and imports nothing of Pendopo. Its root folder holds emblems only, packages cannot be
fetched (no folder for them, and a proxy that refuses), and whoever asked kills it when it takes too long.

Each request and answer is a line with two lengths, then a JSON head and raw bytes.
"""

import datetime
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

NOWHERE = "http://127.0.0.1:9"
IDLE_SECONDS = 300.0

# The head of a message: plain JSON, typed where the compiler takes it.
Message = dict[str, Any]


def close_network() -> None:
    """Let no package be fetched, on a kernel that cannot forbid connections too."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        os.environ[name] = NOWHERE
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = ""


def receive(stream: BinaryIO) -> tuple[Message, bytes] | None:
    """Read one message; None at the end of the stream."""
    line = stream.readline()
    if not line:
        return None
    head, body = (int(part) for part in line.split())
    return json.loads(stream.read(head)), stream.read(body)


def send(stream: BinaryIO, head: Message, body: bytes = b"") -> None:
    """Write one message."""
    text = json.dumps(head, separators=(",", ":")).encode()
    stream.write(b"%d %d\n" % (len(text), len(body)) + text + body)
    stream.flush()


class Press:
    """One typst compiler with the bundled font, kept warm."""

    def __init__(self, root: Path, fonts: Path) -> None:
        import typst

        self.trouble = typst.TypstError
        self.compiler = typst.Compiler(
            b"",
            root=str(root),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
            ),
            package_path=str(root / "none" / "packages"),
            package_cache_path=str(root / "none" / "cache"),
        )

    def set(self, source: bytes, head: Message) -> tuple[Message, bytes]:
        """Compile one document; the answer names the message and where it points when that fails."""
        try:
            content = self.compiler.compile(
                source,
                format=head["format"],
                sys_inputs=head["inputs"],
                pdf_standards=head["standards"],
                timestamp=datetime.datetime.fromisoformat(head["at"]),
            )
        except self.trouble as trouble:
            return {
                "message": trouble.message,
                "where": trouble.diagnostic,
                "hints": list(trouble.hints),
            }, b""
        # A picture comes page by page; the first one is asked for.
        return {}, (content[0] if isinstance(content, list) else content) or b""


def serve(root: Path, fonts: Path) -> None:
    """Answer until the asking side closes, or nobody has asked for a while."""
    close_network()
    inward, outward = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not reach the stream of answers
    press = Press(root, fonts)
    while True:
        idle = threading.Timer(IDLE_SECONDS, os._exit, (0,))
        idle.daemon = True
        idle.start()
        message = receive(inward)
        idle.cancel()
        if message is None:
            return
        head, source = message
        try:
            send(outward, *press.set(source, head))
        except Exception as trouble:  # noqa: BLE001  whatever happens, the asking side gets an answer
            send(outward, {"message": type(trouble).__name__, "where": "", "hints": []})


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
