"""The values of a finding in words: counts with their nouns, shares, amounts and names, in English and Chinese."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import pandas as pd

from jianguan.anchors import href
from jianguan.corpus import Corpus
from jianguan.wording import number

SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True)
class Said:
    """A value as it is said in each language, and the anchor of its evidence in the sources ("": none).

    The template may add the noun: `{targets:target|targets}`.
    """

    en: str
    zh: str
    one: bool = False
    anchor: str = ""

    def __format__(self, noun: str) -> str:
        singular, _, plural = noun.partition("|")
        return f"{self.en} {singular if self.one else plural}" if noun else self.en


def count(n: int) -> Said:
    """A count, with English thousands.

    >>> f"{count(1):target|targets}, {count(35512):case|cases}"
    '1 target, 35,512 cases'
    """
    return Said(f"{n:,}", f"{n}", n == 1)


def counted(n: int) -> Said:
    """A small count spelled out in English, as it reads in a sentence.

    >>> f"{counted(4):text|texts}"
    'four texts'
    """
    return Said(SMALL[n] if 0 <= n < len(SMALL) else f"{n:,}", f"{n}", n == 1)


def amount(value: float, unit: str) -> Said:
    """A value with its unit, each language in its own scale.

    >>> amount(106000, "家").zh
    '10.6万家'
    """
    return Said(number(value, unit, "en"), number(value, unit, "zh"), value == 1)


def share(part: float) -> Said:
    """A share between 0 and 1, as a whole percentage.

    >>> share(0.345).en
    '34%'
    """
    return plain(f"{round(part * 100)}%")


def opening(said: Said, anchor: str) -> Said:
    """The same words, which open the evidence at an anchor of the sources."""
    return replace(said, anchor=anchor)


def linked(said: Said, anchor: str) -> Said:
    """The same words as a Markdown link to an anchor of the sources.

    >>> linked(count(28), "group.quantities.hunan-2021.achieved").en
    '[28](06-sources.ipynb#group.quantities.hunan-2021.achieved)'
    """
    return Said(f"[{said.en}]({href(anchor)})", f"[{said.zh}]({href(anchor)})", said.one)


def listed(items: Sequence[Said]) -> Said:
    """Several things as one list.

    >>> listed([Said("Jiangsu", "江苏"), Said("Hunan", "湖南")]).en
    'Jiangsu and Hunan'
    """
    head, last = [i.en for i in items[:-1]], items[-1].en
    return Said(f"{', '.join(head)} and {last}" if head else last, "、".join(i.zh for i in items), len(items) == 1)


def few(items: Sequence[Said], most: int = 8) -> Said:
    """Several things as one list that names not many more than `most`, and says how many others there are.

    >>> few([Said(letter, letter) for letter in "abcdef"], 2).en
    'a, b and 4 others'
    """
    if len(items) <= most + 1:
        return listed(items)
    rest = len(items) - most
    return listed([*items[:most], Said(f"{rest} others", f"其余{rest}个")])


def plain(text: str) -> Said:
    """The same words in both languages (a Chinese term)."""
    return Said(text, text)


@cache
def _names() -> dict[tuple[str, str], Said]:
    with files("jianguan").joinpath("lexicons/categories.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["lexicon"], row["category"]): Said(row["name_en"], row["name_zh"]) for row in csv.DictReader(lines)
        }


def name(lexicon: str, category: str) -> Said:
    """What a category of a lexicon is called; a user's own category is called as it is written."""
    return _names().get((lexicon, category), plain(category))


@cache
def _counted() -> dict[tuple[str, int, str], list[str]]:
    english: dict[tuple[str, int, str], list[str]] = {}
    with files("jianguan").joinpath("lexicons/counted.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            english.setdefault((row["doc"], int(row["start"]), row["text"]), []).append(row["english"])
    return english


@cache
def glossary() -> dict[str, dict[str, str]]:
    """The glossary by term (lexicons/glossary.csv: `term, pinyin, literal, meaning`)."""
    with files("jianguan").joinpath("lexicons/glossary.csv").open(encoding="utf-8", newline="") as rows:
        return {row["term"]: row for row in csv.DictReader(rows)}


def rendering(term: str, column: str = "meaning") -> str:
    """What the glossary says of a term, up to the first explanation."""
    return re.split("[:;(]", glossary()[term][column])[0].strip()


def glossed(word: str) -> Said:
    """A Chinese word, in English with the shorter of its renderings where the glossary has it.

    >>> glossed("改革").en, glossed("某词").en
    ('“reform” 改革', '某词')
    """
    if word not in glossary():
        return Said(word, word)
    shortest = min((rendering(word, column) for column in ("literal", "meaning")), key=len)
    return Said(f"“{shortest}” {word}", word)


def things_counted(quantities: pd.DataFrame) -> list[Said]:
    """What each statistic counts: in English where somebody has rendered it (the seeds), else as the text has it."""
    said = []
    for row in quantities.itertuples():
        chinese = " ".join(part for part in (row.action, row.measure) if known(part))
        english = _counted().get((row.doc, row.start, row.text), [chinese])
        said.append(Said("; ".join(english), chinese))
    return said


@cache
def document_labels(corpus: Corpus) -> pd.DataFrame:
    """How each document is called on charts and in sentences.

    Returns, indexed by `doc`: `label_en, label_zh` (place and year), and `about_en, about_zh` (genre, level and date).
    Documents that would share a label get their number in reading order.
    """
    rows = [_label(row) for row in corpus.documents.itertuples()]
    table = pd.DataFrame(rows, corpus.documents.index, ["label_en", "label_zh", "about_en", "about_zh"])
    for label in ("label_en", "label_zh"):
        same = table.groupby(label)[label].transform("size") > 1
        number = (table.groupby(label).cumcount() + 1).astype(str)
        table[label] = table[label].where(~same, table[label] + " (" + number + ")")
    return table


def _label(row) -> tuple[str, str, str, str]:
    """The label and description of one row of `documents`."""
    year_en, year_zh = (str(row.year), f"{row.year}年") if known(row.year) else ("n.d.", "年份不详")
    place_en, place_zh = _place(row)
    date = next((str(d) for d in (row.published, row.event_date) if known(d)), year_en)
    level = name("level", row.level)
    about = (f"{row.genre}, {level.en}, {date}", f"{row.genre_zh}，{level.zh}，{date}")
    return f"{place_en} {year_en}", f"{place_zh}{year_zh}", *about


def _place(row) -> tuple[str, str]:
    """The place of a document: its province, with the city where there is one."""
    if not known(row.province):
        return "Place unknown", "地点不详"
    if row.level in ("province", "national") or not known(row.place) or row.place == row.province:
        return row.province_en, row.province
    return f"{row.province_en} · {row.place_en}", f"{row.province}·{row.place}"


def known(value: object) -> bool:
    """Is a field of `documents` filled in (not empty, missing or `unknown`)?"""
    return not pd.isna(value) and str(value) not in ("", "unknown")
