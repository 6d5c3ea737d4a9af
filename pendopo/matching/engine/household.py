"""What a single pair cannot know: the family, the second candidate, and who else in the list claims the same person."""

from collections.abc import Mapping
from math import log
from typing import Final

from pendopo.matching.engine.database import Connection, one_row

SURE: Final = 3.0  # the pair's score from which a match may speak for its family
_MOST_SHIFT: Final = 4.0
GROUPS: Final = {
    "strong": ("identical", "same_sound", "spelling"),
    "good": ("words_missing", "cut", "call_name"),
}


def find_anchors(connection: Connection) -> None:
    """Write `anchors` (l, r): settled matches and candidates that are sure and without a near second."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE anchors AS
        SELECT l, r, 100.0 AS pair FROM settled
        UNION ALL
        SELECT l, r, pair FROM (
          SELECT l, r, pair, row_number() OVER w AS place, lead(pair) OVER w AS second FROM compared
          WINDOW w AS (PARTITION BY l ORDER BY pair DESC, r))
        WHERE place = 1 AND pair >= {SURE} AND (second IS NULL OR pair - second >= 2)""")
    connection.execute("""
        CREATE OR REPLACE TABLE family_votes AS
        SELECT a.kk AS listed_kk, b.kk AS found_kk, count(*) AS votes
        FROM anchors x JOIN listed a ON a.id = x.l JOIN register b ON b.id = x.r
        WHERE a.kk IS NOT NULL AND b.kk IS NOT NULL GROUP BY ALL""")


def family_candidates(connection: Connection) -> None:
    """Write `family_pairs`: members of the families into which the rest of the listed family matched."""
    connection.execute("""
        CREATE OR REPLACE TABLE family_pairs AS
        SELECT DISTINCT a.id AS l, b.id AS r, -9.0 AS weight
        FROM residual a JOIN family_votes v ON v.listed_kk = a.kk JOIN register b ON b.kk = v.found_kk
        WHERE NOT EXISTS (FROM anchors x WHERE x.l = a.id AND x.pair >= 6)
          AND NOT EXISTS (FROM compared c WHERE c.l = a.id AND c.r = b.id)""")


def describe_context(connection: Connection) -> None:
    """Write `described`: every compared pair with its family, margin and rival codes."""
    connection.execute("""
        CREATE OR REPLACE TABLE totals AS
        SELECT listed_kk, sum(votes) AS votes FROM family_votes GROUP BY listed_kk""")
    connection.execute("""
        CREATE OR REPLACE TABLE joined_pairs AS
        SELECT c.*, a.kk AS listed_kk, b.kk AS found_kk, b.nik AS found_nik, b.birth AS found_birth, n.key AS found_key,
          b.status, own.r AS own_r, ob.kk AS own_kk
        FROM compared c JOIN listed a ON a.id = c.l JOIN register b ON b.id = c.r JOIN names n ON n.name = b.name
        LEFT JOIN anchors own ON own.l = c.l LEFT JOIN register ob ON ob.id = own.r""")
    connection.execute("""
        CREATE OR REPLACE TABLE seconds AS
        SELECT x.l, x.r, max(y.pair) AS second FROM joined_pairs x LEFT JOIN LATERAL (
          SELECT z.pair FROM joined_pairs z WHERE z.l = x.l AND z.r <> x.r
            AND z.found_nik IS DISTINCT FROM x.found_nik
            AND NOT (z.found_key = x.found_key AND z.found_birth IS NOT DISTINCT FROM x.found_birth)
        ) y ON true GROUP BY x.l, x.r""")
    connection.execute("""
        CREATE OR REPLACE TABLE claims AS
        SELECT r, max(pair) AS first, arg_max(l, pair) AS claimant, bool_or(pair = 100) AS settled
        FROM anchors GROUP BY r""")
    connection.execute(_DESCRIBED)


