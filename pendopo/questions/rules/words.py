"""Numbers and money as official letters write them: figures followed by words."""

from decimal import ROUND_HALF_UP, Decimal

_UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
HIGHEST = 10**18 - 1


def spell(value: int) -> str:
    """Write a whole number in words: 1250 becomes "seribu dua ratus lima puluh" (EYD V, III.N)."""
    if abs(value) > HIGHEST:
        raise ValueError("this number has no words here")
    if value == 0:
        return "nol"
    parts: list[str] = []
    rest, scale = abs(value), 0
    while rest:
        rest, three = divmod(rest, 1000)
        if three:
            parts.insert(0, _scaled(three, scale))
        scale += 1
    return " ".join(["minus", *parts] if value < 0 else parts)


def _scaled(three: int, scale: int) -> str:
    if scale == 1 and three == 1:
        return "seribu"
    return f"{_below_thousand(three)} {_SCALES[scale]}".rstrip()


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    words = [] if not hundreds else ["seratus"] if hundreds == 1 else [_UNITS[hundreds], "ratus"]
    return " ".join([*words, *_below_hundred(rest)])


def _below_hundred(value: int) -> list[str]:
    tens, unit = divmod(value, 10)
    if tens == 0:
        return [_UNITS[unit]] if unit else []
    if tens == 1:
        return [{0: "sepuluh", 1: "sebelas"}.get(unit) or f"{_UNITS[unit]} belas"]
    return [_UNITS[tens], "puluh", *([_UNITS[unit]] if unit else [])]


def rupiah_figures(amount: int | Decimal) -> str:
    """Write an amount with sen, as letters do: Rp1.250.000,00."""
    exact = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, _, sen = f"{abs(exact):,f}".partition(".")
    return f"{'-' if exact < 0 else ''}Rp{whole.replace(',', '.')},{sen}"


def rupiah_spelled(amount: int | Decimal) -> str:
    """Write an amount in figures and words: Rp1.250.000,00 (satu juta ... rupiah)."""
    exact = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, sen = divmod(abs(exact), 1)
    words = f"{spell(int(whole))} rupiah" + (f" {spell(int(sen * 100))} sen" if sen else "")
    return f"{rupiah_figures(exact)} ({'minus ' if exact < 0 else ''}{words})"


def figures_and_words(value: int) -> str:
    """Write a whole number as figures and words: 3 (tiga)."""
    return f"{value:,} ({spell(value)})".replace(",", ".")
