"""The cleaning rules of `rules/nik.py` and `rules/dates.py` in DuckDB's SQL; a property test keeps the two equal."""

from typing import Final

from pendopo.matching.engine.database import Connection

MACROS: Final = (
    r"""
CREATE OR REPLACE MACRO _digits(x) AS
  CASE WHEN regexp_full_match(trim(x), '(?i)[0-9](?:[.,][0-9]+)?E\+?[0-9]+') THEN ''
       ELSE regexp_replace(regexp_replace(trim(x), '[.,]0+$', ''), '[^0-9]+', '', 'g') END""",
    r"""
CREATE OR REPLACE MACRO _believable(d) AS
  CASE WHEN length(d) NOT IN (15, 16) OR d[1] = '0' OR substr(d, 7, 6) = '000000'
         OR d IN ('1234567890123456', '0123456789012345', '9876543210987654')
         OR substr(d, 7) = repeat(d[7], length(d) - 6) THEN NULL ELSE d END""",
    "CREATE OR REPLACE MACRO clean_number(x) AS _believable(_digits(x))",
    r"""
CREATE OR REPLACE MACRO _possible(y, m, d) AS
  CASE WHEN CAST(m AS INTEGER) BETWEEN 1 AND 12 AND CAST(d AS INTEGER) BETWEEN 1 AND 31
        AND CAST(y AS INTEGER) BETWEEN 1850 AND 2100 THEN y || lpad(m, 2, '0') || lpad(d, 2, '0') END""",
    r"""
CREATE OR REPLACE MACRO clean_date(x) AS
  CASE WHEN regexp_full_match(trim(x), '([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?')
       THEN _possible(substr(trim(x), 1, 4), regexp_extract(trim(x), '^[0-9]{4}[-/.]([0-9]{1,2})', 1),
                      regexp_extract(trim(x), '^[0-9]{4}[-/.][0-9]{1,2}[-/.]([0-9]{1,2})', 1))
       WHEN regexp_full_match(trim(x), '([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?:[T ].*)?')
       THEN _possible(regexp_extract(trim(x), '^[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ]([0-9]{4})', 1),
                      regexp_extract(trim(x), '^[0-9]{1,2}[-/. ]([0-9]{1,2})', 1),
                      regexp_extract(trim(x), '^([0-9]{1,2})', 1)) END""",
    r"""
CREATE OR REPLACE MACRO unit_number(x) AS nullif(ltrim(regexp_replace(x, '[^0-9]+', '', 'g'), '0'), '')""",
    r"""
CREATE OR REPLACE MACRO clean_sex(x) AS
  CASE WHEN upper(trim(x)) IN ('WANITA', 'F', 'FEMALE', '2') THEN 'P' WHEN upper(trim(x)) = 'PRIA' THEN 'L'
       WHEN left(upper(trim(x)), 1) IN ('L', '1', 'M') THEN 'L' WHEN left(upper(trim(x)), 1) = 'P' THEN 'P' END""",
)


def define(connection: Connection) -> None:
    """Make the macros known to a connection."""
    for statement in MACROS:
        connection.execute(statement)
