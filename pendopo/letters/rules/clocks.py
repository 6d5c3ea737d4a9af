"""The dated clocks of a request, and what a village may switch off. Silence never rejects."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault

REQUEST_DAYS: Final = "letters.request_days"
CHECK_DAYS: Final = "letters.check_days"
VERIFY_DAYS: Final = "letters.verify_days"
SIGN_DAYS: Final = "letters.sign_days"
OBJECT_WITHIN: Final = "letters.object_within"
OBJECTION_DAYS: Final = "letters.objection_days"
STEPS_OFF: Final = "letters.steps_off"
DRAFT_DAYS: Final = "letters.draft_days"
BATCH_MOST: Final = "letters.sign_batch_most"
_SINCE = date(2026, 1, 1)
_STANDARD = "UU 25/2009 Pasal 21; standar pelayanan ditetapkan kantor"
RULES = (
    RuleDefault(REQUEST_DAYS, "Permohonan surat selesai dalam (hari kerja)", 3, _STANDARD, _SINCE),
    RuleDefault(CHECK_DAYS, "Pemeriksaan permohonan surat (hari kerja)", 1, _STANDARD, _SINCE),
    RuleDefault(VERIFY_DAYS, "Verifikasi permohonan surat (hari kerja)", 1, _STANDARD, _SINCE),
    RuleDefault(SIGN_DAYS, "Penandatanganan surat (hari kerja)", 1, _STANDARD, _SINCE),
    RuleDefault(
        OBJECT_WITHIN,
        "Keberatan atas penolakan surat diajukan dalam (hari kerja)",
        21,
        "UU 30/2014 Pasal 77 ayat (1)",
        _SINCE,
    ),
    RuleDefault(
        OBJECTION_DAYS,
        "Keberatan atas penolakan surat diputus dalam (hari kerja)",
        10,
        "UU 30/2014 Pasal 77 ayat (4)",
        _SINCE,
    ),
    RuleDefault(DRAFT_DAYS, "Konsep permohonan disimpan (hari)", 30, "Pendopo design", _SINCE),
    RuleDefault(
        BATCH_MOST, "Surat yang ditandatangani sekaligus, paling banyak", 50, "Pendopo design", _SINCE
    ),
    RuleDefault(STEPS_OFF, "Langkah surat yang dilewati", [], "Pendopo design", _SINCE),
)
