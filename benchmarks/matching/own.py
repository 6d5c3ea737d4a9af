"""Run our own matching in this process and say what it cost: `python -m benchmarks.matching.own REGISTER LIST OUT`."""

import json
import sys
import time
import warnings
from pathlib import Path

from benchmarks.matching.cost import peak_of_this_process


def main() -> int:
    register, listed, out = (Path(word) for word in sys.argv[1:])
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    from pendopo.matching.engine.run import match_files

    match_files(register, listed, out)
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": round(seconds, 2), "peak_mb": round(peak_of_this_process())}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
