"""Chinese and Arabic numerals: how they are written, and what they are worth.

A numeral is read only once its limits are known; running text is never converted (全国统一零售价 holds no number).
Regular expressions here expect the folded view of a text (half-width digits) and bound every repetition.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)) | {str(n): n for n in range(10)}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
SCALES = TENS | MYRIADS
VAGUE = "多余来几数"

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?![0-9])(?:\.[0-9]{1,8})?(?![0-9])"
SCALE = r"[十百千]?[万亿]{1,2}|百|千(?![克米瓦])"
HAN, FORMAL = "〇零一二两三四五六七八九十百千万亿", "壹贰叁肆伍陆柒捌玖"
NUMERAL = (
    rf"(?:{ARABIC}(?: ?(?:{SCALE}))?(?:[多余来几](?:{SCALE})?)?"
    rf"|[数几]?[{HAN}]{{1,16}}(?:点[{HAN[:12]}]{{1,4}}[万亿]{{0,2}})?(?:[多余来几][万亿千百]{{0,2}})?"
    rf"|[{FORMAL}][拾佰仟万亿][{FORMAL}拾佰仟零万亿]{{0,12}})"
)
START = re.compile(rf"[0-9{HAN}几数半双]|翻(?=番)|[{FORMAL}][拾佰仟万亿]")
WORD = re.compile(
    rf"(?=[0-9{HAN}双半{FORMAL}])(?:{ARABIC}(?: ?[万亿]{{1,2}})?%?|[0-9]{{1,40}}"
    rf"|[{HAN}0-9双半]{{1,16}}|[{FORMAL}][{FORMAL}拾佰仟零]{{1,12}})"
)


class Numeral(NamedTuple):
    """What a numeral is worth: `value` (to `high`, for 三五 or 七八十), its last place `step`, and if it is `vague`."""

    value: Decimal
    high: Decimal | None
    step: Decimal
    vague: bool


@lru_cache(maxsize=4096)
def parse_numeral(numeral: str) -> Numeral:
    """Read one delimited numeral exactly.

    >>> parse_numeral("3.02万").value, parse_numeral("3.02万").step
    (Decimal('30200'), Decimal('1E+2'))
    >>> [int(parse_numeral(n).value) for n in ("三千四百一十五", "两千四百五", "肆佰陆拾", "二0三五")]
    [3415, 2450, 460, 2035]
    >>> parse_numeral("十余万")
    Numeral(value=Decimal('100000'), high=None, step=Decimal('10000'), vague=True)

    Raises ValueError for what is no numeral (千万百, 一二三).
    """
    plain = "".join(ch for ch in numeral if ch not in VAGUE and ch not in " ,")
    vague = any(ch in VAGUE for ch in numeral)
    if arabic := re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,8})?)([十百千万亿]{0,4})", plain):
        number, scale = Decimal(arabic[1]), fold_scale(arabic[2])
        return Numeral(_plain(number * scale), None, scale.scaleb(number.as_tuple().exponent).normalize(), vague)
    if not re.fullmatch(rf"[0-9点{HAN}{FORMAL}拾佰仟]{{1,40}}", plain):
        raise ValueError(f"no numeral: {numeral!r}")
    if neighbours := re.fullmatch(rf"([十]?)([一二三四五六七八两])([二三四五六七八九])((?:{SCALE}|十)?)", plain):
        return _neighbours(*neighbours.groups())
    whole, point, fraction = plain.partition("点")
    if point:
        return _decimal(whole, fraction, vague)
    value = Decimal(_chinese(plain))
    return Numeral(value, None, _step(plain, value), vague)


def fold_scale(text: str) -> Decimal:
    """The product of scale characters: 千万 is 10,000,000."""
    product = Decimal(1)
    for ch in text:
        product *= SCALES[ch]
    return product


def _decimal(whole: str, fraction: str, vague: bool) -> Numeral:
    """九十三点六, 一点二万."""
    digits = fraction.rstrip("万亿")
    scale = fold_scale(fraction[len(digits) :])
    number = Decimal(f"{_chinese(whole)}.{''.join(str(DIGITS[ch]) for ch in digits)}")
    return Numeral(_plain(number * scale), None, scale.scaleb(-len(digits)).normalize(), vague)


def _neighbours(ten: str, low: str, high: str, scale: str) -> Numeral:
    """三五, 七八十, 十七八, 两三千: from the lower to the higher."""
    base, unit = (10 if ten else 0), fold_scale(scale)
    if DIGITS[high] <= DIGITS[low]:
        raise ValueError(f"no numeral: {low + high!r}")
    return Numeral(base + DIGITS[low] * unit, base + DIGITS[high] * unit, unit, True)


def _chinese(plain: str) -> int:
    if all(ch in DIGITS for ch in plain):
        if len(plain) > 1 and not set(plain) & set("〇零0") and len(plain) != 4:
            raise ValueError(f"a row of digits, no numeral: {plain!r}")
        return int("".join(str(DIGITS[ch]) for ch in plain))
    for scale, size in reversed(MYRIADS.items()):
        head, found, tail = plain.rpartition(scale)
        if found:
            return _chinese(head or "一") * size + _tail(tail, size)
    return _below_myriad(plain)


def _tail(tail: str, size: int) -> int:
    """What follows 万 or 亿; a lone digit counts thousands (三万五 is 35,000)."""
    if len(tail) == 1 and tail in DIGITS:
        return DIGITS[tail] * size // 10
    rest = _chinese(tail) if tail else 0
    if rest >= size or tail in TENS:
        raise ValueError(f"no numeral: …{tail!r} after {size}")
    return rest


def _below_myriad(plain: str) -> int:
    total, digit, last, zero = 0, None, 10**4, False
    for ch in plain:
        if ch in TENS:
            if TENS[ch] >= last or digit == 0 or (digit is None and TENS[ch] > 10 and len(plain) > 1):
                raise ValueError(f"no numeral: {plain!r}")
            last = TENS[ch]
            total, digit, zero = total + (1 if digit is None else digit) * last, None, False
        elif digit:
            raise ValueError(f"two digits in a row: {plain!r}")
        else:
            digit, zero = DIGITS[ch], zero or not DIGITS[ch]
    colloquial = digit and last in (100, 1000) and not zero
    return total + (digit or 0) * (last // 10 if colloquial else 1)


def _step(plain: str, value: Decimal) -> Decimal:
    """The size of the last place that is spelt out: 三千二百 is rounded to 100, 三千二百零五 to 1."""
    scale = re.search(r"[百佰千仟万亿]{0,3}$", plain)[0]
    return fold_scale(scale) if value else Decimal(1)


def _plain(value: Decimal) -> Decimal:
    """The same value without trailing zeros or exponent."""
    return Decimal(int(value)) if value == int(value) else value.normalize()
