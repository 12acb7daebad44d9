"""The words and numbers of a chart, in the language of the style in force.

Every word a chart may show stands in lexicons/labels.csv (`key, en, zh`); `{n}` marks where a value goes.
"""

from decimal import Decimal

import pandas as pd

from jianguan.style import LABELS, labels, style


def word(key: str, lang: str | None = None, **values) -> str:
    """A word or phrase of lexicons/labels.csv.

    >>> word("not_reported", "zh")
    '未报告'
    """
    if key not in labels():
        raise KeyError(f"{LABELS.name} has no row {key!r}")
    return labels()[key][lang or style().lang].format(**values)


def named(key: str, default: str) -> str:
    """Like `word`, but `default` (a name of the user's own) where the list has no such row."""
    return word(key) if key in labels() else default


def number(value, unit: str = "", lang: str | None = None) -> str:
    """A number as a reader of the language writes it; a missing one is "not reported", never 0.

    English counts carry no unit word (家 may be firms or schools): the axis or the row says what is counted.
    Nothing is rounded: a value that is not short in millions or 万 is written out. (A fraction without end, such as
    one third, is cut after four decimals.)

    >>> [number(766_000_000, "元", lang) for lang in ("en", "zh")]
    ['CNY 766 million', '7.66亿元']
    >>> [number(106_000, "家", lang) for lang in ("en", "zh")]
    ['106,000', '10.6万家']
    """
    lang = lang or style().lang
    if pd.isna(value):
        return word("not_reported", lang)
    spelled = _scaled(Decimal(str(value)), lang)
    if f"number:{unit}" in labels():
        return word(f"number:{unit}", lang, n=spelled)
    return spelled + unit if lang == "zh" else spelled


SCALES = {
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
}


def _scaled(value: Decimal, lang: str) -> str:
    """The number in the largest scale in which two decimals write it exactly (in Chinese no comma below 10,000)."""
    fits = ((s, name) for s, name in SCALES[lang] if abs(value) >= 10**s and _decimals(value.scaleb(-s)) <= 2)
    size, name = next(fits, (0, ""))
    value = value.scaleb(-size)
    value = round(value, 4) if _decimals(value) > 9 else value
    spelled = f"{value:,.{_decimals(value)}f}".replace("-", "−")
    return (spelled.replace(",", "") if lang == "zh" and abs(value) < 10_000 else spelled) + name


def _decimals(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent)


def percent(share: float, decimals: int = 0) -> str:
    """A share (0-1) in per cent; "not reported" where missing, and never 0 for what is more than none.

    >>> percent(0.394), percent(0.004), percent(0)
    ('39%', '<1%', '0%')
    """
    if pd.isna(share):
        return word("not_reported")
    smallest = 10**-decimals
    return f"<{smallest:g}%" if 0 < share * 100 < smallest / 2 else f"{share * 100:.{decimals}f}%"


def qualified(value, unit: str, qualifier: str) -> str:
    """A number with what the text says about its exactness.

    >>> qualified(2000, "家", "at_least")
    'at least 2,000'
    """
    return word(f"qualifier:{qualifier}", n=number(value, unit))
