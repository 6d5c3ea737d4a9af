"""Invented residents, on whom the editor shows what a wording makes of their answers."""

from datetime import date

from pendopo.letters.rules.values import Party
from pendopo.questions.rules.samples import OTHER_NAME

# No such person exists: the serial 0000 is never given out (handbook domain.md section 2).
SAMPLE = Party(
    name="Siti Contoh Rahayu",
    nik="3206135708850000",
    kk_number="3206131708100000",
    birth_place="Tasikmalaya",
    birth_date=date(1985, 8, 17),
    sex="Perempuan",
    religion="Islam",
    marital_status="Kawin",
    occupation="Pedagang",
    education="SLTA/Sederajat",
    citizenship="WNI",
    address="Kp. Contoh RT 002 RW 004",
    father_name="Asep Contoh",
    mother_name="Euis Contoh",
)
OTHER = Party(
    name=OTHER_NAME,
    nik="3206131202830000",
    birth_place="Garut",
    birth_date=date(1983, 2, 12),
    sex="Laki-laki",
    religion="Islam",
    marital_status="Kawin",
    occupation="Petani/Pekebun",
    citizenship="WNI",
    address="Kp. Contoh RT 003 RW 004",
    father_name="Ujang Contoh",
    mother_name="Nining Contoh",
)
