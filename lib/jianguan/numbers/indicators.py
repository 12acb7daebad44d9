"""What figures can be set side by side, what can be derived from them, and the table to take away.

Two figures are comparable only if they count the same thing, by the same action, in the same unit and status, at the
same level of government and over periods that overlap. Units are never converted into one another, parts are never
added to totals, and what a document does not report stays missing.
"""

import re
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from jianguan.corpus import Corpus

INDICATOR = ["action", "measure", "unit", "status"]
PAIR = ["doc", "text", "value", "high", "qualifier", "period", "start", "end"]
KEPT = ["doc", "province", "place", "level", "genre", "year", "published", "text"]


def comparable(quantities: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The pairs of figures of two documents that may be compared.

    Returns one row per pair: `action, measure, unit, status, level, overlap` (same or partial period), then `doc, text,
    value, high, qualifier, period, start, end` of each with `_a` and `_b`. Figures without a stated period never pair,
    nor does a figure of a legal rule.
    """
    known = quantities[quantities["period"].ne("") & quantities["measure"].ne("") & quantities["status"].ne("rule")]
    known = _plainly(known).assign(level=known["doc"].map(corpus.documents["level"]))
    rows = []
    for key, group in known.groupby([*INDICATOR, "level"], sort=True):
        for a, b in combinations(group.itertuples(), 2):
            overlap = _overlap(a.period, b.period)
            if a.doc != b.doc and overlap:
                rows.append((*key, overlap, *(getattr(x, name) for x in (a, b) for name in PAIR)))
    sides = [f"{name}_{side}" for side in "ab" for name in PAIR]
    return pd.DataFrame(rows, columns=[*INDICATOR, "level", "overlap", *sides])


def indicators(quantities: pd.DataFrame, documents: list[str] | None = None) -> pd.DataFrame:
    """Who reports what: a row per indicator (`action, measure, unit, status`), a column per document, missing as NaN.

    `documents` adds those that report nothing. A repeated figure counts once; of two that contradict each other the
    first is shown, and `quantity_notes` names both.
    """
    once = _plainly(quantities[quantities["same_as"].isna()])
    table = once.pivot_table(index=INDICATOR, columns="doc", values="value", aggfunc="first", sort=False)
    return table.reindex(columns=sorted(set(table.columns) | set(documents or [])))


def derived(quantities: pd.DataFrame) -> pd.DataFrame:
    """Figures that no document states but that follow from two it states, each with its formula and its warning.

    Returns `doc, derived, value, unit, formula, warning, start_a, start_b`: fines per case, the population that a count
    and its rate imply, and the share of a part in its total.
    """
    rows = []
    for doc, table in quantities[quantities["status"] == "achieved"].groupby("doc", sort=True):
        rows += [(doc, *row) for row in (*_per_case(table), *_implied(table), *_parts(table))]
    columns = ["doc", "derived", "value", "unit", "formula", "warning", "start_a", "start_b"]
    return pd.DataFrame(rows, columns=columns)


def possible_parts(quantities: pd.DataFrame) -> pd.DataFrame:
    """The pairs of figures of one document of which one could be a part of the other: same unit, status and period.

    Returns `doc, unit, status, period, part, part_measure, whole, whole_measure` (the smaller figure is the part),
    `suggested` (True where the words of the text point to it, see `part_of`; these first), `start_part, start_whole`.
    The rest is a warning not to add them up, not a claim that they belong together.
    """
    counted = quantities[quantities["period"].ne("") & ~quantities["unit"].str.contains("/|%|百分点")]
    rows = []
    for key, group in counted.groupby(["doc", "unit", "status", "period"], sort=True):
        for a, b in combinations(group.sort_values("value", kind="stable").itertuples(), 2):
            suggested = pd.notna(a.part_of) and a.part_of == b.start
            rows.append((*key, a.text, a.measure, b.text, b.measure, suggested, a.start, b.start))
    sides = ["part", "part_measure", "whole", "whole_measure", "suggested", "start_part", "start_whole"]
    table = pd.DataFrame(rows, columns=["doc", "unit", "status", "period", *sides])
    return table.sort_values("suggested", ascending=False, kind="stable", ignore_index=True)


def take_away(quantities: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The table to take away: every statistic with its document, its sentence and its place in the file.

    Returns one row per statistic: `doc, province, place, level, genre, year, published, text` (as written), the columns
    of `find_quantities` from `value` on, then `sentence` (in full), `start, end, file, sha256`. Numbers are numbers; a
    string that a spreadsheet would run as a formula begins with an apostrophe.
    """
    sentences = corpus.sentences.set_index(["doc", "sentence"])["text"]
    told = corpus.documents.reindex(columns=[*KEPT[2:-1], "file", "sha256"])
    table = quantities.join(told, on="doc")
    table["sentence"] = [sentences[doc, number] for doc, number in zip(table["doc"], table["sentence"], strict=True)]
    names = [name for name in quantities.columns if name not in (*KEPT, "sentence", "start", "end")]
    table = table[[*KEPT, *names, "sentence", "start", "end", "file", "sha256"]]
    texts = [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]
    return table.assign(**{name: table[name].map(formula_safe) for name in texts})


def formula_safe(cell):
    """A text that a spreadsheet takes for text: an apostrophe before = + - @, also after blanks or in full width.

    >>> formula_safe("=1+1"), formula_safe("查办案件"), formula_safe(3)
    ("'=1+1", '查办案件', 3)
    """
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell


def quantity_notes(quantities: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """What a reader of the figures must know: numbers that could not be read, and figures that contradict each other.

    Returns `file, problem, action, severity` as in `corpus.notes`.
    """
    files = corpus.documents.get("file", pd.Series(corpus.documents.index, corpus.documents.index))
    rows = []
    for doc, passages in corpus.passages.items():
        for m in (m for passage in passages for m in _UNREADABLE.finditer(passage.text)):
            what = "implausible number" if m["long"] else "ambiguous number"
            rows.append((files[doc], f"{what}: {m[0][:24]}", "not read", "warning"))
    rows += [(files[doc], problem, "both kept", "info") for doc, problem in _contradictions(quantities)]
    return pd.DataFrame(rows, columns=["file", "problem", "action", "severity"])


def _contradictions(quantities: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Results of one document that name the same thing and period and differ, and are not parts of a total."""
    own = quantities[quantities["measure"].ne("") & quantities["status"].eq("achieved") & quantities["part_of"].isna()]
    for (doc, _, measure, *_), group in own.groupby(["doc", *INDICATOR, "period"], sort=True):
        if group["value"].nunique() > 1:
            yield doc, f"two figures for {measure}: {', '.join(group['text'])}"


def _per_case(table: pd.DataFrame) -> Iterator[tuple]:
    """Fines and confiscations for each case counted before them in the same sentence."""
    fines = table["unit"].eq("元") & (table["action"] + table["measure"]).str.contains("罚没")
    for money in table[fines].itertuples():
        before = table[(table["sentence"] == money.sentence) & (table["start"] < money.start)]
        cases = before[before["unit"].isin(["件", "起", "宗"]) & before["measure"].str.contains("案件|案")]
        for case in cases.tail(1).itertuples():
            warning = "a mean of all cases: not every case ends in a fine, and fines need not belong to these cases"
            yield "fines per case", money.value / case.value, "元/" + case.unit, *_from(money, case, warning)


def _implied(table: pd.DataFrame) -> Iterator[tuple]:
    """The population that a count and its own rate imply: a check on both."""
    by_start = {row.start: row for row in table.itertuples()}
    for rate in table[table["same_as"].notna() & table["unit"].str.contains("/")].itertuples():
        count, per = by_start.get(rate.same_as), re.search("/([0-9]*)([十百千万亿]*)(人)口?$", rate.unit)
        if count is not None and per and rate.value:
            size = int(per[1] or 1)
            for ch in per[2]:
                size *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[ch]
            warning = "both figures are rounded, and the rate may cover only a part of the count"
            yield "population implied", count.value / rate.value * size, "人", *_from(count, rate, warning)


def _parts(table: pd.DataFrame) -> Iterator[tuple]:
    by_start = {row.start: row for row in table.itertuples()}
    for part in table[table["part_of"].notna()].itertuples():
        total = by_start.get(part.part_of)
        if total is not None and total.value:
            warning = "the text does not always say that the one is part of the other"
            yield "share of a part", part.value / total.value * 100, "%", *_from(part, total, warning)


def _from(a, b, warning: str) -> tuple:
    return f"{a.text} / {b.text}", warning, a.start, b.start


def _plainly(quantities: pd.DataFrame) -> pd.DataFrame:
    """Measures without quotation marks and blanks, 件/万人口 as 件/万人: the same thing is named the same."""
    measures = quantities["measure"].str.replace(r"[“”\s]", "", regex=True)
    return quantities.assign(measure=measures, unit=quantities["unit"].str.replace("人口$", "人", regex=True))


def _overlap(a: str, b: str) -> str:
    """`same`, `partial` or nothing; a stock up to a date pairs only with one up to the same date."""
    if a == b:
        return "same"
    if ".." in a + b:
        return ""
    (first, last), (begin, end) = _months(a), _months(b)
    return "partial" if first <= end and begin <= last else ""


def _months(period: str) -> tuple[int, int]:
    """First and last month of a period, counted from year 0.

    >>> _months("2020-H1"), _months("2020-03/2020-05")
    ((24240, 24245), (24242, 24244))
    """
    if "/" in period:
        first, last = ([int(n) for n in month.split("-")] for month in period.split("/"))
        return first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1
    year, part = int(period[:4]) * 12, period[5:]
    length = {"H": 6, "Q": 3}.get(part[:1], 12)
    start = year + (int(part[1]) - 1) * length if part else year
    return start, start + length - 1


_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠\t\r]")
_UNREADABLE = re.compile(r"(?P<long>[0-9]{16,40})|(?<![0-9,])[0-9]{4,15},[0-9]{3}(?![0-9])")
