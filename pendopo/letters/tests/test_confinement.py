"""What a village's template can reach: no object with methods, and a process that is shut in besides."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2.exceptions import SecurityError

from pendopo.letters.formats import word_page, word_worker
from pendopo.letters.formats.type_check import sample_page
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.tests.test_type_wording import TARAJU
from pendopo.letters.tests.test_word import word_letter
from pendopo.press import confined, confinement, machine
from pendopo.press.page import _inputs, render_pdf
from pendopo.press.plain import PLAIN, NotPlain, require_plain
from pendopo.press.tests.sheets import SHEET, sheet

PAGES = [SHEET, *(sample_page(content, TARAJU, date(2026, 11, 30)) for content in shipped_types().values())]


def everything(value: Any) -> Iterator[Any]:
    """Yields a value and all that stands in it."""
    yield value
    if isinstance(value, dict):
        value = [*value, *value.values()]
    for inner in value if isinstance(value, list) else ():
        yield from everything(inner)


def test_no_context_of_any_engine_holds_an_object() -> None:
    for page in PAGES:
        contexts = {
            "word": {**word_page.values_of(page), "qr": "a mark"},
            "press": _inputs(page),
        }
        for engine, context in contexts.items():
            require_plain(context, engine)
            assert {type(value) for value in everything(context)} <= set(PLAIN)


@pytest.mark.parametrize(
    "planted", [Path("/etc/passwd"), object(), None, 1.5, {"a": [{"b": date.today}]}, (1,)]
)
def test_an_object_among_the_values_stops_the_letter(planted: Any) -> None:
    for render in (render_pdf, lambda page: word_page.render_docx(word_letter("{{ x }}"), page)):
        with pytest.raises(NotPlain):
            render(sheet(x=planted))
    with pytest.raises(TypeError):
        word_worker.require_plain({"x": planted})


def test_every_public_attribute_of_every_value_is_a_listed_one_or_refused() -> None:
    sandbox = word_worker.Sandbox()
    kinds = {type(value): value for page in PAGES for value in everything(word_page.values_of(page))}
    kinds |= {int: 7, bool: True, list: ["a"], dict: {"a": "b"}}  # no shipped letter has some of these
    tried = 0
    for kind, value in kinds.items():
        for name in (name for name in dir(value) if not name.startswith("__")):
            tried += 1
            listed = name in word_worker.METHODS.get(kind, frozenset())
            for source in (f"{{{{ v.{name} }}}}", f"{{{{ v['{name}'] }}}}", f"{{{{ v | attr('{name}') }}}}"):
                # Jinja hands out a copy of its own of these two, which nobody may call
                seen = listed or name in ("format", "format_map")
                assert (sandbox.from_string(source).render(v=value) != "") is seen
            if not listed:
                with pytest.raises(SecurityError):
                    sandbox.from_string(f"{{{{ v.{name}() }}}}").render(v=value)
    assert tried > 80
    assert set(sandbox.globals) == {"range"}
    for hidden in ("loop", "caller", "varargs", "cycler", "namespace", "lipsum"):
        assert sandbox.from_string(f"{{{{ {hidden}.environment }}}}{{{{ {hidden} }}}}").render() == ""


ATTEMPTS = """
import json, os, socket, subprocess, sys
def tried(what):
    try:
        return str(what())[:80]
    except BaseException as trouble:
        return type(trouble).__name__
def write(path):
    with open(path, "w") as file:
        file.write("x")
def start():
    child = os.fork()
    if child == 0:
        try:
            os.execv("/bin/sh", ["sh", "-c", "exit 0"])
        except OSError:
            os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 7, "refused"
print(json.dumps({
    "environ": tried(lambda: open("/proc/self/environ").read()),
    "secret": tried(lambda: open(sys.argv[1]).read()),
    "list": tried(lambda: os.listdir("/")),
    "write": tried(lambda: write("made")),
    "overwrite": tried(lambda: write(sys.argv[1])),
    "remove": tried(lambda: os.remove(sys.argv[1])),
    "start": tried(start),
    "connect": tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[2])), 2)),
    "memory": tried(lambda: len(bytearray(10 ** 10))),
    "allowed": tried(lambda: open(sys.argv[3]).read()),
    "names": tried(lambda: sorted(os.environ)),
}))
"""


def test_a_worker_reads_writes_starts_and_calls_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENDOPO_DATABASE_URL", "postgres://secret")
    worker, secret, allowed = tmp_path / "worker.py", tmp_path / "node.key", tmp_path / "font"
    empty = tmp_path / "empty"
    empty.mkdir()
    worker.write_text(ATTEMPTS)
    secret.write_text("top secret")
    allowed.write_text("a font")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        words = confinement.command(
            worker, secret, listener.getsockname()[1], allowed, memory=512 * 1024**2, readable=[allowed]
        )
        done = subprocess.run(
            words, cwd=empty, env=confinement.bare_environment(), capture_output=True, text=True, check=True
        )
    said = json.loads(done.stdout)
    assert said["memory"] == "MemoryError"
    assert said["allowed"] == "a font"
    assert "PENDOPO" not in said["names"]
    assert secret.read_text() == "top secret"
    edition = _landlock_edition()
    if edition == 0:
        pytest.skip("this kernel has no Landlock")
    closed = ("environ", "secret", "list", "write", "overwrite", "remove", "start")
    assert {said[name] for name in closed} <= {"PermissionError", "AssertionError"}, said
    if edition >= 4:
        assert said["connect"] == "PermissionError"


def _landlock_edition() -> int:
    """Asks the kernel in a process of its own, since what is shut in stays so."""
    source = "import ctypes, sys; print(ctypes.CDLL(None).syscall(444, None, 0, 1) if sys.platform == 'linux' else 0)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    return max(int(done.stdout), 0)


def test_the_press_and_the_word_worker_are_both_started_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    real = subprocess.Popen

    def watched(words: Any, *rest: Any, **options: Any) -> Any:
        started.append([str(word) for word in words])
        assert not any(name.startswith("PENDOPO") for name in options["env"])
        return real(words, *rest, **options)

    monkeypatch.setattr(subprocess, "Popen", watched)
    monkeypatch.setattr(machine, "_press", machine._Press())
    assert render_pdf(SHEET) and word_page.render_docx(word_letter("{{ nama }}"), SHEET)
    assert [Path(words[4]).name for words in started] == ["worker.py", "word_worker.py"]
    assert {Path(words[2]) for words in started} == {Path(confined.__file__)}
