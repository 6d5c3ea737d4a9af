"""The coarse stage on Spark: the same settings and tables, elsewhere (docs/howto/matching-on-spark.md)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pendopo.matching.engine.problems import MatchingFailed

_NAMES: Final = {"jaro_winkler_similarity(": "jaro_winkler("}  # what Spark's functions of Splink are called


def predict(settings: Mapping[str, Any], left: Path, right: Path, out: Path, *, least: float) -> None:
    """Read both sides from Parquet, let Splink on Spark find candidates, and write them as Parquet.

    The session takes its master and memory from Spark's own configuration (SPARK_HOME, spark-defaults.conf,
    PYSPARK_SUBMIT_ARGS); without any it runs on this machine.
    """
    session, api = _session()
    try:
        from splink import Linker

        sides = [
            api.register(session.read.parquet(str(path)), dataset_display_name=name)
            for name, path in (("l_side", left), ("r_side", right))
        ]
        linker = Linker(sides, spoken_by_spark(settings), log_level=None)
        found = linker.inference.predict(threshold_match_weight=least).as_spark_dataframe()
        found.selectExpr("unique_id_l AS l", "unique_id_r AS r", "match_weight AS weight").write.parquet(
            str(out)
        )
    finally:
        session.stop()


def _session() -> tuple[Any, Any]:
    try:
        from pyspark.sql import SparkSession
        from splink.internals.spark.database_api import SparkAPI
        from splink.internals.spark.jar_location import similarity_jar_location
    except ImportError:
        raise MatchingFailed(
            'Mesin Spark belum terpasang. Ketik: pip install "pendopo[match,spark]"'
        ) from None
    try:
        session = (
            SparkSession.builder.appName("pendopo-match")
            .config("spark.jars", similarity_jar_location())
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
    except Exception as trouble:
        raise MatchingFailed("Spark tidak dapat dijalankan. Pasang Java 17, lalu coba lagi.") from trouble
    api: Any = SparkAPI
    return session, api(spark_session=session, break_lineage_method="persist")


def spoken_by_spark(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings with the names that Spark knows; nothing else differs between the two engines."""
    text = json.dumps(settings)
    for here, there in _NAMES.items():
        text = text.replace(here, there)
    spoken: dict[str, Any] = json.loads(text)
    return spoken
