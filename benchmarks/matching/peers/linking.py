"""One way to run a Splink model on register and list; the peers differ by their settings alone."""

import logging
from collections.abc import Sequence
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.comparison_creator import ComparisonCreator

from benchmarks.matching.peers import LISTED
from pendopo.matching.engine.database import Connection


def link(
    register: Path,
    listed: Path,
    out: Path,
    *,
    comparisons: Sequence[ComparisonCreator],
    blocking: Sequence[tuple[str, ...]],
    sessions: Sequence[tuple[str, ...]],
    certain: Sequence[tuple[str, ...]],
) -> None:
    """Estimate, predict, and keep of each listed person the best row; a row is given to its best person only."""
    connection = duckdb.connect()
    sides = [_side(connection, register, "rid", "a_register"), _side(connection, listed, "wid", "b_listed")]
    api = DuckDBAPI(connection)
    frames = [api.register(name, dataset_display_name=name) for name in sides]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="unique_id",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in blocking],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(frames, settings, log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on(*each) for each in certain], recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in sessions:
        training.estimate_parameters_using_expectation_maximisation(
            block_on(*rule), estimate_without_term_frequencies=True
        )
    pairs = linker.inference.predict(threshold_match_weight=-10)
    _best(connection, pairs.physical_name, out)


def _side(connection: Connection, path: Path, key: str, name: str) -> str:
    cells = ", ".join(f"nullif({column}, '') AS {column}" for column in LISTED)
    connection.read_parquet(str(path)).query(
        "given", f"CREATE TABLE {name} AS SELECT {key} AS unique_id, {cells} FROM given"
    )
    return name


def _best(connection: Connection, pairs: str, out: Path) -> None:
    """The best row of each listed person, weighed against all other rows that came near (log2 of the odds).

    Without this weighing Splink is worse: two rows that fit alike would both look certain. Two listed rows may share
    one row of the register, because a list has doubles.
    """
    connection.execute(f"CREATE VIEW pair AS SELECT * FROM {pairs}")
    connection.execute(
        "CREATE TABLE answer AS SELECT unique_id_r AS wid, unique_id_l AS rid, "
        "match_weight - log2(1 + sum(power(2, match_weight)) OVER each - power(2, match_weight)) AS probability, "
        "if(probability >= 0, 'padan', 'tidak ditemukan') AS verdict "
        "FROM pair WINDOW each AS (PARTITION BY unique_id_r) "
        "QUALIFY row_number() OVER (PARTITION BY unique_id_r ORDER BY match_weight DESC, unique_id_l) = 1"
    )
    connection.table("answer").write_parquet(str(out))
