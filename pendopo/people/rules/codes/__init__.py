"""Every code table of the resident columns, with labels, spellings and ranges."""

from collections.abc import Mapping
from types import MappingProxyType

from pendopo.people.rules.codes.health import (
    BLOOD_GROUP,
    CONTRACEPTION,
    DISABILITY,
    EID,
    EID_STATUS,
    INSURANCE,
    PREGNANT,
)
from pendopo.people.rules.codes.occupations import OCCUPATION
from pendopo.people.rules.codes.persons import (
    BASIC_STATUS,
    CITIZENSHIP,
    EDUCATION,
    EDUCATION_CURRENT,
    MARITAL_STATUS,
    RELATION,
    RELIGION,
    RESIDENCE,
    SEX,
    BasicStatus,
    Citizenship,
    MaritalStatus,
    Relation,
    Sex,
)
from pendopo.people.rules.codes.table import CodeTable, allowed_codes, parse_code

TABLES: Mapping[str, CodeTable] = MappingProxyType(
    {
        table.column: table
        for table in (
            SEX,
            RELIGION,
            EDUCATION,
            EDUCATION_CURRENT,
            OCCUPATION,
            MARITAL_STATUS,
            RELATION,
            CITIZENSHIP,
            BLOOD_GROUP,
            DISABILITY,
            CONTRACEPTION,
            PREGNANT,
            EID,
            EID_STATUS,
            BASIC_STATUS,
            INSURANCE,
            RESIDENCE,
        )
    }
)
