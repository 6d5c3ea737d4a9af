"""GoldenMatch without a configuration: it looks at the two tables and decides everything itself."""

from pathlib import Path

import goldenmatch
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching.peers import LISTED


def match(register: Path, listed: Path, out: Path) -> None:
    """Link with what the library chooses; the columns that only number the rows are kept out of its sight."""
    people, rows = pq.read_table(listed), pq.read_table(register)
    wids, rids = people["wid"].to_pylist(), rows["rid"].to_pylist()
    result = goldenmatch.match_df(
        people.select(list(LISTED)), rows.select(list(LISTED)), confidence_required=False
    )
    assert result.matched is not None
    best: dict[str, tuple[float, str]] = {}
    for pair in result.matched.select(["__target_row_id__", "__ref_row_id__", "__match_score__"]).to_pylist():
        # the library numbers the rows of both tables on end
        wid, rid = wids[pair["__target_row_id__"]], rids[pair["__ref_row_id__"] - len(wids)]
        best[wid] = max(best.get(wid, (-1.0, "")), (pair["__match_score__"], rid))
    answer = {
        "wid": list(best),
        "rid": [rid for _, rid in best.values()],
        "verdict": ["padan"] * len(best),
        "probability": [score for score, _ in best.values()],
    }
    pq.write_table(pa.table(answer), out)
