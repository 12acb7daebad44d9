"""Parallelism and formulas on made-up documents of other places, years and layouts, coded by somebody else."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from jianguan.alignment import find_parallels
from jianguan.corpus import Corpus, read_corpus
from jianguan.slogans import APART, find_slogans

HERE = Path(__file__).parent
SETS = [HERE / name for name in ("unseen", "unseen4")]
SEEDS = HERE.parents[1] / "seeds"
HTML = "u14"  # its coding points into the clean text


class Coded(NamedTuple):
    """A set of pages as read, with its coding."""

    corpus: Corpus
    gold: Path

    def table(self, name: str) -> pd.DataFrame:
        table = pd.read_csv(self.gold / f"{name}.csv", keep_default_na=False)
        return table[(table["doc"] != HTML) & (table["where"] != "title")]


@pytest.fixture(scope="module", params=SETS, ids=lambda pages: pages.name)
def pages(request) -> Coded:
    return Coded(read_corpus(request.param / "documents"), request.param / "gold")


def spans(table: pd.DataFrame, marks: str) -> list[tuple[str, int, int]]:
    """Spans without list markers and quotation marks."""
    bare = table["text"].str.replace(marks, "", regex=True)
    starts = table["start"] + table["text"].str.len() - bare.str.len()
    ends = starts + bare.str.rstrip("”。").str.len()
    return list(zip(table["doc"], starts, ends, strict=True))


def overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> float:
    """The intersection over the union of two spans."""
    common = min(a[2], b[2]) - max(a[1], b[1])
    return common / (max(a[2], b[2]) - min(a[1], b[1])) if a[0] == b[0] and common > 0 else 0.0


def hits(wanted: list, found: list, least: float) -> list[bool]:
    return [any(overlap(one, other) >= least for other in found) for one in wanted]


def test_members_of_strict_groups(pages):
    marks = r"^(?:第?[一二三四五六七八九十]+(?:是|要|，|、|,)|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])?\s*“?"
    gold, found = pages.table("parallelism"), find_parallels(pages.corpus)
    strict = (gold["kind"] == "排比") & (gold["strictness"] == "strict")
    wanted, neutral = spans(gold[strict], marks), spans(gold[~strict], marks)
    found = spans(found[(found["doc"] != HTML) & (found["kind"] == "排比") & found["strict"]], marks)
    right = hits(found, wanted, 0.5)
    scored = [hit or not free for hit, free in zip(right, hits(found, neutral, 0.5), strict=True)]
    assert sum(hits(wanted, found, 0.5)) / len(wanted) >= 0.80
    assert sum(right) / sum(scored) >= 0.85


def test_formulas(pages):
    gold, found = pages.table("slogans"), find_slogans(pages.corpus)
    wanted, neutral = (spans(gold[gold["scored"] == s], '^[“"]') for s in ("yes", "optional"))
    found = spans(found[(found["doc"] != HTML) & ~found["class"].isin(APART)], '^[“"]')
    right = hits(found, wanted, 0.01)
    scored = [hit or not free for hit, free in zip(right, hits(found, neutral, 0.01), strict=True)]
    recall, precision = sum(hits(wanted, found, 0.01)) / len(wanted), sum(right) / sum(scored)
    assert 2 * recall * precision / (recall + precision) >= 0.92


@pytest.mark.parametrize(("folder", "share"), [(SEEDS, 0.89), (SETS[0], 0.90), (SETS[1], 0.80)], ids=lambda x: str(x)[-7:])
def test_items_and_numbers_as_coded(folder, share):
    """Every item of a formula that is found, in order and without its quotation marks; a repeat has none of its own."""
    corpus = read_corpus(folder / "documents" if folder != SEEDS else folder)
    found = find_slogans(corpus)
    coded = pd.read_csv(folder / "gold/slogans.csv", keep_default_na=False).query(f"doc != '{HTML}'")
    pairs = [
        (row, hits.iloc[0])
        for row in coded.itertuples()
        if getattr(row, "scored", "yes") == "yes"
        and not (hits := found.query(f"doc == '{row.doc}' and start < {row.end} and end > {row.start}")).empty
    ]
    items = [_items(row.items.split("|"), row) == _items(hit["items"], hit) for row, hit in pairs]
    assert sum(items) >= share * len(items), [row.text for (row, _), right in zip(pairs, items, strict=True) if not right]
    odd = [(row.text, row.number, hit["number"]) for row, hit in pairs if str(row.number) != hit["number"]]
    assert len(odd) <= 0.1 * len(pairs), odd


def _items(items: list[str], row) -> list[str]:
    return [] if row.expanded == "elsewhere" else [item.strip("“”") for item in items if item]
