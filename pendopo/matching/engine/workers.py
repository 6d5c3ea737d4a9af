"""Runs a pure Python step over batches, in several processes when there is much to do; results go to files."""

import csv
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any, TypeVar

Item = TypeVar("Item")
Context = TypeVar("Context")
Step = Callable[[list[Item], Context], Iterator[tuple[object, ...]]]


def spread(
    step: Step[Item, Context],
    batches: Iterable[list[Item]],
    folder: Path,
    *,
    context: Context,
    processes: int = 0,
) -> list[Path]:
    """Apply `step` to every batch and return the files written, in order; one batch needs no second process."""
    folder.mkdir(parents=True, exist_ok=True)
    numbered = enumerate(batches)
    first = next(numbered, None)
    if first is None:
        return [_run(step, folder / "0.tsv", [], context)]
    second = next(numbered, None)
    if second is None:
        return [_run(step, folder / "0.tsv", first[1], context)]

    def all_batches() -> Iterator[tuple[int, list[Item]]]:
        yield first
        yield second
        yield from numbered

    count = processes or min(8, os.cpu_count() or 1)
    if count == 1:
        return [_run(step, folder / f"{number}.tsv", batch, context) for number, batch in all_batches()]
    return _in_pool(step, all_batches(), folder, count, context)


_context: Any = None


def _keep(context: object) -> None:
    global _context  # each worker process gets the context once, not with every batch
    _context = context


def _in_pool(
    step: Step[Item, Context],
    batches: Iterator[tuple[int, list[Item]]],
    folder: Path,
    count: int,
    context: Context,
) -> list[Path]:
    paths: list[Path] = []
    running: set[Future[Path]] = set()
    fresh = multiprocessing.get_context("spawn")  # a fork would copy DuckDB's locks without its threads
    with ProcessPoolExecutor(count, mp_context=fresh, initializer=_keep, initargs=(context,)) as pool:
        for number, batch in batches:
            path = folder / f"{number}.tsv"
            paths.append(path)
            running.add(pool.submit(_run_kept, step, path, batch))
            if len(running) > 2 * count:  # batches wait in the database, not in memory
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
        for future in running:
            future.result()
    return paths


def _run_kept(step: Step[Item, Context], path: Path, batch: list[Item]) -> Path:
    return _run(step, path, batch, _context)


def _run(step: Step[Item, Context], path: Path, batch: list[Item], context: Context) -> Path:
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(step(batch, context))
    return path
