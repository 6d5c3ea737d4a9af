"""How numbers, money, dates and telephone numbers are written (EYD V), and how a typed date is read."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

Number = int | float | Decimal

_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_DAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_SEPARATORS = {"id": (".", ","), "en": (",", ".")}
# Two letters that Indonesians write for thousand, million, milliard and billion (10^12).
_SCALES: dict[str, tuple[tuple[int, str], ...]] = {
    "id": ((10**12, " T"), (10**9, " M"), (10**6, " jt"), (10**3, " rb")),
    "en": ((10**12, "T"), (10**9, "B"), (10**6, "m"), (10**3, "k")),
}
_SCALE_WORDS: dict[str, tuple[tuple[int, str], ...]] = {
    "id": ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
}
_DAY_FIRST = r"(\d{1,2})[-/. ]+(\d{1,2}|[a-z]+)[-/. ]+(\d{4})|(\d{2})(\d{2})(\d{4})"


def tongue(language: str | None) -> str:
    """Map a language code to one that has written forms here; Indonesian is the source language."""
    return "en" if (language or "").lower().startswith("en") else "id"


def number(value: Number, language: str = "id", decimals: int | None = None) -> str:
    """Write 1234567.89 as 1.234.567,89, or as 1,234,567.89 in English (EYD V, III.N)."""
    thousands, point = _SEPARATORS[tongue(language)]
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("only finite numbers can be written")
    places = 2 if decimals is None else decimals
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):,f}".partition(".")
    if decimals is None:
        rest = rest.rstrip("0")
    sign = "-" if rounded < 0 else ""
    return sign + whole.replace(",", thousands) + (point + rest if rest else "")


def compact(value: Number, language: str = "id") -> str:
    """Shorten 1620000000 to 1,6 M for the axis of a chart, where room is scarce."""
    exact = Decimal(str(value))
    for size, mark in _SCALES[tongue(language)]:
        if abs(exact) >= max(size, 10_000):
            return _short(exact / size, language, 1) + mark
    return number(value, language)


def rupiah_words(value: Number, language: str = "id") -> str:
    """Write a large amount as people say it: Rp1,62 miliar."""
    exact = abs(Decimal(str(value)))
    sign = "-Rp" if value < 0 else "Rp"
    for size, word in _SCALE_WORDS[tongue(language)]:
        if exact >= size:
            return f"{sign}{_short(exact / size, language, 2)} {word}"
    return rupiah(value, language)


def _short(value: Decimal, language: str, places: int) -> str:
    return number(round(value, places), language)


def rupiah(value: Number, language: str = "id") -> str:
    """Write an amount as Rp1.234.567, without a space as EYD V asks; sen only if any."""
    written = number(abs(Decimal(str(value))), language)
    point = _SEPARATORS[tongue(language)][1]
    whole, found, rest = written.partition(point)
    amount = f"{whole}{point}{rest:0<2}" if found else whole
    return ("-Rp" if value < 0 else "Rp") + amount


def percent(fraction: Number, language: str = "id", decimals: int | None = None) -> str:
    """Write the share 0.945 as 94,5%."""
    exact = Decimal(str(fraction)) * 100
    return (_short(exact, language, 1) if decimals is None else number(exact, language, decimals)) + "%"


def phone(text: str) -> str:
    """Group a mobile number as 0812-3456-7890 and leave anything else as it was typed."""
    digits = re.sub(r"[\s().-]", "", text)
    digits = "0" + digits[3:] if digits.startswith("+62") else digits
    if not re.fullmatch(r"08\d{7,11}", digits):
        return text
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def date_long(day: date, language: str = "id") -> str:
    """Write a day as 21 November 2026."""
    return f"{day.day} {_MONTHS[tongue(language)][day.month - 1]} {day.year}"


def weekday(number: int, language: str | None = "id") -> str:
    """Name a day of the week; Monday is 0."""
    return _DAYS[tongue(language)][number]


def date_full(day: date, language: str = "id") -> str:
    """Write a day with its name: Sabtu, 21 November 2026."""
    return f"{_DAYS[tongue(language)][day.weekday()]}, {date_long(day, language)}"


def date_short(day: date, language: str = "id") -> str:
    """Write a day as 21 Nov 2026."""
    return f"{day.day} {_SHORT_MONTHS[tongue(language)][day.month - 1]} {day.year}"


def moment(time: datetime, language: str = "id") -> str:
    """Write a local time as 21 November 2026, 09.12 WIB (hours with a full stop, EYD V)."""
    return f"{date_long(time, language)}, {hour(time, language)}"


def hour(time: datetime, language: str = "id") -> str:
    """Write the hour of a local time as 09.12 WIB (with a full stop, EYD V)."""
    clock = f"{time:%H.%M}" if tongue(language) == "id" else f"{time:%H:%M}"
    return f"{clock} {time.tzname() or ''}".rstrip()


def parse_day(text: str) -> date:
    """Read 17-08-1945, 17/8/1945, 17081945, 1945-08-17 and 17 Agustus 1945; else ValueError."""
    text = re.sub(r"\s+", " ", text.strip().lower())
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", text):
        year, month, day = found.groups()
    elif found := re.fullmatch(_DAY_FIRST, text):
        day, month, year = (part for part in found.groups() if part)
    else:
        raise ValueError("not a date")
    return date(int(year), int(month) if month.isdigit() else _month_named(month), int(day))


def _month_named(name: str) -> int:
    for names in (*_MONTHS.values(), *_SHORT_MONTHS.values()):
        lowered = [known.lower() for known in names]
        if name in lowered:
            return lowered.index(name) + 1
    raise ValueError("not a month")


_WRITTEN = {"rb": 3, "ribu": 3, "jt": 6, "juta": 6, "miliar": 9, "milyar": 9}
_SCALED = re.compile(r"(\d{1,6})(?:[.,](\d{1,2}))?\s?(rb|ribu|jt|juta|miliar|milyar)\.?")


def parse_whole(text: str) -> int:
    """Read 1500000, 1.500.000, 1,500,000, Rp 1.500.000,- and 1,5 juta as the same number; else ValueError.

    What can be read in two ways is none: "1.500 juta", "1.5", "2 M".
    """
    plain = re.sub(r"^rp\.?\s*", "", text.strip().lower())
    plain = re.sub(r",(?:-|00)$", "", plain)
    scaled = _SCALED.fullmatch(plain)
    if scaled is not None:
        whole, part, word = scaled.groups(default="")
        return int(f"{whole}{part}{'0' * (_WRITTEN[word] - len(part))}")
    if not re.fullmatch(r"-?(\d+|\d{1,3}([.,\s])\d{3}(\2\d{3})*)", plain):
        raise ValueError("not a whole number")
    return int(re.sub(r"[.,\s]", "", plain))


def as_number(value: object) -> Number | None:
    """Turn what a template hands over into a number, or None where there is none."""
    if isinstance(value, bool) or value is None or value == "":
        return None
    if isinstance(value, int | float | Decimal):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
