"""Run one peer in this process and say what it cost: `python -m benchmarks.matching.peers NAME REGISTER LIST OUT`."""

import importlib
import json
import sys
import time
import warnings
from pathlib import Path

from benchmarks.matching.cost import peak_of_this_process
from benchmarks.matching.peers import PEERS


def main() -> int:
    name, register, listed, out = sys.argv[1:]
    if name not in PEERS:
        print(f"no such peer: {name}; one of {', '.join(PEERS)}", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    peer = importlib.import_module(f"benchmarks.matching.peers.{name}")
    began = time.perf_counter()
    peer.match(Path(register), Path(listed), Path(out))
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": round(seconds, 2), "peak_mb": round(peak_of_this_process())}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
