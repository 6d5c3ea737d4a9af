"""The coarse stage on Spark: the same settings and tables, elsewhere (docs/howto/matching-on-spark.md)."""

import json
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from pendopo.matching.engine.problems import MatchingFailed

_PARSER: Final = "sqlglot"
_NAMES: Final = {"jaro_winkler_similarity(": "jaro_winkler("}  # what Spark's functions of Splink are called


class _Interpreted(MetaPathFinder):
    """Finds the source of Splink's SQL parser where its compiled twin is installed too."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] != _PARSER:
            return None
        for folder in sys.path if path is None else path:
            found = FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(fullname)
            if found is not None:
                return found
        return None


def _missing() -> MatchingFailed:
    return MatchingFailed('Mesin Spark belum terpasang. Ketik: pip install "pendopo[match,spark]"')


def load_plain_parser() -> None:
    """Load the SQL parser as Python: Splink's dialect for Spark inherits from its classes, compiled ones forbid that.

    Raises MatchingFailed when Spark is missing, or when this process has loaded the compiled parser already.
    """
    if find_spec("pyspark") is None:
        raise _missing()
    if _PARSER not in sys.modules:
        sys.meta_path.insert(0, _Interpreted())
    try:
        import sqlglot.generator
    except ImportError:
        return  # said in words where Splink itself is looked for
    if not str(sqlglot.generator.__file__).endswith(tuple(SOURCE_SUFFIXES)):
        raise MatchingFailed("Mesin Spark perlu proses sendiri. Jalankan pendopo match run --engine spark.")


if TYPE_CHECKING:
    from pyspark.sql import SparkSession
    from splink.internals.spark.database_api import SparkAPI


def predict(settings: Mapping[str, object], left: Path, right: Path, out: Path, *, least: float) -> None:
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


def _session() -> "tuple[SparkSession, SparkAPI]":
    try:
        from pyspark.sql import SparkSession
        from splink.internals.spark.database_api import SparkAPI
        from splink.internals.spark.jar_location import similarity_jar_location
    except ImportError:
        raise _missing() from None
    try:
        session = (
            SparkSession.builder.appName("pendopo-match")
            .config("spark.jars", similarity_jar_location())
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
    except Exception as trouble:
        raise MatchingFailed("Spark tidak dapat dijalankan. Pasang Java 17, lalu coba lagi.") from trouble
    return session, SparkAPI(spark_session=session, break_lineage_method="persist")


def spoken_by_spark(settings: Mapping[str, object]) -> dict[str, object]:
    """Give the settings with the names that Spark knows; nothing else differs between the two engines."""
    text = json.dumps(settings)
    for here, there in _NAMES.items():
        text = text.replace(here, there)
    spoken: dict[str, object] = json.loads(text)
    return spoken
