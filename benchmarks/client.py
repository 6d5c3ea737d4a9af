"""A plain client over loopback, bounded in time and in number."""

import http.client
import threading
import time
from urllib.parse import urlsplit

from benchmarks.workshop import NotMeasurable

HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}


def one_after_another(address: str, path: str, count: int) -> list[float]:
    """Milliseconds of each request on one connection, after three to warm up."""
    link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    times = []
    for index in range(-3, count):
        start = time.perf_counter()
        _get(link, path)
        if index >= 0:
            times.append((time.perf_counter() - start) * 1000)
    link.close()
    return times


def hammer(address: str, path: str, *, connections: int, seconds: float, most: int) -> tuple[float, int]:
    """Requests a second over this many connections, and how many there were."""
    until = time.perf_counter() + seconds
    counts = [0] * connections
    troubles: list[Exception] = []

    def work(index: int) -> None:
        link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        try:
            while time.perf_counter() < until and counts[index] < most // connections:
                _get(link, path)
                counts[index] += 1
        except (OSError, http.client.HTTPException, NotMeasurable) as trouble:
            troubles.append(trouble)
        finally:
            link.close()

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(index,)) for index in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise NotMeasurable(f"{path}: {troubles[0]}")
    return sum(counts) / (time.perf_counter() - start), sum(counts)


def _get(link: http.client.HTTPConnection, path: str) -> None:
    link.request("GET", path, headers=HEADERS)
    answer = link.getresponse()
    answer.read()
    if answer.status != 200:
        raise NotMeasurable(f"{path} answered {answer.status}")