def _in(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_DESCRIBED: Final = f"""
CREATE OR REPLACE TABLE described AS
WITH counted AS (
  SELECT p.*, s.second, q.claimant, q.first AS claim, q.settled,
    coalesce(v.votes, 0) - CASE WHEN p.own_kk = p.found_kk AND p.listed_kk IS NOT NULL THEN 1 ELSE 0 END AS support,
    coalesce(t.votes, 0) - CASE WHEN p.own_kk IS NOT NULL AND p.listed_kk IS NOT NULL THEN 1 ELSE 0 END AS others,
    CASE WHEN p.name IN ({_in(GROUPS["strong"])}) THEN 'strong' WHEN p.name IN ({_in(GROUPS["good"])}) THEN 'good'
         ELSE 'bad' END AS name_group,
    CASE WHEN p.birth = 'equal' THEN 'equal'
         WHEN p.birth IN ('swapped', 'default_day', 'one_digit', 'same_day') THEN 'good' ELSE 'bad' END AS birth_group
  FROM joined_pairs p JOIN seconds s ON s.l = p.l AND s.r = p.r
  LEFT JOIN family_votes v ON v.listed_kk = p.listed_kk AND v.found_kk = p.found_kk
  LEFT JOIN totals t ON t.listed_kk = p.listed_kk
  LEFT JOIN claims q ON q.r = p.r)
SELECT *,
  CASE WHEN others <= 0 THEN 'alone'
       WHEN support <= 0 THEN CASE WHEN others = 1 THEN 'elsewhere' ELSE 'elsewhere_all' END
       WHEN support = 1 THEN 'one' WHEN support = 2 THEN 'two' ELSE 'many' END AS household,
  CASE WHEN second IS NULL THEN 'only' WHEN pair - second < -4 THEN 'far_behind' WHEN pair < second THEN 'behind'
       WHEN pair - second < 1 THEN 'tie' WHEN pair - second < 3 THEN 'near' WHEN pair - second < 6 THEN 'ahead'
       ELSE 'far_ahead' END AS margin,
  CASE WHEN claimant IS NULL OR claimant = l THEN 'free'
       WHEN claim < pair THEN 'weaker' WHEN settled THEN 'settled' ELSE 'stronger' END AS rival
FROM counted
"""

CODES: Final = (
    "'household.' || household",
    "'margin.' || margin",
    "'rival.' || rival || '&name.' || name_group || '&birth.' || birth_group",
    "'household.' || household || '&name.' || name_group",
    "'household.' || household || '&birth.' || birth_group",
    "'margin.' || margin || '&name.' || name_group",
    "'kk.' || kk || '&household.' || household",
)


def share_of_doubles(connection: Connection) -> float:
    """Say how many of the sure matches lead to somebody whom another row of the list has already."""
    rows, people = one_row(connection, "SELECT count(*), count(DISTINCT r) FROM anchors")
    return float((rows - people + 1) / (rows + 50))


def _more_doubles(connection: Connection, usual: float) -> float:
    """A list made of two programmes names many people twice; then a second claim speaks less against a pair.

    It is the correction of a model for another share of cases: the difference of the log odds, upwards only.
    """
    here = share_of_doubles(connection)
    return max(0.0, min(_MOST_SHIFT, log(here / (1 - here)) - log(usual / (1 - usual))))


def weigh(connection: Connection, weights: Mapping[str, float], *, doubles: float) -> None:
    """Write `weighed`: the described pairs with their final score; `doubles` is the share of the training sets."""
    connection.execute("CREATE OR REPLACE TABLE final_weights (code VARCHAR, weight DOUBLE)")
    families = ("household.", "margin.", "rival.", "kk.")
    known = [(code, weight) for code, weight in weights.items() if code.startswith(families)]
    if known:
        marks = ", ".join(["(?, ?)"] * len(known))
        connection.execute(
            f"INSERT INTO final_weights VALUES {marks}", [value for row in known for value in row]
        )
    joins = " ".join(f"LEFT JOIN final_weights w{i} ON w{i}.code = {code}" for i, code in enumerate(CODES))
    total = " + ".join(f"coalesce(w{i}.weight, 0)" for i in range(len(CODES)))
    more = _more_doubles(connection, doubles)
    shift = f"CASE WHEN rival IN ('settled', 'stronger') THEN {more:.4f} ELSE 0 END"
    connection.execute(
        f"CREATE OR REPLACE TABLE weighed AS SELECT d.*, d.base + {total} + {shift} AS final FROM described d {joins}"
    )
