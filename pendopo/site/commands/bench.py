"""Measure every number that Pendopo promises, and print it beside its target and its peer."""

import argparse
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Protocol

NAME = "bench"
HELP = "Mengukur semua angka yang dijanjikan: bench [NAMA] [--json]"
NEEDS_SITE = False  # every measure makes its own throw-away site

CHECKOUT = Path(__file__).resolve().parents[3]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which measure to run and how to print it."""
    parser.add_argument("name", nargs="?", default="", help="nama satu pengukuran; kosong = semua")
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    parser.add_argument(
        "--full", action="store_true", help="juga 2.000.000 warga di PostgreSQL (belasan menit)"
    )
    parser.add_argument("--uncached", action="store_true", help="juga mulai tanpa cache paket (mengunduh)")
    parser.add_argument(
        "--residents",
        type=int,
        default=0,
        help="jumlah warga lain untuk bench regency --full dan bench figures-with-writes",
    )
    parser.add_argument(
        "--villages",
        type=int,
        default=0,
        help="bench regency dengan sekian desa saja, masing-masing 6.500 warga",
    )
    parser.add_argument("--list", action="store_true", help="sebutkan nama semua pengukuran")


class _Result(Protocol):
    """What `benchmarks/result.py` makes: the program itself never imports the benchmarks."""

    value: float | None
    target: float | None

    @property
    def ok(self) -> bool | None: ...
    def as_json(self) -> dict[str, object]: ...


def run(options: argparse.Namespace) -> int:
    """Run the measures; exit code 1 when a target is missed, 2 when there is nothing to run."""
    if not (CHECKOUT / "benchmarks" / "__init__.py").exists():
        print(
            "pendopo bench: folder benchmarks/ tidak ada. Jalankan dari salinan kode sumber.", file=sys.stderr
        )
        return 2
    sys.path.insert(0, str(CHECKOUT))
    measures = _find(options.name)
    if options.list or not measures:
        names = ", ".join(sorted(measure.NAME for measure in _find("")))
        print(names if options.list else f"pendopo bench: tidak ada {options.name!r}. Pilih: {names}")
        return 0 if options.list else 2
    _warn_when_busy()
    results = _measure(measures, options)
    if options.json:
        print(json.dumps([result.as_json() for result in results], ensure_ascii=False, indent=1))
    else:
        print(importlib.import_module("benchmarks.result").table(results))
    return (
        1
        if any(each.ok is False or (each.value is None and each.target is not None) for each in results)
        else 0
    )


def _warn_when_busy() -> None:
    """Say so when other work shares the cores: wall times are then longer than the program's own."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    cores = os.cpu_count() or 1
    print(f"beban mesin {load:.1f} pada {cores} inti", file=sys.stderr)
    if load > cores / 2:
        print("mesin sedang sibuk: waktu dinding lebih panjang dari biasanya", file=sys.stderr)


def _find(name: str) -> list[ModuleType]:
    package = importlib.import_module("benchmarks")
    found = (
        importlib.import_module(f"benchmarks.{each.name}") for each in pkgutil.iter_modules(package.__path__)
    )
    return [module for module in found if hasattr(module, "PEER") and name in ("", module.NAME)]


def _measure(measures: list[ModuleType], options: argparse.Namespace) -> list[_Result]:
    workshop = importlib.import_module("benchmarks.workshop")
    result = importlib.import_module("benchmarks.result")
    results: list[_Result] = []
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user there and must be able to walk through
        options.workshop = workshop.Workshop(Path(folder))
        for measure in measures:
            print(f"{measure.NAME} ...", file=sys.stderr, flush=True)
            try:
                results += measure.run(options)
            except workshop.NotMeasurable as trouble:
                why = str(trouble)
                results.append(result.unmeasured(measure.NAME, measure.UNIT, why, target=measure.TARGET))
    return results
